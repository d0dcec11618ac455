"""How fast a database of 100,000 articles answers, and how large it is.

`python -m bench.store [ARTICLES] [READ]`: so many made-up articles of `bench/news.py` are really read and added by the Writer (2,000
unless told otherwise); the rest are laid beside them as rows: the same record with other ids, days, people and made-up
words, every offset unchanged, for reading 100,000 takes half an hour. What is asked is asked of the whole.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from bench.news import captures
from mahdar.store import Store, Wanted, schema
from mahdar.store.index import Searched, _numbered
from mahdar.store.packing import released, squeezed
from mahdar.store.rows import Document
from mahdar.store.words import words

#: Tables in an order in which each row finds what it points at.
_TABLES = ("captures", "sources", "articles", "actors", "links", "stories", "quotations", "events", "claims", "parties", "appearances")
_ID = re.compile(rb"(?:art|quo|men|mom|eve|cla|sto|acc|fac|lif|lin|act|tim)[0-9a-f]{14}(?![0-9a-f])")
_DAY = re.compile(rb"2024-\d\d-\d\d")
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"


def main(articles: int = 100_000, read: int = 2000) -> int:
    """Prints medians of what the pages ask, and bytes an article; 1 where a bar is missed."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        start = time.monotonic()
        with Store(file) as store:
            store.writer(tagger=False).add(captures(read), received="2024-12-31T00:00:00+00:00", batch=read)
        print(f"{read} articles read and added in {time.monotonic() - start:.0f} s", flush=True)
        start = time.monotonic()
        _laid(file, articles // read - 1)
        print(f"{articles - read} laid beside them in {time.monotonic() - start:.0f} s", flush=True)
        with Store(file) as store:
            missed = _asked(store, Random(1))  # noqa: S311 - a choice of pages
            return int(_sized(file, store) or missed)


class Other:
    """Another world: every id but those of states, bodies and places, every day and every coined word made other, of the same length."""

    def __init__(self, number: int, shared: frozenset[bytes], kept: frozenset[str]) -> None:
        self.number, self.shared, self.kept = number, shared, kept
        letters = list(_LETTERS)
        Random(number).shuffle(letters)  # noqa: S311 - a choice of letters
        self.letters = str.maketrans(_LETTERS, "".join(letters))
        self.known: dict[str, str] = {}

    def data(self, given: bytes) -> bytes:
        """The same with other ids and days."""
        return _DAY.sub(self._day, _ID.sub(self._id, given))

    def text(self, given: str) -> str:
        """The same in other words."""
        return re.sub(r"[\u0621-\u064a]+", lambda m: self._word(m[0]), given)

    def _word(self, word: str) -> str:
        if word not in self.known:
            self.known[word] = word if word in self.kept else word[:2] + word[2:].translate(self.letters)
        return self.known[word]

    def _id(self, found: re.Match[bytes]) -> bytes:
        if found[0] in self.shared:
            return found[0]
        return found[0][:3] + blake2b(found[0] + str(self.number).encode(), digest_size=7).hexdigest().encode()

    def _day(self, found: re.Match[bytes]) -> bytes:
        day = date.fromisoformat(found[0].decode()) + timedelta(days=14 * self.number)
        return day.isoformat().encode()

    def value(self, name: str, given: Any) -> Any:
        """The value of a column in that world."""
        if isinstance(given, bytes):
            plain = released(given)
            return squeezed(self.text(plain.decode()).encode() if name in ("text", "data") else self.data(plain))
        if isinstance(given, str):
            if name in ("digest", "sha256"):
                return blake2b((given + str(self.number)).encode(), digest_size=32).hexdigest()
            made = self.data(given.encode()).decode()
            return self.text(made) if name in ("title", "name", "names", "key") else made
        return given


def _laid(file: Path, times: int) -> None:
    """Lays so many other worlds beside what was read: made by two processes, written in one go, indexed at the end."""
    with Store(file) as store, store._engine.connect() as connection:
        rows = {
            name: [dict(r._mapping) for r in connection.execute(select(schema.metadata.tables[name]))] for name in (*_TABLES, "documents")
        }
    shared = frozenset(r["id"].encode() for r in rows["actors"] if r["kind"] != "person")
    common = Counter(w for row in rows["articles"] for w in set(re.findall(r"[\u0621-\u064a]+", released(row["text"]).decode())))
    kept = frozenset(word for word, n in common.items() if n > len(rows["articles"]) / 50)
    rows["actors"] = [r for r in rows["actors"] if r["kind"] == "person"]
    _World.rows, _World.shared, _World.kept = rows, shared, kept
    with sqlite3.connect(file) as plain, ProcessPoolExecutor(2, get_context("fork")) as workers:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-3000000"):
            plain.execute(f"PRAGMA {pragma}")
        indexes = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        for name, _ in indexes:
            plain.execute(f"DROP INDEX {name}")
        for number in range(1, times + 1, 2):
            for made in workers.map(_world, range(number, min(number + 2, times + 1))):
                for statement, values in made:
                    plain.executemany(statement, values)
            if number % 10 == 1:
                print(f"  {number} of {times}", flush=True)
        for _, statement in indexes:
            plain.execute(statement)
        plain.execute("UPDATE actors SET articles = (SELECT count(*) FROM appearances WHERE actor = actors.id)")
        plain.commit()
        plain.execute("ANALYZE")
        plain.commit()
        plain.execute("PRAGMA journal_mode=WAL")


class _World:
    """What the processes share."""

    rows: Mapping[str, list[dict[str, Any]]]
    shared: frozenset[bytes]
    kept: frozenset[str]


def _world(number: int) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Statements and their values: the rows of another world."""
    other = Other(number, _World.shared, _World.kept)
    found = []
    texts: dict[str, str] = {}
    for name in _TABLES:
        made = [{column: other.value(column, value) for column, value in row.items()} for row in _World.rows[name]]
        if name == "links":
            made = [row for row in made if row["actor"].encode() not in other.shared]
        if name == "articles":
            texts = {row["id"]: released(row["text"]).decode() for row in made}
        found.append(_insert(name, [tuple(row.values()) for row in made], list(made[0])))
    documents: dict[str, list[Document]] = {}
    days: dict[str, str] = {}
    for row in _World.rows["documents"]:
        article = other.value("article", row["article"])
        start, end = (0, len(texts[article])) if row["kind"] == "article" else (row["start"], row["end"])
        documents.setdefault(article, []).append(Document(row["kind"], other.value("line", row["line"]), start, end))
        days[article] = other.value("day", row["day"])
    rows, forms, stems = [], [], []
    for article, some in documents.items():
        for n, one in _numbered(Searched(article, days[article], texts[article], (), tuple(some))):
            said = words(texts[article][one.start : one.end])
            rows.append((n, one.kind, one.line, article, days[article], one.start, one.end))
            forms.append((n, " ".join(said.forms)))
            stems.append((n, " ".join(said.stems)))
    columns = ["n", "kind", "line", "article", "day", "start", "end"]
    lists = ["rowid", "list"]
    return [*found, _insert("documents", rows, columns), _insert("forms", forms, lists), _insert("stems", stems, lists)]


def _insert(table: str, rows: list[tuple[Any, ...]], columns: list[str]) -> tuple[str, list[tuple[Any, ...]]]:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})", sorted(rows)  # noqa: S608 - ours


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
    each = (file.stat().st_size - raw) / count
    print(f"{file.stat().st_size / 1e6:.0f} MB; {each:.0f} bytes an article without raw captures ({raw / count:.0f}), wanted 20480")
    return each > 20480


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
