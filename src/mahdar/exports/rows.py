"""A record -> the rows of its tables, by `columns.tsv`: what CSV, JSON Lines and Parquet have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from mahdar.exports.parties import ROOM, Codes, codes
from mahdar.exports.slices import Slices
from mahdar.records.record import Record, Span
from mahdar.spans import Anchor, table

Cell = str | int | float | bool | tuple[str, ...] | None


class Column(Struct, frozen=True):
    """One column: its name, its kind of value, and the path to it from a line."""

    name: str
    type: str
    path: tuple[str, ...]


def tables() -> tuple[str, ...]:
    """The names of the tables, in order."""
    return tuple(dict.fromkeys(row["table"] for row in table(ROOM, "columns.tsv")))


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    given = table(ROOM, "columns.tsv")
    return tuple(Column(row["column"], row["type"], tuple(filter(None, row["path"].split(".")))) for row in given if row["table"] == name)


class Rows:
    """The tables of one record, cells cut from its articles."""

    def __init__(self, record: Record) -> None:
        self._slices = Slices(record)
        self._codes = codes(record)
        self._makers: dict[str, Callable[[object, str], Cell]] = {
            "words": self._words,
            "slices": self._list,
            "title": self._title,
            "state": self._state,
            "sector": self._sector,
        }

    def of(self, name: str) -> Iterator[tuple[Cell, ...]]:
        """The rows of one table, a cell a column."""
        wanted = columns(name)
        for line in getattr(self._slices.record, name):
            article = line.id if name == "articles" else getattr(line, "article", "")
            yield tuple(self._cell(column, _at(line, column.path), article) for column in wanted)

    def _cell(self, column: Column, value: object, article: str) -> Cell:
        if make := self._makers.get(column.type):
            return make(value, article)
        if isinstance(value, tuple):
            return tuple(map(str, value))
        return value if isinstance(value, str | int | float) else None

    def _words(self, value: object, article: str) -> Cell:
        if isinstance(value, Anchor):
            return self._slices.at(value)
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        return self._slices.words(article, Span(start, end)) if start is not None and end is not None else None

    def _list(self, value: object, article: str) -> Cell:
        return tuple(str(self._words(one, article)) for one in value) if isinstance(value, tuple) else ()

    def _title(self, value: object, _article: str) -> Cell:
        return self._slices.title(self._slices.articles[str(value)])

    def _state(self, value: object, _article: str) -> Cell:
        return self._codes.get(str(value), Codes()).state or None

    def _sector(self, value: object, _article: str) -> Cell:
        return self._codes.get(str(value), Codes()).sector or None


def _at(value: object, path: Sequence[str]) -> object:
    """What a path of names and places leads to, or None; `*` takes every one of a list."""
    for place, step in enumerate(path):
        if step == "*":
            return tuple(_at(one, path[place + 1 :]) for one in value) if isinstance(value, tuple) else None
        if isinstance(value, tuple) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = getattr(value, step, None)
    return value
