"""A query -> one page of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, func, select

from mahdar.store.cards import Page

T = TypeVar("T")

#: The most that one page may hold.
LARGEST = 1000


def paged(connection: Connection, query: Select[Any], number: int, size: int, made: Callable[[Row[Any]], T]) -> Page[T]:
    """The page `number`, counted from 1, of the rows of a query, each made into a card."""
    number, size = max(1, number), max(1, min(size, LARGEST))
    total = connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    rows = connection.execute(query.limit(size).offset((number - 1) * size))
    return Page(tuple(map(made, rows)), number, size, int(total))
