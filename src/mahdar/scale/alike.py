"""Finished parts -> copies across all of them: in memory where they fit, otherwise by joins on the engine, which find the same.

The places of texts meet in lists, one list for each sampled shingle; lists propose pairs; pairs are judged where their prints meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pyarrow

from mahdar.copies import Copy, Postings, Print, copies, mark, origins
from mahdar.copies.candidates import LEAST_SHARE, links, met
from mahdar.copies.judge import judged
from mahdar.copies.postings import in_order, postings
from mahdar.copies.side import sides
from mahdar.copies.words import Hashes
from mahdar.scale.columns import Row, row
from mahdar.scale.parts import Part, read
from mahdar.scale.prints import NOTHING, print_from

if TYPE_CHECKING:
    from daft import DataFrame, Series

_TOGETHER = 512  # pairs that are compared at once: so many that calls weigh little, so few that they need no room
_PLACED = ("id", "day", "words")
_BLANK: dict[str, object] = {"outlet": "", "title": b"", "credit": ""}
_KEPT = ("id", "outlet", "day", "words", "title", "credit")


def alike(parts: Sequence[Part]) -> tuple[list[Row], dict[str, str]]:
    """The rows of `copies`, and for each article that repeats another the one it most likely comes from; in memory."""
    prints = {row["id"]: print_from(row) for part in parts for row in read(part, "prints").to_pylist()}
    found = copies([*prints.values()])
    return [row("copies", copy) for copy in found], _repeating(origins(prints.values(), found))


def joined(parts: Sequence[Part]) -> tuple[list[Row], dict[str, str]]:
    """What `alike` gives, by joins, for more articles than fit into memory."""
    import daft

    files = [str(part.folder / "prints.parquet") for part in parts]
    prints = daft.read_parquet(files).distinct("id")  # one row given twice is one article
    found = sorted(_judged(prints, _proposed(prints)))
    return [row("copies", copy) for copy in found], _sources(prints, found)


def _listed(values: Sequence[Hashes]) -> pyarrow.Array:
    """A list of hashes for each text, without a Python object for each hash."""
    ends = np.cumsum([0, *map(len, values)], dtype=np.int64)
    return pyarrow.LargeListArray.from_arrays(ends, np.concatenate([NOTHING, *values]))


def _proposed(prints: DataFrame) -> DataFrame:
    """The pairs of texts, the lower mark first, that meet in enough lists, and the share of those in which they meet as no formula."""
    import daft
    from daft import DataType, col, lit

    shape = {name: DataType.uint64() for name in ("low", "high")} | {name: DataType.int64() for name in ("least", "plain")}

    @daft.func.batch(return_dtype=DataType.list(DataType.uint64()))
    def placed(names: Series, days: Series, words: Series) -> pyarrow.Array:
        rows = zip(names.to_pylist(), days.to_pylist(), words.to_pylist(), strict=True)
        prints = [print_from({**_BLANK, "id": name, "day": day, "words": kept}) for name, day, kept in rows]
        return _listed([postings([one]).place for one in prints])

    @daft.func.batch(return_dtype=DataType.uint64())
    def marked(names: Series) -> pyarrow.Array:
        return pyarrow.array([mark(name) if name else 0 for name in names.to_pylist()], pyarrow.uint64())

    @daft.func(return_dtype=DataType.list(DataType.struct(shape)))
    def paired(at: list[int], marks: list[int], outlets: list[int], sizes: list[int]) -> list[dict[str, int]]:
        held = Postings(np.array(at, np.uint64), np.array(marks, np.uint64), np.array(outlets, np.uint64), np.array(sizes, np.int64))
        held = held.at(in_order(held))
        found = met(held, *links(held))
        columns = (found.one, found.other, found.least, found.plain)
        return [dict(zip(shape, pair, strict=True)) for pair in zip(*(column.tolist() for column in columns), strict=True)]

    rows = prints.select(marked(col("id")).alias("mark"), marked(col("outlet")).alias("outlet"), placed(*map(col, _PLACED)).alias("place"))
    rows = rows.with_column("size", col("place").list_count().cast(DataType.int64())).explode("place").where(col("place").not_null())
    rows = rows.with_column("shingle", col("place") >> lit(32).cast(DataType.uint64()))
    held = rows.groupby("shingle").agg(*(col(name).list_agg() for name in ("place", "mark", "outlet", "size")))
    held = held.where(col("mark").list_count() > lit(1))
    pairs = held.select(paired(*map(col, ("place", "mark", "outlet", "size"))).alias("pair")).explode("pair")
    pairs = pairs.select(*(col("pair")[name].alias(name) for name in shape))
    shared = pairs.groupby("low", "high", "least").agg(col("plain").sum(), col("low").count().alias("lists"))
    shared = shared.where(col("lists") >= col("least") * lit(LEAST_SHARE))
    names = prints.select(marked(col("id")).alias("mark"), col("id"))
    shared = shared.select(col("low"), col("high"), (col("plain") / col("lists")).alias("plain"))
    shared = shared.join(names.select(col("mark").alias("low"), col("id").alias("a")), on="low")
    return shared.join(names.select(col("mark").alias("high"), col("id").alias("b")), on="high").select("a", "b", "plain")


def _judged(prints: DataFrame, pairs: DataFrame) -> Iterator[Copy]:
    """The pairs that share a stretch worth naming."""
    import daft
    from daft import DataType, col

    kept = daft.functions.to_struct(*(col(name) for name in _KEPT))

    @daft.func.batch(return_dtype=DataType.binary(), batch_size=_TOGETHER)
    def compared(one: Series, other: Series, plain: Series) -> list[bytes | None]:
        ones, others = one.to_pylist(), other.to_pylist()
        pairs = [(a["id"], b["id"]) for a, b in zip(ones, others, strict=True)]
        texts = {row["id"]: row for row in (*ones, *others)}
        ready = dict(zip(texts, sides([*map(print_from, texts.values())]), strict=True))
        made = judged([(ready[a], ready[b], part) for (a, b), part in zip(pairs, plain.to_pylist(), strict=True)])
        found = {frozenset((copy.a, copy.b)): msgspec.msgpack.encode(copy) for copy in made}
        return [found.get(frozenset(pair)) for pair in pairs]

    named = prints.select(col("id"), kept.alias("kept"))
    met = pairs.join(named.select(col("id").alias("a"), col("kept").alias("one")), on="a")
    met = met.join(named.select(col("id").alias("b"), col("kept").alias("other")), on="b")
    for found in met.select(compared(col("one"), col("other"), col("plain")).alias("copy")).where(col("copy").not_null()).iter_rows():
        yield msgspec.msgpack.decode(found["copy"], type=Copy)


def _sources(prints: DataFrame, found: Sequence[Copy]) -> dict[str, str]:
    """For each article that repeats another its origin; of the prints only what `origins` looks at is fetched."""
    from daft import col

    named = {name for copy in found for name in (copy.a, copy.b)}
    light = [
        Print(kept["id"], "", kept["day"], np.broadcast_to(np.uint64(0), kept["size"] // 8), NOTHING, kept["credit"])
        for kept in prints.select(col("id"), col("day"), col("credit"), col("words").length().alias("size")).iter_rows()
        if kept["id"] in named
    ]
    light.sort(key=lambda one: one.id)
    return _repeating(origins(light, found))


def _repeating(sources: Mapping[str, str]) -> dict[str, str]:
    return {name: source for name, source in sources.items() if name != source}
