"""How fast a database of 100,000 articles answers, and how large it is.

`python -m bench.store [ARTICLES] [READ]`: so many made-up articles of `bench/news.py` are really read (2,000 unless told otherwise),
the rest are those of other worlds (`bench/worlds.py`), for reading 100,000 takes half an hour; the Writer adds all of them. What is
asked is asked of the whole. The size is that of the file without the raw captures, with every table of it; the largest are printed.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import func, select, text

from bench.worlds import Worlds
from mahdar.store import Store, Wanted, schema

#: Articles that are added together: those of one world, so that each of its stories is told once.
BATCH = 2000


def main(articles: int = 100_000, read: int = 2000) -> int:
    """Prints medians of what the pages ask, and bytes an article; 1 where a bar is missed."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        start, spent = time.monotonic(), time.process_time()
        worlds = Worlds(read)
        gc.freeze()  # what the bench holds is no work for the garbage collector of what is measured
        print(f"{read} articles read in {time.monotonic() - start:.0f} s", flush=True)
        with Store(file) as store:
            for there in worlds.lay(store.writer(tagger=False), articles, batch=BATCH):
                took = f"{time.monotonic() - start:.0f} s, {time.process_time() - spent:.0f} of this processor's"
                print(f"  {there} there after {took}; {file.stat().st_size / there / 1000:.1f} KB an article", flush=True)
        with Store(file) as store:
            missed = _asked(store, Random(1))  # noqa: S311 - a choice of pages
            return int(_sized(file, store) or missed)


def _asked(store: Store, chance: Random) -> bool:
    view = store.view
    s, w = schema.stories.c, schema.actors.c
    with store._engine.connect() as connection:
        print(f"{connection.execute(select(func.count()).select_from(schema.articles)).scalar()} articles, ", end="")
        print(f"{connection.execute(select(func.count()).select_from(schema.stories)).scalar()} stories", flush=True)
        stories = list(connection.execute(select(s.id)).scalars())
        people = list(connection.execute(select(w.id).where(w.kind == "person")).scalars())
        most = list(connection.execute(select(w.id).order_by(w.articles.desc()).limit(5)).scalars())
    typed = [
        "المحادثات",
        "مستعدة للعمل",
        "القطان",
        '"لن تقبل بأقل"',
        "خط الغاز الجديد",
        "الملاحة",
        "وزير الطاقة",
        "عودة السفيرين",
        "محتجزا",
        "سلامة",
    ]
    hits = [view.search(t, Wanted(kind=k)) for t in typed for k in ("articles", "quotations")]
    print("hits of what is searched:", ", ".join(f"{one.total}{'+' if one.more else ''}" for one in hits), flush=True)
    found = [
        _timed("story", 150, [lambda n=n: view.story(n) for n in chance.sample(stories, 60)]),
        _timed("person", 200, [lambda n=n: (view.actor(n), view.said(n)) for n in chance.sample(people, 60)]),
        _timed("search", 100, [lambda t=t, k=k: view.search(t, Wanted(kind=k)) for t in typed for k in ("articles", "quotations")] * 2),
        _timed("search a rare word", 100, [lambda t=t: view.search(t) for t in _rare(store, chance)]),
        _timed("facets", None, [lambda t=t: view.facets(t) for t in typed]),
        _timed("stories of a day", None, [lambda d=d: view.stories(day=f"2024-03-{d:02}") for d in range(1, 29)]),
        _timed("the most named actors", None, [lambda n=n: (view.actor(n), view.said(n)) for n in most]),
        _timed("article", None, [lambda n=n: view.article(n) for n in _articles(store, chance)]),
    ]
    return any(found)


def _rare(store: Store, chance: Random) -> list[str]:
    titles = [title.split() for _, title in _cards(store, chance)]
    return [max(words, key=len) for words in titles if words]


def _articles(store: Store, chance: Random) -> list[str]:
    return [name for name, _ in _cards(store, chance)]


def _cards(store: Store, chance: Random) -> list[tuple[str, str]]:
    a = schema.articles.c
    with store._engine.connect() as connection:
        rows = connection.execute(select(a.id, a.title).where(a.story.is_not(None)).order_by(a.id).limit(3000)).all()
    return [(row.id, row.title) for row in chance.sample(list(rows), 40)]


def _timed(name: str, bar: int | None, asks: list[Callable[[], object]]) -> bool:
    """Prints the median and the slowest tenth; says whether a bar is missed."""
    took = []
    for ask in asks:
        start = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - start))
    wanted = f", wanted {bar}" if bar else ""
    print(f"{name}: median {median(took):.1f} ms, nine in ten under {quantiles(took, n=10)[-1]:.1f} ms{wanted}", flush=True)
    return bar is not None and median(took) > bar


def _sized(file: Path, store: Store) -> bool:
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        raw = connection.execute(select(func.sum(func.length(schema.captures.c.data)))).scalar_one()
        count = connection.execute(select(func.count()).select_from(schema.articles)).scalar_one()
        of_table = (
            "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY 1 ORDER BY 2 DESC LIMIT 12"
        )
        tables = [(name, size / count) for name, size in connection.execute(text(of_table))]
    each = (file.stat().st_size - raw) / count
    print("bytes an article by table with its indexes:", ", ".join(f"{name} {size:.0f}" for name, size in tables))
    print(f"{file.stat().st_size / 1e6:.0f} MB; {each:.0f} bytes an article without raw captures ({raw / count:.0f}), wanted 20480")
    return each > 20480


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
