"""Inputs -> Part: the deterministic pieces of a run, what is written of each, and which are finished."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
import pyarrow
from msgspec import Struct
from pyarrow import parquet

import mahdar
from mahdar import __version__
from mahdar.captures import Slice, slices
from mahdar.errors import InputError, UsageError
from mahdar.scale.columns import Row, schema
from mahdar.scale.work import worked
from mahdar.spans import content_id

LOCK = ".lock"  # in the folder of the parts: a batch writes here
_SHOWING = ("cli", "web", "store")  # rooms that change nothing in a table


class Part(Struct, frozen=True):
    """One piece of a run. Its id is made of what is read (the bytes, not their place) and of what reads it."""

    id: str
    slice: Slice
    out: str
    ignore_meta: bool = False
    tagger: bool = True

    @property
    def folder(self) -> Path:
        """Where its tables lie when it is finished: the folder appears at once, whole."""
        return Path(self.out) / "parts" / self.id

    @property
    def finished(self) -> bool:
        """Whether it need not be read again."""
        return (self.folder / "manifest.json").exists()


class Manifest(Struct, frozen=True):
    """What a finished part says of itself: which rows it holds, and how many of each table."""

    part: str
    file: str
    first: int
    count: int
    digest: str
    version: str
    rows: dict[str, int]


def plan(
    paths: Sequence[Path],
    out: Path,
    *,
    size: int,
    ignore_meta: bool = False,
    tagger: bool = True,
    watch: Callable[[int], None] = lambda count: None,
) -> tuple[list[Part], list[InputError]]:
    """The parts of a run over `paths`, `size` rows each, in order, each once; and the files that cannot be used.

    What a batch wrote is passed over in folders, so that `out` may lie among the inputs. `watch` is told how many parts there are.
    """
    parts: dict[str, Part] = {}
    unusable: list[InputError] = []
    reader = content_id("reader", _program(), ignore_meta, tagger)
    for one in slices(paths, size, passed=_ours):
        if isinstance(one, InputError):
            unusable.append(one)
        else:
            part = Part(
                content_id("part", reader, one.name, one.shape, one.first, one.count, one.digest), one, str(out), ignore_meta, tagger
            )
            parts.setdefault(part.id, part)
            watch(len(parts))
    return list(parts.values()), unusable


def _ours(file: Path) -> bool:
    """Whether a file is a table of some batch, finished or in parts."""
    if not file.name.endswith(".parquet"):
        return False
    parts = (file.parent / "parts", *(above for above in file.parents if above.name == "parts"))
    return any((folder / LOCK).exists() for folder in parts)


@cache
def _program() -> str:
    """A digest of the program and its tables, so that two states of it never mix in one archive."""
    digest = sha256()
    folder = Path(mahdar.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(folder).parts[0] not in _SHOWING:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def finish(part: Part) -> Manifest:
    """The manifest of a part, read and written now unless it is finished already. Whoever finishes first counts.

    Raises UsageError where the tables cannot be written.
    """
    if part.finished:
        return manifest(part)
    draft = part.folder.with_name(f".{part.id}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    with writing(Path(part.out)):
        draft.mkdir(parents=True)
    tables = worked(part.slice, ignore_meta=part.ignore_meta, tagger=part.tagger)
    one = part.slice
    made = Manifest(part.id, one.name, one.first, one.count, one.digest, __version__, {name: len(rows) for name, rows in tables.items()})
    with writing(Path(part.out)):
        for name, rows in tables.items():
            write(draft / f"{name}.parquet", name, rows)
        _whole(draft / "manifest.json", msgspec.json.format(msgspec.json.encode(made)))
    try:
        draft.rename(part.folder)
    except OSError:  # a worker given up for dead was quicker: the tables are the same
        shutil.rmtree(draft, ignore_errors=True)
    return manifest(part)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Says of what cannot be written why, and what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write to {out} ({reason}); finished parts are kept: mend it and give the same command again") from error


def manifest(part: Part) -> Manifest:
    """The manifest of a finished part."""
    return msgspec.json.decode((part.folder / "manifest.json").read_bytes(), type=Manifest)


def started(parts: Sequence[Part]) -> list[Part]:
    """The parts that somebody began and nobody finished."""
    return [part for part in parts if not part.finished and any(_drafts(part))]


def clear(parts: Sequence[Part]) -> None:
    """Removes what was begun and not finished."""
    for part in parts:
        for draft in _drafts(part):
            shutil.rmtree(draft, ignore_errors=True)


def sweep(out: Path, parts: Sequence[Part]) -> int:
    """Removes whatever was begun and not finished, by runs of any inputs; how many finished parts are not among `parts`."""
    mine, foreign = {part.id for part in parts}, 0
    for folder in (out / "parts").iterdir():
        if folder.name.startswith(".par"):
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.name not in mine and (folder / "manifest.json").exists():
            foreign += 1
    return foreign


def _drafts(part: Part) -> Iterator[Path]:
    return part.folder.parent.glob(f".{part.id}.*")


def write(path: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Writes the rows of a table to a Parquet file; the same rows give the same bytes."""
    with path.open("wb") as stream:
        parquet.write_table(pyarrow.Table.from_pylist(list(map(dict[str, object], rows)), schema=schema(name)), stream, compression="zstd")
        stream.flush()
        os.fsync(stream.fileno())


def read(part: Part, name: str) -> pyarrow.Table:
    """One table of a finished part."""
    return parquet.read_table(part.folder / f"{name}.parquet", schema=schema(name))


def _whole(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


__all__ = ["LOCK", "Manifest", "Part", "Row", "clear", "finish", "manifest", "plan", "read", "started", "sweep", "write", "writing"]
