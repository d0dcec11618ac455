"""Archives -> slices of a few hundred rows, each of which can be read alone, by another process or another machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Literal

from msgspec import Struct

from mahdar.captures.capture import Capture
from mahdar.captures.files import not_a_file, shown, walked
from mahdar.captures.paths import held, wanted
from mahdar.captures.rows import rows
from mahdar.captures.sniffing import binary, is_rows, is_warc
from mahdar.captures.tables import stretches, table
from mahdar.errors import InputError

Shape = Literal["rows", "archive", "parquet", "table", "files"]
_SUFFIXES: dict[str, Shape] = {
    ".csv": "table",
    ".tsv": "table",
    ".jsonl": "rows",
    ".ndjson": "rows",
    ".warc": "archive",
    ".warc.gz": "archive",
    ".parquet": "parquet",
}
_BLOCK = 1 << 20


class Slice(Struct, frozen=True):
    """Rows `first` to `first + count - 1` of a file, counted from 1; they lie between the bytes `start` and `end`.

    `path` is where the file lies, `name` what it is called under the path that the user gave. `digest` is the SHA-256
    of those bytes, for Parquet (whose rows are not in one place) of the whole file, for tables of the cells. Files of one article
    each stand together in `files`, with their paths and names; `path` and `name` are those of the first.
    """

    path: str
    name: str
    shape: Shape
    first: int
    count: int
    start: int
    end: int
    digest: str
    files: tuple[tuple[str, str], ...] = ()


def slices(paths: Sequence[Path], size: int, *, passed: Callable[[Path], bool] = lambda file: False) -> Iterator[Slice | InputError]:
    """What `captures` reads under `paths`, and Parquet, in slices of `size` rows; an InputError for each file that cannot be used.

    Folders are walked in the order of names; files of other kinds, and those of which `passed` says so, are passed over
    there, and read or reported where named. Texts and pages come after the other files, `size` of them in a slice. Every
    file is read once, for its digests. A file that grew keeps the slices that were full.
    """
    single: list[tuple[Path, str]] = []
    for path in paths:
        for one in _files(path, passed):
            for found in [one] if isinstance(one, InputError) else _opened(*one, size):
                if found is None and not isinstance(one, InputError):
                    single.append(one)
                elif found is not None:
                    yield found
    for at in range(0, len(single), size):
        yield _together(single[at : at + size])


def cut(one: Slice, *, ignore_meta: bool = False) -> Iterator[Capture | InputError]:
    """The captures of a slice, as `captures` would give them for those rows of the file."""
    file = Path(one.path)
    if one.shape == "rows":
        yield from rows(file, one.name, ignore_meta=ignore_meta, start=one.start, end=one.end, first=one.first)
    elif one.shape == "archive":
        from mahdar.captures.warc import responses

        yield from responses(file, one.name, ignore_meta=ignore_meta, start=one.start, end=one.end if one.count else None, first=one.first)
    elif one.shape == "table":
        yield from table(file, one.name, ignore_meta=ignore_meta, start=one.start, first=one.first, count=one.count)
    elif one.shape == "files":
        for path, name in one.files:
            yield from held(Path(path), name, ignore_meta=ignore_meta)
    else:
        from mahdar.captures.parquet import table_rows

        yield from table_rows(file, one.name, first=one.first, count=one.count, ignore_meta=ignore_meta)


def _files(path: Path, passed: Callable[[Path], bool]) -> Iterator[tuple[Path, str] | InputError]:
    if not path.is_dir():
        yield path, shown(path.name)
        return
    for one in walked(path):
        if isinstance(one, InputError):
            yield one
        elif (wanted(*one) or (_shape(one[0]) == "parquet" and not _hidden(one[1]))) and not passed(one[0]):
            yield one[0], shown("/".join(one[1]))


def _hidden(parts: Sequence[str]) -> bool:
    return any(part.startswith(".") for part in parts)


def _shape(file: Path) -> Shape | None:
    return next((shape for suffix, shape in _SUFFIXES.items() if file.name.lower().endswith(suffix)), None)


def _opened(file: Path, name: str, size: int) -> Iterator[Slice | InputError | None]:
    try:
        yield from _sliced(file, name, size)
    except OSError as error:
        yield InputError(name, f"cannot be opened ({error.strerror or error})")


def _sliced(file: Path, name: str, size: int) -> Iterator[Slice | InputError | None]:
    """The slices of a file; None for one that is an article by itself."""
    if what := not_a_file(file):
        yield InputError(name, what)
        return
    with file.open("rb") as stream:
        head = stream.read(65536)
    shape = _shape(file) or ("archive" if is_warc(head) else "rows" if is_rows(head) else "parquet" if head[:4] == b"PAR1" else None)
    if not head:
        yield InputError(name, "empty (0 bytes); save it again")
    elif shape == "rows":
        yield from _lines(file, name, size)
    elif shape == "archive":
        yield from _records(file, name, size)
    elif shape == "table":
        yield from _table(file, name, size)
    elif shape == "parquet":
        yield from _parquet(file, name, size)
    else:
        what = binary(head)
        yield InputError(name, what) if what else None


def _parquet(file: Path, name: str, size: int) -> Iterator[Slice | InputError]:
    from mahdar.captures.parquet import row_count

    total = row_count(file)
    if isinstance(total, str):
        yield InputError(name, total)
        return
    digest = _digest(file, 0, file.stat().st_size)
    yield from (Slice(str(file), name, "parquet", at + 1, min(size, total - at), 0, 0, digest) for at in range(0, total, size))


def _table(file: Path, name: str, size: int) -> Iterator[Slice]:
    """Slices of `size` rows; a place in a table is no count of bytes, since its encoding may carry a state from row to row."""
    for one in stretches(file, size):
        yield Slice(str(file), name, "table", one.first, one.count, one.start, 0, one.digest)


def _together(files: Sequence[tuple[Path, str]]) -> Slice:
    """Texts and pages in one slice, each with what is said of it in the file beside it."""
    digest = sha256()
    for file, name in files:
        digest.update(name.encode("utf-8", "surrogatepass") + b"\0")
        for part in (file, file.with_suffix(".meta.json")):
            digest.update(_digest(part, 0, part.stat().st_size).encode() if part.is_file() else b"none")
    path, name = files[0]
    return Slice(str(path), name, "files", 1, len(files), 0, 0, digest.hexdigest(), tuple((str(p), n) for p, n in files))


def _lines(file: Path, name: str, size: int) -> Iterator[Slice]:
    """Slices of `size` lines; blank lines count, for rows are named by their line."""
    with file.open("rb") as lines:
        first, start, number, digest = 1, 0, 0, sha256()
        while line := lines.readline(_BLOCK):
            digest.update(line)
            number += line.endswith(b"\n")
            if number == size and line.endswith(b"\n"):
                yield Slice(str(file), name, "rows", first, number, start, lines.tell(), digest.hexdigest())
                first, start, number, digest = first + number, lines.tell(), 0, sha256()
        if lines.tell() > start:
            yield Slice(str(file), name, "rows", first, number + 1, start, lines.tell(), digest.hexdigest())


def _records(file: Path, name: str, size: int) -> Iterator[Slice | InputError]:
    """Slices of `size` responses; the last one reads on to the end, so that what is broken there is met and told."""
    try:
        from mahdar.captures.intact import places
    except ImportError:
        yield InputError(name, "a WARC archive; `pip install fastwarc` to read it")
        return
    with file.open("rb") as stream:
        starts = places(stream, size)
    ends = [*starts[1:], file.stat().st_size]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        last = end == ends[-1]
        yield Slice(str(file), name, "archive", number * size + 1, 0 if last else size, start, end, _digest(file, start, end))


def _digest(file: Path, start: int, end: int) -> str:
    """The SHA-256 of a stretch of a file."""
    digest = sha256()
    with file.open("rb") as stream:
        stream.seek(start)
        for at, then in pairwise([*range(start, end, _BLOCK), end]):
            digest.update(stream.read(then - at))
    return digest.hexdigest()
