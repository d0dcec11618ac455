"""Words asked for -> what holds them, the same things in the same order from both databases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, case, desc, exists, func, literal_column, select, text

from mahdar.errors import StoreError
from mahdar.store import schema
from mahdar.store.cards import Count, Facets, Hit, Named, Page
from mahdar.store.packing import released
from mahdar.store.paging import LARGEST
from mahdar.store.story_pages import cards
from mahdar.store.words import Asked, asked, kind_word
from mahdar.store.writing import many

_A, _D, _P, _Q, _C, _W = (
    schema.articles.c, schema.documents.c, schema.appearances.c, schema.quotations.c, schema.claims.c, schema.actors.c
)  # fmt: skip
KINDS = {"articles": "article", "quotations": "quotation", "claims": "claim", "events": "event"}
_TOP = 20


class Wanted(Struct, frozen=True, kw_only=True):
    """What a search is narrowed to."""

    kind: str = "articles"
    outlet: str | None = None
    actor: str | None = None
    issue: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None


def found(connection: Connection, words: str, wanted: Wanted, number: int, size: int) -> Page[Hit]:
    """A page of hits: those that hold the words as they are spelt before those that hold their stems, the newest first in each."""
    number, size = max(1, number), max(1, min(size, LARGEST))
    what = asked(words)
    if what.empty:
        return Page((), number, size, 0)
    inside = _hits(connection, what, wanted)
    total = connection.execute(select(func.count()).select_from(inside.subquery())).scalar_one()
    exact = _matching(connection, _exactly(connection, what), "exact") if what.words.forms else None
    rank = [case((_D.n.in_(exact), 0), else_=1)] if exact is not None else []
    chosen = inside.order_by(*rank, _D.day.desc(), _D.article, _D.start, _D.line).limit(size).offset((number - 1) * size)
    places = {n: at for at, n in enumerate(connection.execute(chosen).scalars())}
    query = (
        select(_D.n, _D.kind, _D.line, _D.article, _D.start, _D.end, _A.outlet, _A.day, _A.story, _A.title)
        .join_from(schema.documents, schema.articles, _A.id == _D.article)
        .where(_D.n.in_(list(places)))
    )
    rows = sorted(connection.execute(query).all(), key=lambda row: places[row.n])
    return Page(_with_words(connection, rows), number, size, int(total))


def facets(connection: Connection, words: str, wanted: Wanted) -> Facets:
    """How the hits fall."""
    what = asked(words)
    if what.empty:
        return Facets((), (), (), (), (), ())
    inside = _hits(connection, what, wanted).cte("hits")
    every = _hits(connection, what, wanted, any_kind=True).cte("every")
    joined = (
        select(_A.id, _A.outlet, _A.day, _A.story)
        .join_from(inside, schema.documents, _D.n == inside.c.n)
        .join(schema.articles, _A.id == _D.article)
    )
    at = joined.cte("at")
    n = func.count().label("n")
    month = func.substr(at.c.day, 1, 7)
    kinds = select(_D.kind, n).join_from(every, schema.documents, _D.n == every.c.n).group_by(_D.kind)
    names = {one: many_ for many_, one in KINDS.items()}
    actors = connection.execute(
        select(_W.id, _W.name, _W.kind, n)
        .join_from(at, schema.appearances, _P.article == at.c.id)
        .join(schema.actors, _W.id == _P.actor)
        .group_by(_W.id, _W.name, _W.kind)
        .order_by(desc(n), _W.id)
        .limit(_TOP)
    )
    issues = (
        select(_C.issue, func.count(_C.article.distinct()))
        .join_from(at, schema.claims, _C.article == at.c.id)
        .where(_C.issue.is_not(None))
        .group_by(_C.issue)
    )
    stories = select(at.c.story).group_by(at.c.story).order_by(desc(n), at.c.story).limit(_TOP)
    return Facets(
        kinds=tuple(Count(names[c.value], c.count) for c in _counted(connection, kinds)),
        outlets=_counted(connection, select(at.c.outlet, n).where(at.c.outlet.is_not(None)).group_by(at.c.outlet)),
        actors=tuple(Named(*row) for row in actors),
        issues=_counted(connection, issues),
        months=_counted(connection, select(month, n).where(at.c.day.is_not(None)).group_by(month)),
        stories=cards(connection, list(connection.execute(stories).scalars())),
    )


def _counted(connection: Connection, query: Select[Any]) -> tuple[Count, ...]:
    return tuple(sorted((Count(value, n) for value, n in connection.execute(query)), key=lambda c: (-c.count, c.value)))


def _hits(connection: Connection, what: Asked, wanted: Wanted, *, any_kind: bool = False) -> Select[Any]:
    """The numbers of the documents that hold what is asked and are of what is wanted."""
    if wanted.kind not in KINDS:
        raise StoreError(f"{wanted.kind!r} is nothing that can be searched; one of {', '.join(KINDS)} is", why="absent")
    kind = None if any_kind else KINDS[wanted.kind]
    tests: list[ColumnElement[bool]] = [_D.n.in_(_matching(connection, _loosely(connection, what, kind), "loose"))]
    query = select(_D.n)
    if wanted.outlet or wanted.since or wanted.until or wanted.story:
        query = query.join(schema.articles, _A.id == _D.article)
        tests += [_A.outlet == wanted.outlet] if wanted.outlet else []
        tests += [_A.last >= wanted.since] if wanted.since else []
        tests += [_A.day <= wanted.until] if wanted.until else []
        tests += [_A.story == wanted.story] if wanted.story else []
    if wanted.actor:
        tests.append(_by_actor(wanted.kind, wanted.actor))
    if wanted.issue:
        tests.append(_by_issue(wanted.kind, wanted.issue))
    return query.where(and_(*tests))


def _by_actor(kind: str, actor: str) -> ColumnElement[bool]:
    if kind == "quotations":
        return _D.line.in_(select(_Q.id).where(_Q.actor == actor))
    if kind in ("claims", "events"):
        return _D.line.in_(select(schema.parties.c.line).where(schema.parties.c.actor == actor))
    return _D.article.in_(select(_P.article).where(_P.actor == actor))


def _by_issue(kind: str, issue: str) -> ColumnElement[bool]:
    if kind == "quotations":
        return _D.line.in_(select(_Q.id).where(_Q.issue == issue))
    if kind == "claims":
        return _D.line.in_(select(_C.id).where(_C.issue == issue))
    return exists().where(_C.article == _D.article, _C.issue == issue)


def _matching(connection: Connection, query: str, name: str) -> Select[Any]:
    """The numbers of the documents that match a query in the database's own words."""
    if connection.dialect.name == "sqlite":
        return (
            select(literal_column("rowid", Integer))
            .select_from(text("words"))
            .where(text(f"words MATCH :{name}").bindparams(**{name: query}))
        )
    return select(literal_column("n", Integer)).select_from(text("words")).where(text(query))


def _loosely(connection: Connection, what: Asked, kind: str | None) -> str:
    of_kind = [("stems", (kind_word(kind),))] if kind else []
    return _query(
        connection, [*of_kind, *[("stems", (word,)) for word in dict.fromkeys(what.words.stems)], *[("forms", p) for p in what.phrases]]
    )


def _exactly(connection: Connection, what: Asked) -> str:
    return _query(connection, [("forms", (word,)) for word in dict.fromkeys(what.words.forms)] + [("forms", p) for p in what.phrases])


def _query(connection: Connection, parts: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """Every part in its column, words of a part side by side; words hold letters and digits alone, so nothing can be smuggled in."""
    if connection.dialect.name == "sqlite":
        return " AND ".join('{column} : "{words}"'.format(column=column, words=" ".join(words)) for column, words in parts)
    return " AND ".join(
        "{column} @@ '{words}'::tsquery".format(column=column, words=" <-> ".join(f"''{w}''" for w in words)) for column, words in parts
    )


def _with_words(connection: Connection, rows: Sequence[Any]) -> tuple[Hit, ...]:
    texts: dict[str, str] = {}
    for some in many({r.article for r in rows if r.kind != "article"}):
        texts |= {r.id: released(r.text).decode() for r in connection.execute(select(_A.id, _A.text).where(_A.id.in_(some)))}
    names = {one: many_ for many_, one in KINDS.items()}
    speakers: dict[str, str] = {}
    for some in many(r.line for r in rows if r.kind == "quotation"):
        speakers |= {r.id: r.actor for r in connection.execute(select(_Q.id, _Q.actor).where(_Q.id.in_(some)))}
    return tuple(
        Hit(
            names[r.kind],
            r.line,
            r.article,
            r.story,
            r.outlet,
            r.day,
            r.title,
            r.title if r.kind == "article" else texts[r.article][r.start : r.end],
            r.start,
            r.end,
            speakers.get(r.line),
        )
        for r in rows
    )
