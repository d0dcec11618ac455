"""A record -> CSV, a file a table: RFC 4180, UTF-8, every cell safe to open in a spreadsheet."""

from __future__ import annotations

import csv as writer
from collections.abc import Iterator
from io import StringIO

from mahdar.exports.options import Options
from mahdar.exports.rows import Cell, Rows, columns, tables
from mahdar.records.record import Record

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"), in both widths.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SAFE = "'"
BETWEEN = " | "


def csv(record: Record, options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """A file for each table, with its head where it has no rows: its name and its bytes, chunk by chunk."""
    rows = Rows(record)
    for name in tables():
        yield f"{name}.csv", _file(rows, name, bom=options.bom)


def cell(value: Cell) -> str:
    """A cell as text: nothing for None, lists joined by a bar, and `'` before what a spreadsheet would compute.

    A bar within a list's texts is doubled. `'` goes before a text that begins with `'` as well, so that taking one
    away gives every text back.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | tuple):
        return repr(value)
    text = value if isinstance(value, str) else BETWEEN.join(one.replace("|", "||") for one in value)
    return _SAFE + text if text.startswith((*_FORMULA, _SAFE)) else text


def _file(rows: Rows, name: str, *, bom: bool) -> Iterator[bytes]:
    page = StringIO(newline="")
    out = writer.writer(page, lineterminator="\r\n")
    out.writerow([column.name for column in columns(name)])
    for row in rows.of(name):
        yield _taken(page, bom=bom)
        bom = False
        out.writerow(list(map(cell, row)))
    yield _taken(page, bom=bom)


def _taken(page: StringIO, *, bom: bool) -> bytes:
    """What was written since the last time, as bytes."""
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return ("\ufeff" if bom else "").encode() + text.encode("utf-8")
