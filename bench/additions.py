"""What it costs to add articles as a workspace grows: `python -m bench.additions [SIZES...]`, thousands; 1,000 to 20,000 if left out.

Made-up articles of `bench/worlds.py` go through the Writer until the workspace is so large. At each size 500 articles that go on
with the stories of the world that was laid last are added in one batch, then 100 in batches of five, as feeds bring them: printed
are the seconds of processor time, a batch, of all but reading, and the parts of that.
`python -m bench.additions story [SIZES...]` does so for one story that grows, told in the example's sentences by forty outlets.
"""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench.growth import _resident
from bench.speed import one_story
from bench.worlds import WHEN, Worlds
from mahdar.store import Store
from mahdar.store.intake import Taken, taken
from mahdar.store.writer import Writer

READ, MANY, MORE, FEW, BATCH = 1000, 500, 100, 5, 500
#: Where the time goes: functions of the store, by the part that is printed; none calls another.
_PARTS = {
    "taken in": "writer.put_taken",
    "held": "writer.held",
    "dates": "settle.Settling.dates",
    "names": "settle.Settling._named",
    "copies": "settle.Settling._copied",
    "stream": "settle.Settling._placed",
    "people": "settle.Settling._people",
    "accounts": "comparing.Comparing.accounts",
    "stories": "stories.story_lines",
    "lines": "writer.put_lines",
    "kept": "writer.put_stream",
}


def main(sizes: Sequence[int]) -> None:
    """Prints what an article takes to be read, and three lines for every size."""
    start = time.process_time()
    worlds = Worlds(READ, MANY + MORE)
    print(f"read in {1000 * (time.process_time() - start) / (READ + MANY + MORE):.1f} ms an article", flush=True)
    gc.freeze()  # what the bench holds is no work for the garbage collector of what is measured
    with TemporaryDirectory() as folder, Store(Path(folder) / "grows.db") as store:
        writer = store.writer(tagger=False)
        there = 0
        for size in sizes:
            start = time.process_time()
            for reached in worlds.lay(writer, size, batch=BATCH, there=there):
                there = reached
            print(f"{size:7} kept, laid in {time.process_time() - start:.0f} s; {_resident():.0f} MB", flush=True)
            more = worlds.going_on((there - 1) // READ)
            _added(writer, more[:MANY], MANY)
            _added(writer, more[MANY:], FEW)


def story(sizes: Sequence[int]) -> None:
    """Prints two lines for every size of one story."""
    coming = iter(one_story(max(sizes) + 2 * FEW, 230))
    with TemporaryDirectory() as folder, Store(Path(folder) / "grows.db") as store:
        writer = store.writer(tagger=False)
        there = 0
        for size in sizes:
            writer._put([taken(next(coming), WHEN, tagger=False) for _ in range(size - there)], "bench")
            told = max(one.articles for one in store.view.stories().items)
            print(f"{size:7} kept, {told} of them one story; {_resident():.0f} MB", flush=True)
            _added(writer, [taken(next(coming), WHEN, tagger=False) for _ in range(2 * FEW)], FEW)
            there = size + 2 * FEW


def _added(writer: Writer, more: list[Taken], batch: int) -> None:
    """Adds articles that were read and prints what a batch of them costs."""
    spent: Counter[str] = Counter()
    start = time.process_time()
    with _timed(spent):
        for at in range(0, len(more), batch):
            writer._put(more[at : at + batch], "bench")
    batches = len(more) / batch
    whole = (time.process_time() - start) / batches
    parts = ", ".join(f"{name} {spent[name] / batches:.2f}" for name in _PARTS if spent[name] / batches >= 0.005)
    print(f"  {batch:3} more: {whole:.2f} s ({parts})", flush=True)


@contextmanager
def _timed(spent: Counter[str]) -> Iterator[None]:
    """Counts the processor time of the parts."""
    with ExitStack() as patches:
        for part, where in _PARTS.items():
            owner, _, name = f"mahdar.store.{where}".rpartition(".")
            held: object = resolve_name(owner)
            patches.enter_context(patch.object(held, name, _counted(getattr(held, name), part, spent)))
        yield


def _counted(function: Callable[..., object], part: str, spent: Counter[str]) -> Callable[..., object]:
    def counted(*given: object, **named: object) -> object:
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[part] += time.process_time() - start  # type: ignore[assignment]

    return counted


if __name__ == "__main__":
    if sys.argv[1:2] == ["story"]:
        story([int(one) for one in sys.argv[2:]] or [50, 200, 500])
    else:
        main([int(one) for one in sys.argv[1:]] or [1000, 5000, 20_000])
