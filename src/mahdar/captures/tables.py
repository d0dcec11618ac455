"""CSV -> a capture for each row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from mahdar.captures.capture import Capture
from mahdar.captures.decoding import Decoding, decoding
from mahdar.captures.limits import DUMP_LIMIT, too_long
from mahdar.captures.rows import from_row
from mahdar.errors import InputError

if TYPE_CHECKING:
    from hashlib import _Hash as Digest

_FIELDS = ("id", "text", "title", "outlet", "url", "published")
_MOST_COLUMNS = 1_000
_SAMPLE = 400_000
_MARKS = ",;\t|"
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
#: Bytes that are read at once: more than the longest article has in any encoding.
_CHUNK = 4 * DUMP_LIMIT + 4

csv.field_size_limit(DUMP_LIMIT)


class Stretch(Struct, frozen=True):
    """Some rows of a table: the number of the first, how many (0 for all that follow), where they begin, a digest of their cells."""

    first: int
    count: int
    start: int
    digest: str


class _TooLong(Exception):  # noqa: N818 - it never leaves this module
    """A row is longer than an article may be."""


class _Lines:
    """The lines of a table; raises when those taken since `taken` was last set to 0 are longer than an article may be.

    `place` is where the next one begins, in bytes. A carriage return alone ends a line too.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream, self._encoding = stream, encoding
        self._waiting: list[bytes] = []
        self.taken, self.place = 0, stream.tell()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self._waiting) < 2:  # the last piece may go on
            while chunk := self._stream.readline(_CHUNK):
                kept = self._waiting.pop() if self._waiting else b""
                self._waiting = _LINE.findall(kept + chunk)
                if chunk.endswith(b"\n") or len(self._waiting) > 1 or len(self._waiting[0]) > _CHUNK:
                    break
        if not self._waiting:
            raise StopIteration
        line = self._waiting.pop(0)
        self.place += len(line)
        words = line.decode(self._encoding, "replace")
        self.taken += len(words)
        if self.taken > DUMP_LIMIT:
            raise _TooLong
        return words

    def go(self, place: int) -> None:
        """Goes on from another place."""
        self._stream.seek(place)
        self._waiting, self.place = [], place


def has_text(file: Path) -> bool:
    """Whether a table has a column called `text`, that is, holds articles."""
    try:
        how = _encoding(file)
        if how is None:
            return False
        with _opened(file, how) as (stream, encoding):
            return "text" in _names(next(_reader(stream, encoding)[1], []))
    except (OSError, csv.Error, _TooLong):
        return False


def table(
    file: Path, name: str, *, ignore_meta: bool = False, start: int = 0, first: int = 2, count: int = 0
) -> Iterator[Capture | InputError]:
    """A capture for each row of a CSV file whose first row names the columns as JSON Lines names its fields.

    Columns may stand in any order and be apart by commas, semicolons, tabs or bars; the encoding is told by the letters.
    A row is named by its `id`, or by its number in a spreadsheet, where the names of the columns are row 1. Its digest
    is that of its fields as JSON with sorted keys. `start` is the place of row `first` as `stretches` gives it, `count` how
    many rows are read from there; all where it is 0.
    """
    how = _encoding(file)
    if how is None:
        yield InputError(name, "its bytes are no text in UTF-8, windows-1256, ISO-8859-6 or UTF-16; save it again as CSV in UTF-8")
        return
    with _opened(file, how) as (stream, encoding):
        lines, reader = _reader(stream, encoding)
        number = 0
        try:
            head = next(reader, None)
            if head is None:
                return
            names = _names(head)
            if wrong := _unusable(names):
                yield InputError(name, wrong)
                return
            if start:
                lines.go(start)
            number, lines.taken = first - 1, 0
            for number, cells in enumerate(islice(reader, count or None), first):
                lines.taken = 0
                yield from _row(names, cells, name, str(number), ignore_meta=ignore_meta)
        except _TooLong:
            yield InputError(name, f"{too_long(DUMP_LIMIT)}; a quotation mark may be open. What came before is used", row=str(number + 1))
        except csv.Error as error:
            yield InputError(name, f"this row is no CSV ({str(error)[:80]}); what came before is used", row=str(number + 1))


def stretches(file: Path, size: int) -> Iterator[Stretch]:
    """The rows of a table, `size` at a time; the last stretch reads on to the end, so that what is broken there is met and told."""
    how = _encoding(file)
    if how is None:
        yield Stretch(2, 0, 0, sha256(file.read_bytes()).hexdigest())
        return
    with _opened(file, how) as (stream, encoding):
        lines, reader = _reader(stream, encoding)
        head: list[str] = []
        first, start, count, digest = 2, 0, 0, sha256()
        try:
            head = next(reader, [])
            start = lines.place
            digest = _begun(head)
            for cells in reader:
                lines.taken, count = 0, count + 1
                digest.update(json.dumps(cells).encode())
                if count == size:
                    yield Stretch(first, count, start, digest.hexdigest())
                    first, start, count, digest = first + count, lines.place, 0, _begun(head)
        except (_TooLong, csv.Error) as error:
            digest.update(repr(error).encode())
            count += 1
        if count or first == 2:
            yield Stretch(first, 0, start, digest.hexdigest())


def _begun(head: list[str]) -> Digest:
    return sha256(json.dumps(head).encode())


def _encoding(file: Path) -> Decoding | None:
    """How to read the file, from its first bytes; a character cut off at their end is no damage."""
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1 or _SAMPLE]
    return decoding(sample, lenient=True)


@contextmanager
def _opened(file: Path, how: Decoding) -> Iterator[tuple[BinaryIO, str]]:
    """The bytes of a table with their encoding; where a line does not end with a byte of its own, in UTF-8."""
    if how.encoding.startswith(("utf-16", "utf-32")):
        yield BytesIO(file.read_bytes().decode(how.encoding, "replace").encode("utf-8", "replace")), "utf-8"
        return
    with file.open("rb") as stream:
        yield stream, how.encoding


def _reader(stream: BinaryIO, encoding: str) -> tuple[_Lines, Iterator[list[str]]]:
    """The rows of a table, apart by the mark under which the first line has a `text`."""
    lines = _Lines(stream, encoding)
    start = next(lines, "")
    mark = next((m for m in _MARKS if "text" in _names(start.split(m))), ",")
    lines.go(0)
    lines.taken = 0
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
