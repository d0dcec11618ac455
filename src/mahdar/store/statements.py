"""Statements that take many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert

from mahdar.store.rows import Row

T = TypeVar("T")

#: How many values one statement may carry.
_MANY = 500


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts rows."""
    if rows:
        connection.execute(insert(table), rows)


def many(names: Iterable[T]) -> Iterable[list[T]]:
    """Names or numbers in lists short enough for one statement."""
    ordered = list(names)
    for at in range(0, len(ordered), _MANY):
        yield ordered[at : at + _MANY]


def exchange(connection: Connection, table: Table, left: Sequence[tuple[object, object]], entered: Sequence[tuple[object, object]]) -> None:
    """Takes pairs out of a table of pairs and puts others in."""
    one, other = list(table.c)[:2]
    if left:
        gone = delete(table).where(one == bindparam("x"), other == bindparam("y"))
        connection.execute(gone, [{"x": a, "y": b} for a, b in left])
    put(connection, table, [{one.name: a, other.name: b} for a, b in entered])
