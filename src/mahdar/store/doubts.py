"""Who may be the same as an actor though nothing has joined them: for a person to judge, never joined by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, case, or_, select

from mahdar.errors import StoreError
from mahdar.store import schema
from mahdar.store.cards import Named, Page
from mahdar.store.paging import paged

_W = schema.actors.c
#: What has a name of its own.
_NAMED = ("person", "organisation", "state", "place")


def who(connection: Connection, actor: str, name: str) -> Named:
    """An actor by its name, with the number of its articles. Raises StoreError where there is none of that id."""
    row = connection.execute(select(_W.id, _W.name, _W.kind, _W.articles).where(_W.id == actor)).first()
    if row is None:
        raise StoreError(f"{name}: there is no actor {actor}", why="absent")
    return Named(row.id, row.name, row.kind, row.articles)


def doubles(connection: Connection, actor: str, number: int, size: int) -> Page[Named]:
    """Other actors whose whole name stands in this one's, or holds it: those of its kind first, then those of most articles."""
    row = connection.execute(select(_W.key, _W.kind).where(_W.id == actor)).first()
    if row is None:
        return Page((), number, size, 0)
    key = row.key
    holding = (
        _W.key.startswith(f"{key} ", autoescape=True),
        _W.key.endswith(f" {key}", autoescape=True),
        _W.key.contains(f" {key} ", autoescape=True),
    )
    alike = or_(_W.key.in_(sorted(set(_within(key, row.kind)))), *holding)
    query = select(_W.id, _W.name, _W.kind, _W.articles).where(_W.id != actor, _W.kind.in_(_NAMED), alike)
    query = query.order_by(case((_W.kind == row.kind, 0), else_=1), _W.articles.desc(), _W.id)
    return paged(connection, query, number, size, lambda r: Named(r.id, r.name, r.kind, r.articles))


def _within(key: str, kind: str) -> Iterator[str]:
    """The name and every run of its words that one may be called by; of a person's not the first name alone, which many bear."""
    words = key.split(" ")
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if kind != "person" or end == len(words) or end - start > 1:
                yield " ".join(words[start:end])
