"""A record -> JSON Lines: one object a line, `table` naming what it is."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mahdar.exports.options import Options
from mahdar.exports.rows import Rows, columns, tables
from mahdar.records.record import Record

KIND = {"stories": "story"}  # the others lose their s


def jsonl(record: Record, _options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """One file, a line an entry; empty cells are left out."""
    yield "record.jsonl", _lines(record)


def _lines(record: Record) -> Iterator[bytes]:
    rows, encode = Rows(record), msgspec.json.Encoder().encode
    for name in tables():
        kind, keys = KIND.get(name, name.removesuffix("s")), [column.name for column in columns(name)]
        for row in rows.of(name):
            yield encode({"table": kind} | {key: value for key, value in zip(keys, row, strict=True) if value not in (None, ())}) + b"\n"
