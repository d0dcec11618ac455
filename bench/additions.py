"""What it costs to add articles as a workspace grows: `python -m bench.additions [SIZES...]`, 5,000 to 100,000 unless told otherwise.

So many made-up articles of `bench/news.py` are really read (2,000); the rest are the same under other ids, days and made-up
words (`bench/worlds.py`), and go through the Writer as if they had been read. At each size 500 articles that were really read, of the days
that the workspace has come to, are added in one batch: printed are the seconds of processor time of reading them and of all the rest,
the parts of the rest, and the memory that is resident. What lays the others makes them in a process of its own, whose time is not counted.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bench.growth import _resident
from bench.news import captures
from bench.worlds import APART, WHEN, Worlds
from mahdar.captures import Capture
from mahdar.store import Store
from mahdar.store.intake import taken

READ, MORE, BATCH = 2000, 500, 500
_PARTS = (
    "versions",
    "dates",
    "_named",
    "_copied",
    "_placed",
    "_people",
    "compared",
    "put_stories",
    "put_lines",
    "_place",
    "put_taken",
    "held",
)


def main(sizes: Sequence[int]) -> None:
    """Prints a line for every size."""
    base = list(captures(READ + MORE))
    worlds = Worlds(READ)
    with TemporaryDirectory() as folder, Store(Path(folder) / "grows.db") as store:
        writer = store.writer(tagger=False)
        there = 0
        for size in sizes:
            start = time.process_time()
            for reached in worlds.lay(writer, size, batch=BATCH, there=there):
                there = reached
            laid = time.process_time() - start
            _added(writer, base[READ:], size, (there - 1) // READ, laid)
            print(f"  {Path(store.name).stat().st_size / there / 1000:.1f} KB an article", flush=True)


def _added(writer: object, more: Sequence[Capture], size: int, world: int, laid: float) -> None:
    """Adds articles that are really read and prints what that cost."""
    own = list(_renamed(more, size, world))
    start = time.process_time()
    fresh = [taken(one, WHEN, tagger=False) for one in own]
    read_in = time.process_time() - start
    watch = cProfile.Profile(time.process_time)
    start = time.process_time()
    watch.runcall(writer._put, fresh, "bench")  # type: ignore[attr-defined]
    rest = time.process_time() - start
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, _, total, _) in pstats.Stats(watch).stats.items():  # type: ignore[attr-defined]
        if name in _PARTS and "/store/" in file:
            spent[name] += total
    parts = ", ".join(f"{name.strip('_')} {spent[name]:.1f}" for name in _PARTS if spent[name] >= 0.05)
    print(
        f"{size:7} kept: {len(fresh)} read in {read_in:.1f} s, the rest {rest:.1f} s ({parts}); {_resident():.0f} MB; laid {laid:.0f} s",
        flush=True,
    )


def _renamed(more: Sequence[Capture], size: int, world: int) -> Iterator[Capture]:
    """The same articles under other ids, in the days that the workspace has come to."""
    for one in more:
        day = one.declared.published
        when = (date.fromisoformat(day) + timedelta(days=APART * world)).isoformat() if day else None
        sha = blake2b(f"{one.sha256}{size}".encode(), digest_size=32).hexdigest()
        url = one.declared.url and f"{one.declared.url}-{size}"
        yield msgspec.structs.replace(
            one, row=f"{one.row}-{size}", sha256=sha, declared=msgspec.structs.replace(one.declared, published=when, url=url)
        )


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [5000, 20_000, 50_000, 100_000])
