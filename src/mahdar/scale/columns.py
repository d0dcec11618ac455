"""Lines of the record -> rows of flat columns, by `columns.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pyarrow
from msgspec import Struct

from mahdar.spans import table

Row = dict[str, object]

_SPAN = pyarrow.struct([("start", pyarrow.int32()), ("end", pyarrow.int32())])
_BLOCK = pyarrow.struct([("start", pyarrow.int32()), ("end", pyarrow.int32()), ("role", pyarrow.string()), ("rule", pyarrow.string())])
_TYPES = {
    "text": pyarrow.string(),
    "int": pyarrow.int32(),
    "real": pyarrow.float64(),
    "flag": pyarrow.bool_(),
    "texts": pyarrow.list_(pyarrow.string()),
    "spans": pyarrow.list_(_SPAN),
    "blocks": pyarrow.list_(_BLOCK),
    "bytes": pyarrow.binary(),
}


class Column(Struct, frozen=True):
    """One column: its name, its kind of value, and the path to it from a line."""

    name: str
    type: str
    path: tuple[str, ...]


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    given = table("mahdar.scale", "columns.tsv")
    return tuple(Column(row["column"], row["type"], tuple(row["path"].split("."))) for row in given if row["table"] == name)


def schema(name: str) -> pyarrow.Schema:
    """The Arrow schema of a table."""
    return pyarrow.schema([(column.name, _TYPES[column.type]) for column in columns(name)])


def row(name: str, line: Struct, text: str = "") -> Row:
    """The row of a line of the record, `text` being that of its article."""
    made = {column.name: _plain(_at(line, column.path), column.type) for column in columns(name)}
    start, end = made.get("start"), made.get("end")
    if isinstance(start, int) and isinstance(end, int):
        made["exact"] = text[start:end]
    return made


def _at(value: object, path: Sequence[str]) -> object:
    """What a path of names and places leads to, or None."""
    for step in path:
        if isinstance(value, tuple) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = getattr(value, step, None)
    return value


def _plain(value: object, kind: str) -> object:
    if not isinstance(value, tuple):
        return value
    if kind == "texts":
        return list(value)
    names = ("start", "end") if kind == "spans" else ("start", "end", "role", "rule")
    return [{name: getattr(one, name, None) for name in names} for one in value]
