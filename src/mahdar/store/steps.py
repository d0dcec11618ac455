"""Where articles were and where they are -> what happened to stories, and where those went that are gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Connection, delete, func, insert, select, update

from mahdar.store import schema
from mahdar.store.rows import Row
from mahdar.store.settle import Settled
from mahdar.store.statements import put

_Step = tuple[str, str, str]  # kind, story, what


def put_steps(connection: Connection, found: Settled, newer: Callable[[str], str | None], now: str) -> None:
    """Writes what happened to stories, and the new addresses of those that are gone.

    An article in whose place a newer version stands is where that one is.
    """
    here = {name: story for name, story in found.told_in.items() if story}
    told_in = {**{name: here[last] for name in found.before if (last := _newest(name, newer)) != name and last in here}, **here}
    last_ = connection.execute(select(func.max(schema.story_events.c.version))).scalar() or 0
    rows: list[Row] = []
    for version, (kind, story, what) in enumerate(steps(found.before, told_in), last_ + 1):
        score, words = found.why.get(what, (0.0, ())) if kind == "joined" else (0.0, ())
        rows.append({"version": version, "kind": kind, "story": story, "what": what, "score": score, "words": " ".join(words), "at": now})
        if kind == "merged":
            _move(connection, what, story, now)
    put(connection, schema.story_events, rows)


def steps(before: Mapping[str, str | None], now: Mapping[str, str]) -> Iterator[_Step]:
    """What happened to stories: those that are new and where they come from, those that are gone, articles that came or went."""
    were: dict[str, Counter[str]] = defaultdict(Counter)  # for each story of today how many of its articles were where
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for article, story in now.items():
        if old := before.get(article):
            were[story][old] += 1
            went[old][story] += 1
    there, here = {story for story in before.values() if story}, set(now.values())
    first: dict[str, str] = {}
    for article, story in sorted(now.items()):
        first.setdefault(story, article)
    for story in sorted(here - there):
        origin = _most({old: n for old, n in were[story].items() if old in here})
        yield ("split", story, origin) if origin else ("created", story, first[story])
    for story in sorted(there - here):
        if home := _most(went[story]):
            yield "merged", home, story
    for article, story in sorted(now.items()):
        old = before.get(article)
        if story in there and old is None:
            yield "joined", story, article
        elif old and old != story and old in here and story in there:
            yield "left", old, article
            yield "joined", story, article


def _newest(article: str, newer: Callable[[str], str | None]) -> str:
    """The version of a page that is counted."""
    while later := newer(article):
        article = later
    return article


def _most(counts: Mapping[str, int]) -> str | None:
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def _move(connection: Connection, old: str, new: str, now: str) -> None:
    m = schema.moves
    connection.execute(update(m).where(m.c.new == old).values(new=new))
    connection.execute(delete(m).where(m.c.old.in_((old, new))))
    connection.execute(insert(m).values(old=old, new=new, at=now))
