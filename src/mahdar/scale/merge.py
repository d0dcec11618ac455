"""Finished parts -> one Parquet file a table, the same whatever the engine, the number of workers and the interruptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow
from pyarrow import compute, parquet

from mahdar.scale.columns import Row, schema
from mahdar.scale.parts import Part, read

_OWNER = {"articles": "id"}  # the column that names the article, where it is not `article`


def merged(out: Path, name: str, parts: Sequence[Part], repeated: Mapping[str, frozenset[str]], sources: Mapping[str, str]) -> int:
    """Writes one table from its parts, in their order, without the articles that an earlier part holds; the number of rows."""

    def tables() -> Iterator[pyarrow.Table]:
        for part in parts:
            table = read(part, name)
            if part.id in repeated:
                mine = compute.is_in(table[_OWNER.get(name, "article")], pyarrow.array(sorted(repeated[part.id])))
                table = table.filter(compute.invert(mine))
            yield _sourced(table, sources) if name == "articles" and sources else table

    return _written(out, name, tables())


def made(out: Path, name: str, groups: Iterable[Sequence[Row]]) -> int:
    """Writes a table from its rows, some at a time; the number of rows."""
    return _written(out, name, (pyarrow.Table.from_pylist(list(rows), schema=schema(name)) for rows in groups))


def repeats(parts: Sequence[Part]) -> dict[str, frozenset[str]]:
    """By part, the articles that an earlier part holds already: the same row of the same file given twice."""
    seen: set[str] = set()
    found: dict[str, frozenset[str]] = {}
    for part in parts:
        ids = parquet.read_table(part.folder / "articles.parquet", columns=["id"])["id"].to_pylist()
        if again := seen.intersection(ids):
            found[part.id] = frozenset(again)
        seen.update(ids)
    return found


def _sourced(table: pyarrow.Table, sources: Mapping[str, str]) -> pyarrow.Table:
    """The articles with the one that each repeats."""
    column = pyarrow.array([sources.get(name) for name in table["id"].to_pylist()], pyarrow.string())
    return table.set_column(table.schema.get_field_index("copy_of"), "copy_of", column)


def _written(out: Path, name: str, tables: Iterator[pyarrow.Table]) -> int:
    """The table as one file beside its place, a row group for each of `tables` that has rows."""
    draft, total = drafted(out, name), 0
    with parquet.ParquetWriter(draft, schema(name), compression="zstd") as writer:
        for table in tables:
            if table.num_rows:
                writer.write_table(table)
                total += table.num_rows
    return total


def drafted(out: Path, name: str) -> Path:
    """Where a table is written before all of them take their places."""
    return out / f".{name}.parquet"


def settle(out: Path, names: Iterable[str]) -> None:
    """Puts the tables in their places, all at once as far as a file system can: a reader meets those of one run."""
    for name in names:
        drafted(out, name).replace(out / f"{name}.parquet")
