"""JSON Lines -> a capture for each row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from mahdar.captures.capture import Capture, Declared
from mahdar.captures.files import shown
from mahdar.captures.limits import DUMP_LIMIT, too_long
from mahdar.captures.meta import from_fields, well_formed
from mahdar.errors import InputError

_LONGEST_NAME = 500  # characters of an id; a longer one is a text


def rows(
    file: Path, name: str, *, ignore_meta: bool = False, start: int = 0, end: int | None = None, first: int = 1
) -> Iterator[Capture | InputError]:
    """A capture for each row of a JSON Lines file, and an InputError naming the row for each that cannot be read.

    A row's text is its `text`; where its `title` does not stand in that text, the title and an empty line go before it.
    Blank lines are skipped. A row is named by its `id`, or by its line number where it has none. `start` and `end`
    (bytes) bound the lines that are read, `first` is the number of the first of them.
    """
    with file.open("rb") as lines:
        lines.seek(start)
        number = first - 1
        while (end is None or lines.tell() < end) and (line := lines.readline(DUMP_LIMIT + 1)):
            number += 1
            if len(line) > DUMP_LIMIT and not line.endswith(b"\n"):
                while (rest := lines.readline(DUMP_LIMIT)) and not rest.endswith(b"\n"):
                    pass
                yield InputError(name, too_long(DUMP_LIMIT), row=str(number))
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield from _row(line, name, str(number), ignore_meta=ignore_meta)


def _row(line: bytes, name: str, number: str, *, ignore_meta: bool) -> Iterator[Capture | InputError]:
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield InputError(name, "this row is not UTF-8; JSON Lines must be", row=number)
        return
    except (ValueError, RecursionError) as error:
        yield InputError(name, f"this row is not JSON ({str(error)[:80]})", row=number)
        return
    if not isinstance(given, dict):
        yield InputError(name, "this row is not a JSON object", row=number)
        return
    yield from from_row(given, name, number, sha256(line.strip()).hexdigest(), ignore_meta=ignore_meta)


def from_row(
    given: Mapping[str, object], name: str, number: str, digest: str, *, ignore_meta: bool = False
) -> Iterator[Capture | InputError]:
    """The capture of one row's fields, before it an InputError for a field that is off; `digest` is the SHA-256 of the row."""
    row = _row_name(given.get("id")) or number
    text = given.get("text")
    if not isinstance(text, str) or not any(map(str.isalpha, text)):
        yield InputError(name, "this row has no `text` with words in it", row=row)
        return
    declared, wrong = from_fields(given)
    if wrong and not ignore_meta:
        yield InputError(name, f"{wrong}; the rest of this row is used", row=row, used=True)
    if declared.title and declared.title not in text:
        text = f"{declared.title}\n\n{text}"
    data = well_formed(text).encode()
    if len(data) > DUMP_LIMIT:
        yield InputError(name, too_long(DUMP_LIMIT), row=row)
        return
    yield Capture(name, "row", data, digest, row, Declared() if ignore_meta else declared)


def _row_name(given: object) -> str | None:
    """The id of a row as its name, or None where it has none that could be one."""
    if not isinstance(given, (str, int)):
        return None
    name = shown(well_formed(str(given)))
    return name if 0 < len(name) <= _LONGEST_NAME else None
