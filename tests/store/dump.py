"""Everything that a database derives, as plain values that can be compared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from mahdar.store import Store, schema
from mahdar.store.numbers import KINDS, article_in, beyond, number
from mahdar.store.packing import released

#: Articles are numbered as they come, and with them what is in them.
_NUMBERED = {
    "articles": ("number",),
    "appearances": ("article",),
    "issues": ("article",),
    "texts": ("number", "origin"),
    "places": ("number",),
    "pairs": ("a", "b"),
}


def dumped(store: Store) -> dict[str, list[Any]]:
    """The rows of every derived table, in an order of their own, packed columns unpacked, ids in place of the numbers of articles."""
    found: dict[str, list[Any]] = {}
    with store._engine.connect() as connection:
        s = schema.sources.c
        ids = {row.number: row.id for row in connection.execute(select(s.id, s.number))}
        for name in sorted(schema.DERIVED):
            table = schema.metadata.tables[name]
            rows = [
                {column: released(v) if isinstance(v, bytes) else v for column, v in row._mapping.items()}
                for row in connection.execute(select(table))
            ]
            for row in rows:
                row.update((column, ids[row[column]]) for column in _NUMBERED.get(name, ()))
                if "n" in row:
                    row["n"] = _which(row["n"], ids)
            found[name] = sorted((tuple(row.values()) for row in rows), key=repr)
    return found


def _which(n: int, ids: dict[int, str]) -> tuple[str, str, int]:
    """A document by its kind, its article, and its day and place."""
    kind = next(kind for kind in KINDS if n < beyond(kind))
    article = article_in(kind, n)
    return kind, ids[article], n - number(kind, "", article)


def differences(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, tuple[list[Any], list[Any]]]:
    """By table the rows that only one of two dumps holds."""
    return {
        name: ([r for r in one[name] if r not in other[name]][:3], [r for r in other[name] if r not in one[name]][:3])
        for name in one
        if one[name] != other[name]
    }
