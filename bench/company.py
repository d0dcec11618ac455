"""Two writers and twenty readers at one database, and whether anything failed or was lost.

`python -m bench.company [SECONDS] [READERS] [URL]`: two minutes, twenty readers and a SQLite file unless told otherwise; each reader
and each writer is a process of its own, as the desks of several users are. The writers share a third of their articles.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from msgspec import Struct

from bench.crash import _state
from bench.news import captures
from mahdar.captures import Capture
from mahdar.errors import StoreError
from mahdar.store import Store

_WHEN = "2024-12-31T00:00:00+00:00"
_TYPED = ("المحادثات", "وزير الطاقة", "الملاحة", '"لن تقبل بأقل"', "القطان")
_BATCH = 20


class Worked(Struct, frozen=True):
    """What one process did: the rows that it added, how long each question took in milliseconds, what failed."""

    rows: tuple[str, ...] = ()
    took: tuple[float, ...] = ()
    failed: tuple[str, ...] = ()


def main(seconds: int = 120, readers: int = 20, url: str = "") -> int:
    """Prints what was written and asked; 0 where nothing failed and the end state is that of one undisturbed addition."""
    with TemporaryDirectory() as folder:
        where = url or str(Path(folder) / "shared.db")
        Store(where).close()
        ends = time.time() + seconds
        with ProcessPoolExecutor(readers + 2, get_context("spawn")) as many:
            writers = [many.submit(write, where, number, ends) for number in (0, 1)]
            asking = [many.submit(read, where, number, ends) for number in range(readers)]
            wrote, asked = [one.result() for one in writers], [one.result() for one in asking]
        took = [t for one in asked for t in one.took]
        failed = [error for one in (*wrote, *asked) for error in one.failed]
        rows = {row for one in wrote for row in one.rows}
        print(f"{seconds} s: {len(rows)} articles by two writers, {len(took)} questions by {readers} readers", flush=True)
        print(f"a question: median {median(took):.0f} ms, slowest {max(took):.0f} ms; errors: {len(failed)} {failed[:3]}", flush=True)
        with Store(Path(folder) / "alone.db") as alone:
            alone.writer(tagger=False).add((c for c in _news() if c.row in rows), received=_WHEN, batch=len(rows))
        same = _state(where) == _state(Path(folder) / "alone.db")
        print(f"equal to one addition of the same articles: {'yes' if same else 'NO'}")
        return 0 if same and not failed else 1


def write(where: str, number: int, ends: float) -> Worked:
    """Adds articles in small batches until time is up: those of its own, and those that both are given."""
    rows: list[str] = []
    failed: list[str] = []
    with Store(where) as store:
        writer = store.writer(tagger=False)
        mine = (c for at, c in enumerate(_news()) if at % 3 in (2, number))
        while time.time() < ends and (some := list(islice(mine, _BATCH))):
            try:
                failed += writer.add(some, received=_WHEN, batch=_BATCH).failed
                rows += [str(c.row) for c in some]
            except StoreError as error:
                failed.append(str(error))
    return Worked(tuple(rows), (), tuple(failed))


def read(where: str, number: int, ends: float) -> Worked:
    """Asks for what pages show until time is up."""
    chance = Random(number)  # noqa: S311 - a choice of pages
    took: list[float] = []
    failed: list[str] = []
    with Store(where) as store:
        while time.time() < ends:
            start = time.perf_counter()
            try:
                stories = store.view.stories(size=20).items
                if stories:
                    record = store.view.story(chance.choice(stories).id)
                    if not {q.article for q in record.quotations} <= {a.id for a in record.articles}:
                        failed.append("a story has a quotation of an article that it has not")
                store.view.search(chance.choice(_TYPED))
            except StoreError as error:
                if error.why != "absent":  # a story that went into another between two questions
                    failed.append(str(error))
            took.append(1000 * (time.perf_counter() - start))
            time.sleep(chance.random())  # somebody reads what was shown
    return Worked((), tuple(took), tuple(failed))


def _news() -> list[Capture]:
    return list(captures(6000))


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(*map(int, given[:2]), *given[2:]))
