"""Paths -> captures, in the order of their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mahdar.captures.capture import Capture, Declared, Kind
from mahdar.captures.files import not_a_file, shown, walked
from mahdar.captures.limits import DUMP_LIMIT, PAGE_LIMIT, too_long
from mahdar.captures.meta import beside
from mahdar.captures.received import received
from mahdar.captures.rows import rows
from mahdar.captures.sniffing import is_page, is_rows, is_warc
from mahdar.captures.tables import has_text, table
from mahdar.errors import InputError

_DUMPS = (".txt", ".text")
_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_ROWS = (".jsonl", ".ndjson")
_ARCHIVES = (".warc", ".warc.gz")
_TABLES = (".csv", ".tsv")
_READ = _DUMPS + _PAGES + _ROWS + _ARCHIVES


def captures(paths: Sequence[Path], *, ignore_meta: bool = False) -> Iterator[Capture | InputError]:
    """Every article under `paths`, and an InputError for each file that cannot be read; the rest go on.

    Folders are walked in the order of names, and what is neither text, page, rows, archive nor a table with a `text`
    is passed over there; a file that was named is always read or reported. The same file given twice is one capture.
    """
    seen: set[tuple[str, str | None, str]] = set()
    for path in paths:
        for one in _files(path):
            for found in [one] if isinstance(one, InputError) else held(*one, ignore_meta=ignore_meta):
                if isinstance(found, Capture):
                    key = (found.file, found.row, found.sha256)
                    if key in seen:
                        continue
                    seen.add(key)
                yield found


def _files(path: Path) -> Iterator[tuple[Path, str] | InputError]:
    """The files of a path with the names they are shown under: below a folder, relative to it."""
    try:
        folder = path.is_dir()
    except (OSError, ValueError):
        folder = False
    if not folder:
        yield path, shown(path.name)
        return
    for found in walked(path):
        if isinstance(found, InputError):
            yield found
        elif wanted(*found):
            yield found[0], shown("/".join(found[1]))


def wanted(path: Path, parts: tuple[str, ...]) -> bool:
    """Whether a file met in a folder is one to read; what a browser saves beside a page is not, nor a table without articles."""
    hidden = any(part.startswith(".") for part in parts)
    leftovers = any(part.endswith("_files") for part in parts[:-1])
    name = parts[-1].lower()
    return not hidden and not leftovers and (name.endswith(_READ) or (name.endswith(_TABLES) and has_text(path)))


def held(file: Path, name: str, *, ignore_meta: bool) -> Iterator[Capture | InputError]:
    """What one file holds, under a name; an InputError where it cannot be read."""
    try:
        if what := not_a_file(file):
            yield InputError(name, what)
            return
        if not file.exists():
            yield InputError(name, "there is no such file or folder")
            return
        with file.open("rb") as stream:
            head = stream.read(65536)
        suffix = name.lower()
        if suffix.endswith(_ARCHIVES) or is_warc(head):
            yield from _archive(file, name, ignore_meta=ignore_meta)
        elif suffix.endswith(_ROWS) or (not suffix.endswith(_READ) and is_rows(head)):
            yield from _filled(rows(file, name, ignore_meta=ignore_meta), name)
        elif suffix.endswith(_TABLES):
            yield from _filled(table(file, name, ignore_meta=ignore_meta), name)
        else:
            kind: Kind = "page" if suffix.endswith(_PAGES) or is_page(head) else "dump"
            yield from _article(file, name, kind, ignore_meta=ignore_meta)
    except OSError as error:
        yield InputError(name, f"cannot be opened ({error.strerror or error})")
    except ValueError as error:
        yield InputError(name, f"no name of a file ({str(error)[:80]})")


def _archive(file: Path, name: str, *, ignore_meta: bool) -> Iterator[Capture | InputError]:
    try:
        from mahdar.captures.warc import responses
    except ImportError:
        yield InputError(name, "a WARC archive; `pip install fastwarc` to read it")
        return
    yield from _filled(responses(file, name, ignore_meta=ignore_meta), name)


def _filled(found: Iterator[Capture | InputError], name: str) -> Iterator[Capture | InputError]:
    """What was found, or an InputError where nothing was."""
    empty = True
    for one in found:
        empty = False
        yield one
    if empty:
        yield InputError(name, "holds no article")


def _article(file: Path, name: str, kind: Kind, *, ignore_meta: bool) -> Iterator[Capture | InputError]:
    limit = PAGE_LIMIT if kind == "page" else DUMP_LIMIT
    size = file.stat().st_size
    if size > limit:
        yield InputError(name, f"{size / (1 << 20):.0f} MB, {too_long(limit)}")
        return
    with file.open("rb") as stream:
        data = stream.read(limit + 1)  # a file may grow while it is read
    declared, wrong = (Declared(), None) if ignore_meta else beside(file, name)
    if wrong:
        yield wrong
    yield received(name, kind, data, declared)
