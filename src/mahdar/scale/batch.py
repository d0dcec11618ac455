"""The order of a batch, on one screen: plan, read in parts, find copies and stories, write the tables."""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct

from mahdar.errors import InputError, UsageError
from mahdar.scale import merge
from mahdar.scale.alike import alike, joined
from mahdar.scale.columns import Row
from mahdar.scale.engine import Dead, Engine, finished, start
from mahdar.scale.parts import LOCK, Manifest, Part, manifest, plan, read, sweep, writing
from mahdar.scale.placed import placed
from mahdar.scale.shared import shared
from mahdar.tags.model import shipped

#: Articles whose copies one machine looks for in memory, with some 13 kB each and in a third of the time of joins.
IN_MEMORY = 100_000
_MERGED = ("articles", "quotations", "times", "mentions", "actors", "events", "claims")


Step = Literal["plan", "read", "copies", "stories", "tables"]


class Progress(Struct, frozen=True):
    """How far a run is: the step, parts and articles done, of how many parts, and how many of them an earlier run had finished."""

    step: Step
    done: int
    parts: int
    articles: int
    resumed: int


class Summary(Struct, frozen=True):
    """What a run wrote: rows by table, dead letters by kind, parts, those an earlier run had finished, articles given more than once.

    `foreign` counts finished parts in the same folder that belong to other inputs or settings: they are in no table.
    """

    rows: dict[str, int]
    errors: dict[str, int]
    parts: int
    resumed: int
    repeated: int
    foreign: int
    workers: int


Watch = Callable[[Progress], None]


def batch(
    paths: Sequence[Path],
    out: Path,
    *,
    engine: Engine = "local",
    workers: int | None = None,
    size: int = 500,
    ignore_meta: bool = False,
    tagger: bool = True,
    watch: Watch = lambda progress: None,
) -> Summary:
    """Reads the archives under `paths` into the tables of `out`, `size` rows a part; what an earlier run finished is kept.

    `workers` counts processes, one for each core where it is None. Raises UsageError where the engine is not
    installed, `out` cannot be written to or another run is writing to it, InputError where there is nothing to read, ModelError where the
    tagger's model is damaged.
    """
    with writing(out):
        (out / "parts").mkdir(parents=True, exist_ok=True)  # before a long plan: a folder that cannot be written to is told at once
    planned = _planned(watch)
    parts, unusable = plan(paths, out, size=size, ignore_meta=ignore_meta, tagger=tagger, watch=planned)
    if not parts:
        raise unusable[0] if unusable else InputError(str(paths[0]), "no file in it that can be read here")
    if tagger:
        shipped()  # a damaged model is told now, and not by every worker
    with _alone(out):
        ready = [manifest(part) for part in parts if part.finished]
        left = [part for part in parts if not part.finished]
        foreign = sweep(out, parts)
        processes = start(engine, workers or _cores())
        dead = _run(left, ready, processes, watch)
        lost = {one.part.id for one in dead}
        with writing(out):
            whole = [part for part in parts if part.id not in lost]
            rows, errors, repeated = _tables(whole, unusable, dead, out=out, engine=engine, watch=watch)
    return Summary(rows, errors, len(parts), len(ready), repeated, foreign, processes)


def _planned(watch: Watch) -> Callable[[int], None]:
    return lambda count: watch(Progress("plan", 0, count, 0, 0))


def _run(left: Sequence[Part], ready: Sequence[Manifest], workers: int, watch: Watch) -> list[Dead]:
    """Reads the parts that are left; those that no worker survives come back."""
    articles, dead = sum(one.rows["articles"] for one in ready), list[Dead]()
    total = len(ready) + len(left)
    seen: set[str] = set()
    watch(Progress("read", len(ready), total, articles, len(ready)))
    for one in finished(left, workers):
        if isinstance(one, Dead):
            dead.append(one)
        elif one.part not in seen:
            seen.add(one.part)
            articles += one.rows["articles"]
        watch(Progress("read", len(ready) + len(seen), total, articles, len(ready)))
    return dead


def _tables(
    parts: Sequence[Part], unusable: Sequence[InputError], dead: Sequence[Dead], *, out: Path, engine: Engine, watch: Watch
) -> tuple[dict[str, int], dict[str, int], int]:
    """Writes every table from the finished parts; the rows of each, dead letters by kind, articles given more than once."""
    repeated = merge.repeats(parts)
    total = sum(manifest(part).rows["articles"] for part in parts)

    def say(step: Step) -> None:
        watch(Progress(step, len(parts), len(parts), total, 0))

    say("copies")
    fits = engine == "local" and total <= IN_MEMORY
    pairs, sources = alike(parts) if fits else joined(parts)
    rows = {"copies": merge.made(out, "copies", [pairs]), "passages": merge.made(out, "passages", shared(parts, pairs))}
    say("stories")
    rows["stories"] = merge.made(out, "stories", [placed(parts)])
    say("tables")
    letters = list(_errors(parts, unusable, dead))
    rows["errors"] = merge.made(out, "errors", [letters])
    rows = {name: merge.merged(out, name, parts, repeated, sources) for name in _MERGED} | rows
    merge.settle(out, rows)
    return rows, dict(sorted(Counter(str(letter["kind"]) for letter in letters).items())), sum(map(len, repeated.values()))


def _errors(parts: Sequence[Part], unusable: Sequence[InputError], dead: Sequence[Dead]) -> Iterator[Row]:
    """The dead letters: files, then rows in the order of the parts, then parts that no worker survives."""
    for error in unusable:
        yield {"file": error.file, "row": error.row, "kind": "field" if error.used else "input", "reason": error.reason}
    for part in parts:
        yield from read(part, "errors").to_pylist()
    for one in dead:
        piece = one.part.slice
        rows = f"{piece.first}-{piece.first + piece.count - 1}" if piece.count else f"{piece.first}-"
        yield {"file": piece.name, "row": rows, "kind": "worker died", "reason": f"{one.why}; the next run tries these rows again"}


def _cores() -> int:
    return len(os.sched_getaffinity(0))


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Holds the folder: two runs that write to one would undo each other."""
    with writing(out):
        lock = (out / "parts" / LOCK).open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"another run is writing to {out}; wait for it, or choose another folder") from error
        yield
