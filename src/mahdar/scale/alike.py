"""Finished parts -> copies across all of them, by joins on the engine: what `copies` finds in memory, for more than fits there.

Sampled shingles meet in groups, groups propose pairs, pairs are judged where their prints meet. What is common, not what
is rare, is given to every worker: common words and shingles are few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pyarrow

from mahdar.copies import Copy, Print, origins
from mahdar.copies.candidates import LEAST_SHARE, TOO_COMMON
from mahdar.copies.fingerprint import Hashes
from mahdar.copies.judge import judge
from mahdar.copies.overlap import overlap
from mahdar.copies.rarity import RARE_SHINGLE, RARE_WORD, Rarity
from mahdar.scale.columns import Row, row
from mahdar.scale.parts import Part
from mahdar.scale.prints import NOTHING, print_from, shingled

if TYPE_CHECKING:
    from daft import DataFrame, Series

_KEPT = ("id", "outlet", "day", "words", "title", "credit")


def alike(parts: Sequence[Part]) -> tuple[list[Row], dict[str, str]]:
    """The rows of `copies`, and for each article that repeats another the one it most likely comes from."""
    import daft

    files = [str(part.folder / "prints.parquet") for part in parts]
    prints = daft.read_parquet(files).distinct("id")  # one row given twice is one article
    found = sorted(_judged(prints, _proposed(prints), *_common(prints)))
    return [row("copies", copy) for copy in found], _sources(prints, found)


def _listed(values: Sequence[Hashes]) -> pyarrow.Array:
    """A list of hashes for each text, without a Python object for each hash."""
    ends = np.cumsum([0, *map(len, values)], dtype=np.int64)
    return pyarrow.LargeListArray.from_arrays(ends, np.concatenate([NOTHING, *values]))


def _proposed(prints: DataFrame) -> DataFrame:
    """The pairs of ids, the lower first, that share enough of their sampled shingles: `candidates`, as joins."""
    import daft
    from daft import DataType, col, lit

    @daft.func.batch(return_dtype=DataType.list(DataType.uint64()))
    def sampled(words: Series) -> pyarrow.Array:
        texts = [shingled(kept) for kept in words.to_pylist()]
        return _listed([text.sample if len(text.sample) else text.shingles[:1] for text in texts])

    @daft.func(return_dtype=DataType.list(DataType.struct({"a": DataType.string(), "b": DataType.string(), "least": DataType.int64()})))
    def paired(names: list[str], sizes: list[int]) -> list[dict[str, object]]:
        held = sorted(zip(names, sizes, strict=True))
        return [{"a": a, "b": b, "least": min(m, n)} for (a, m), (b, n) in combinations(held, 2)]

    samples = prints.select(col("id"), sampled(col("words")).alias("shingle"))
    samples = samples.with_column("size", col("shingle").list_count()).explode("shingle").where(col("shingle").not_null())
    held = samples.groupby("shingle").agg(col("id").count().alias("n"), col("id").list_agg(), col("size").list_agg())
    held = held.where((col("n") > lit(1)) & (col("n") <= lit(TOO_COMMON)))
    pairs = held.select(paired(col("id"), col("size")).alias("pair")).explode("pair")
    pairs = pairs.select(*(col("pair")[name].alias(name) for name in ("a", "b", "least")))
    shared = pairs.groupby("a", "b", "least").agg(col("least").count().alias("shared"))
    return shared.where(col("shared") >= col("least") * lit(LEAST_SHARE)).select("a", "b")


def _common(prints: DataFrame) -> tuple[Hashes, Hashes]:
    """The words and the shingles that are not rare among these texts, sorted: the complement of `rarity`."""
    import daft
    from daft import DataType, col, lit

    @daft.func.batch(return_dtype=DataType.list(DataType.uint64()))
    def words_of(words: Series) -> pyarrow.Array:
        return _listed([np.unique(np.frombuffer(kept, dtype=np.uint64)) for kept in words.to_pylist()])

    @daft.func.batch(return_dtype=DataType.list(DataType.uint64()))
    def shingles_of(words: Series) -> pyarrow.Array:
        return _listed([np.unique(shingled(kept).shingles) for kept in words.to_pylist()])

    def held_by_more(hashes: DataFrame, limit: int) -> Hashes:
        counted = hashes.explode("hash").where(col("hash").not_null()).groupby("hash").agg(col("hash").count().alias("n"))
        return np.sort(counted.where(col("n") > lit(limit)).select("hash").to_arrow()["hash"].to_numpy())

    total = prints.count_rows()
    words = held_by_more(prints.select(words_of(col("words")).alias("hash")), max(RARE_SHINGLE, round(RARE_WORD * total)))
    return words, held_by_more(prints.select(shingles_of(col("words")).alias("hash")), RARE_SHINGLE)


def _judged(prints: DataFrame, pairs: DataFrame, words: Hashes, shingles: Hashes) -> Iterator[Copy]:
    """The pairs that share a stretch worth naming."""
    import daft
    from daft import DataType, col

    shape = {name: DataType.string() for name in ("a", "b", "relation", "why")} | {name: DataType.float64() for name in ("share", "score")}
    kept = daft.functions.to_struct(*(col(name) for name in _KEPT))

    @daft.func(return_dtype=DataType.struct(shape))
    def judged(one: Row, other: Row) -> Row | None:
        a, b = print_from(one), print_from(other)
        made = judge(a, b, overlap(a, b, _rarity(a, b, words, shingles)))
        return row("copies", made) if made else None

    sides = prints.select(col("id"), kept.alias("kept"))
    met = pairs.join(sides.select(col("id").alias("a"), col("kept").alias("one")), on="a")
    met = met.join(sides.select(col("id").alias("b"), col("kept").alias("other")), on="b")
    for found in met.select(judged(col("one"), col("other")).alias("copy")).where(col("copy").not_null()).iter_rows():
        if found["copy"] and found["copy"]["a"]:
            yield Copy(**found["copy"])


def _rarity(a: Print, b: Print, words: Hashes, shingles: Hashes) -> Rarity:
    """What is rare of two texts: all that is not common."""
    return Rarity(_without(np.union1d(a.words, b.words), words), _without(np.union1d(a.shingles, b.shingles), shingles))


def _without(values: Hashes, common: Hashes) -> Hashes:
    """Those of `values` that are not in the sorted `common`, which may be long: looked up, not merged."""
    if not len(common):
        return values
    kept: Hashes = values[common[np.minimum(np.searchsorted(common, values), len(common) - 1)] != values]
    return kept


def _sources(prints: DataFrame, found: Sequence[Copy]) -> dict[str, str]:
    """For each article that repeats another its origin; of the prints only what `origins` looks at is fetched."""
    from daft import col

    named = {name for copy in found for name in (copy.a, copy.b)}
    light = [
        Print(kept["id"], "", kept["day"], np.broadcast_to(np.uint64(0), kept["size"] // 8), NOTHING, NOTHING, kept["credit"])
        for kept in prints.select(col("id"), col("day"), col("credit"), col("words").length().alias("size")).iter_rows()
        if kept["id"] in named
    ]
    light.sort(key=lambda one: one.id)
    return {name: source for name, source in origins(light, found).items() if name != source}
