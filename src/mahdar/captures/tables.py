"""CSV -> a capture for each row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from mahdar.captures.capture import Capture
from mahdar.captures.decoding import Decoding, decoding
from mahdar.captures.limits import DUMP_LIMIT, too_long
from mahdar.captures.rows import from_row
from mahdar.errors import InputError

_FIELDS = ("id", "text", "title", "outlet", "url", "published")
_MOST_COLUMNS = 1_000
_SAMPLE = 400_000
_MARKS = ",;\t|"

csv.field_size_limit(DUMP_LIMIT)


class _TooLong(Exception):  # noqa: N818 - it never leaves this module
    """A row is longer than an article may be."""


class _Lines:
    """The lines of a table; raises when those taken since `taken` was last set to 0 are longer than an article may be."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self.taken = stream, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(DUMP_LIMIT + 1)
        self.taken += len(line)
        if self.taken > DUMP_LIMIT:
            raise _TooLong
        if not line:
            raise StopIteration
        return line


def has_text(file: Path) -> bool:
    """Whether a table has a column called `text`, that is, holds articles."""
    try:
        how = _encoding(file)
        if how is None:
            return False
        with file.open(encoding=how.encoding, errors="replace", newline="") as stream:
            return "text" in _names(next(_reader(stream)[1], []))
    except (OSError, csv.Error, _TooLong):
        return False


def table(file: Path, name: str, *, ignore_meta: bool = False) -> Iterator[Capture | InputError]:
    """A capture for each row of a CSV file whose first row names the columns as JSON Lines names its fields.

    Columns may stand in any order and be apart by commas, semicolons, tabs or bars; the encoding is told by the letters.
    A row is named by its `id`, or by its number in a spreadsheet, where the names of the columns are row 1. Its digest
    is that of its fields as JSON with sorted keys.
    """
    how = _encoding(file)
    if how is None:
        yield InputError(name, "its bytes are no text in UTF-8, windows-1256, ISO-8859-6 or UTF-16; save it again as CSV in UTF-8")
        return
    with file.open(encoding=how.encoding, errors="replace", newline="") as stream:
        lines, reader = _reader(stream)
        number = 0
        names: list[str] = []
        try:
            for number, cells in enumerate(reader, 1):
                lines.taken = 0
                if number > 1:
                    yield from _row(names, cells, name, str(number), ignore_meta=ignore_meta)
                    continue
                names = _names(cells)
                if wrong := _unusable(names):
                    yield InputError(name, wrong)
                    return
        except _TooLong:
            yield InputError(name, f"{too_long(DUMP_LIMIT)}; a quotation mark may be open. What came before is used", row=str(number + 1))
        except csv.Error as error:
            yield InputError(name, f"this row is no CSV ({str(error)[:80]}); what came before is used", row=str(number + 1))


def _encoding(file: Path) -> Decoding | None:
    """How to read the file, from its first bytes; a character cut off at their end is no damage."""
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1 or _SAMPLE]
    return decoding(sample, lenient=True)


def _reader(stream: TextIO) -> tuple[_Lines, Iterator[list[str]]]:
    """The rows of a table, apart by the mark under which the first line has a `text`."""
    start = stream.readline(DUMP_LIMIT + 1)
    mark = next((m for m in _MARKS if "text" in _names(start.split(m))), ",")
    stream.seek(0)
    lines = _Lines(stream)
    return lines, csv.reader(lines, delimiter=mark)


def _names(cells: list[str]) -> list[str]:
    return [cell.strip("\ufeff\"' \t\r\n").lower() for cell in cells]


def _unusable(names: list[str]) -> str | None:
    if len(names) > _MOST_COLUMNS:
        return f"a table of {len(names):,} columns, so no list of articles; leave id, text, title, outlet, url and published"
    if "text" not in names:
        return "a table without a column called `text`; name the columns id, text, title, outlet, url and published in its first row"
    return None


def _row(names: list[str], cells: list[str], name: str, number: str, *, ignore_meta: bool) -> Iterator[Capture | InputError]:
    if not any(cells):
        return
    given: dict[str, object] = {}
    for column, cell in zip(names, cells, strict=False):
        if column in _FIELDS and cell.strip():
            given.setdefault(column, cell)
    digest = sha256(json.dumps(given, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")).hexdigest()
    yield from from_row(given, name, number, digest, ignore_meta=ignore_meta)
