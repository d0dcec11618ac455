"""Actors, what they said, and outlets, as they are asked for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Row, Select, desc, exists, func, select

from mahdar.errors import StoreError
from mahdar.spans import folded
from mahdar.store import schema
from mahdar.store.cards import ActorCard, Count, LinkCard, Named, OutletCard, Page, Said
from mahdar.store.numbers import article_in, beyond, day_in, day_of, lowest, place_in, since_day, until_day
from mahdar.store.packing import released, unpacked
from mahdar.store.paging import paged
from mahdar.store.statements import many
from mahdar.store.story_pages import cards
from mahdar.store.telling import Lines

_A, _P, _S, _W, _L = schema.articles.c, schema.appearances.c, schema.parts.c, schema.actors.c, schema.links.c
#: So many stories, outlets' actors and links stand on a card; the card says how many there are.
_FEW, _REASONS = 20, 100
#: Who stands beside an actor is counted over so many of its newest articles; so many are shown.
_RECENT, _BESIDE = 500, 12
#: SQLite would rather read the rows of articles, which are hundreds of times as long as this index of all that is asked of them.
_SLIM = "INDEXED BY ix_articles_number_id_outlet_day_story"
#: Whoever more articles name is found sooner by going back day by day than by putting all of them in order.
_FREQUENT = 5000


def actor_card(connection: Connection, actor: str, name: str) -> ActorCard:
    """An actor with its counts by day, outlet and issue. Raises StoreError where there is none of that id."""
    row = connection.execute(select(schema.actors).where(_W.id == actor)).first()
    if row is None:
        raise StoreError(f"{name}: there is no actor {actor}", why="absent")
    days, outlets, stories = _named_in(connection, actor)
    said_days, issues = Counter[str | None](), Counter[str | None]()
    day = day_in("quotation", _S.n).label("day")
    spoken = (_S.actor == actor, _S.n >= lowest("quotation"), _S.n < beyond("quotation"))
    said = connection.execute(select(day, _S.issue, func.count()).where(*spoken).group_by(day, _S.issue)).all()
    for at, issue, n in said:
        said_days[day_of(at)] += n
        issues[issue] += n
    recent = nlargest(_FEW, sorted(stories), key=stories.__getitem__)
    links = paged(connection, links_query().where(_L.actor == actor), 1, _REASONS, lambda r: r)
    return replace(
        _bare(row, sum(n for _, _, n in said)),
        days=_by_value(days),
        outlets=_most(outlets),
        issues=_most(issues),
        stories=cards(connection, recent),
        told_in=len(stories),
        links=link_cards(connection, links.items),
        linked=links.total,
        said_days=_by_value(said_days),
        company=_company(connection, actor, row.articles),
    )


def _named_in(connection: Connection, actor: str) -> tuple[Counter[str | None], Counter[str | None], dict[str, str]]:
    """How many articles of each day and of each outlet name an actor, and the last day of each story in which it is named.

    The articles are gone over once: whoever stands in half of them is read as quickly as they can be looked up.
    """
    days, outlets, stories = Counter[str | None](), Counter[str | None](), dict[str, str]()
    named = select(_A.day, _A.outlet, _A.story).join_from(schema.appearances, schema.articles, _P.article == _A.number)
    named = named.with_hint(schema.articles, _SLIM, "sqlite")
    for (day, outlet, story), n in Counter(map(tuple, connection.execute(named.where(_P.actor == actor)))).items():
        days[day] += n
        outlets[outlet] += n
        if story is not None:
            stories[story] = max(stories.get(story, ""), day or "")
    return days, outlets, stories


def _company(connection: Connection, actor: str, articles: int) -> tuple[Named, ...]:
    """The people and bodies that stand beside an actor more often than they stand elsewhere.

    Their order is the square of the articles that name both over the articles that name the other, counted over the newest articles.
    """
    found = select(_A.number).where(_A.story.is_not(None), _A.day.is_not(None)).order_by(_A.day.desc(), _A.id).limit(_RECENT)
    if articles > _FREQUENT:
        newest = found.where(exists().where(_P.article == _A.number, _P.actor == actor)).subquery()
    else:
        newest = found.join(schema.appearances, _P.article == _A.number).where(_P.actor == actor).subquery()
    n = func.count().label("n")
    query = (
        select(_W.id, _W.name, _W.kind, n)
        .join_from(newest, schema.appearances, _P.article == newest.c.number)
        .join(schema.actors, _W.id == _P.actor)
        .where(_P.actor != actor, _W.kind.in_(("person", "organisation", "state")))
        .group_by(_W.id, _W.name, _W.kind, _W.articles)
        .having(n > 1)
        .order_by((n * n * 1000 // _W.articles).desc(), _W.id)
        .limit(_BESIDE)
    )
    return tuple(Named(*row) for row in connection.execute(query))


def _bare(row: Row[Any], said: int) -> ActorCard:
    names = tuple(json.loads(row.names))
    return ActorCard(row.id, row.name, row.kind, names, row.wikidata, row.state, row.known, row.mentions, row.articles, said)


def _counts(connection: Connection, query: Select[Any]) -> tuple[Count, ...]:
    return _most(dict(map(tuple, connection.execute(query))))


def _most(counted: Mapping[str | None, int]) -> tuple[Count, ...]:
    """The counts of what has a value, the largest first."""
    return tuple(sorted((Count(value, n) for value, n in counted.items() if value is not None), key=lambda c: (-c.count, c.value)))


def _by_value(counted: Mapping[str | None, int]) -> tuple[Count, ...]:
    """The counts of what has a value, in the order of the values."""
    return tuple(sorted((Count(value, n) for value, n in counted.items() if value is not None), key=lambda c: c.value))


def actor_list(connection: Connection, prefix: str, kind: str | None, number: int, size: int) -> Page[Named]:
    """Actors whose names begin so, those of most articles first."""
    query = select(_W.id, _W.name, _W.kind, _W.articles).order_by(_W.articles.desc(), _W.id)
    if prefix:
        key = folded(prefix).lower()
        query = query.where(_W.key.startswith(key, autoescape=True) | _W.key.contains(" " + key, autoescape=True))
    if kind:
        query = query.where(_W.kind == kind)
    return paged(connection, query, number, size, lambda r: Named(r.id, r.name, r.kind, r.articles))


def said_by(
    connection: Connection,
    actor: str,
    *,
    issue: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    number: int,
    size: int,
) -> Page[Said]:
    """What an actor said, the newest first."""
    kind = "quotation"
    low, high = (
        since_day(kind, since or "0001-01-01") if since or until else lowest(kind),
        until_day(kind, until) if until else beyond(kind),
    )
    query = select(_S.n, _S.issue).where(_S.actor == actor, _S.n >= low, _S.n < high)
    if issue:
        query = query.where(_S.issue == issue)
    if outlet:
        query = query.where(article_in(kind, _S.n).in_(select(_A.number).where(_A.outlet == outlet)))
    page = paged(connection, query.order_by(_S.n.desc()), number, size, lambda r: (r.n, r.issue))
    return Page(sayings(connection, page.items), page.number, page.size, page.total)


def sayings(connection: Connection, wanted: Sequence[tuple[int, str | None]]) -> tuple[Said, ...]:
    """Quotations by the numbers of their documents, each with its issue, in that order."""
    found: dict[int, tuple[Any, str, Lines]] = {}
    for some in many(dict.fromkeys(article_in("quotation", n) for n, _ in wanted)):
        columns = (_A.number, _A.id, _A.outlet, _A.day, _A.story, _A.title, _A.text, _A.lines)
        for row in connection.execute(select(*columns).where(_A.number.in_(some), _A.lines.is_not(None))):
            found[row.number] = row, released(row.text).decode(), unpacked(row.lines, Lines)
    made = []
    for n, issue in wanted:
        row, text, lines = found[article_in("quotation", n)]
        q = lines.quotations[place_in(n)]
        made.append(
            Said(
                id=q.id,
                article=row.id,
                story=row.story,
                outlet=row.outlet,
                day=row.day,
                title=row.title,
                type=q.type,
                polarity=q.polarity,
                issue=issue,
                start=q.content.start,
                end=q.content.end,
                content=text[q.content.start : q.content.end],
                speaker=q.speaker_name,
                actor=q.actor,
                confidence=q.confidence,
            )
        )
    return tuple(made)


def links_query() -> Select[Any]:
    """Links with their actors, the least certain first."""
    return select(schema.links, _W.name, _W.kind).join_from(schema.links, schema.actors, _W.id == _L.actor).order_by(_L.score, _L.id)


def link_rules(connection: Connection) -> tuple[Count, ...]:
    """The rules of links, each with the number of its links."""
    return _counts(connection, select(_L.rule, func.count()).group_by(_L.rule))


def link_cards(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[LinkCard, ...]:
    """Links with the words at their ends."""
    texts: dict[str, str] = {}
    for some in many({name for r in rows for name in (r.from_article, r.to_article)}):
        texts |= {r.id: released(r.text).decode() for r in connection.execute(select(_A.id, _A.text).where(_A.id.in_(some)))}
    return tuple(
        LinkCard(
            id=r.id,
            actor=r.actor,
            name=r.name,
            kind=r.kind,
            from_article=r.from_article,
            from_words=texts[r.from_article][r.from_start : r.from_end],
            to_article=r.to_article,
            to_words=texts[r.to_article][r.to_start : r.to_end],
            score=r.score,
            why=r.why,
            rule=r.rule,
        )
        for r in rows
    )


def outlet_cards(connection: Connection) -> tuple[OutletCard, ...]:
    """Every outlet, the one with most articles first."""
    n = func.count().label("n")
    rows = connection.execute(
        select(_A.outlet, n, func.count(_A.story.distinct()), func.count(_A.copy_of), func.min(_A.day), func.max(_A.last))
        .where(_A.outlet.is_not(None), _A.story.is_not(None))
        .group_by(_A.outlet)
        .order_by(desc(n), _A.outlet)
    )
    return tuple(OutletCard(*row) for row in rows)


def outlet_card(connection: Connection, outlet: str, name: str) -> OutletCard:
    """An outlet with its articles by day and the actors that it names most. Raises StoreError where there is none of that name."""
    n = func.count().label("n")
    here = (_A.outlet == outlet, _A.story.is_not(None))
    row = connection.execute(
        select(n, func.count(_A.story.distinct()), func.count(_A.copy_of), func.min(_A.day), func.max(_A.last)).where(*here)
    ).one()
    if not row[0]:
        raise StoreError(f"{name}: there is no outlet called {outlet}", why="absent")
    days = _counts(connection, select(_A.day, n).where(*here, _A.day.is_not(None)).group_by(_A.day))
    top = connection.execute(
        select(_W.id, _W.name, _W.kind, n)
        .join_from(schema.articles, schema.appearances, _P.article == _A.number)
        .join(schema.actors, _W.id == _P.actor)
        .where(*here, _W.kind.in_(("person", "organisation", "state")))
        .group_by(_W.id, _W.name, _W.kind)
        .order_by(desc(n), _W.id)
        .limit(_FEW)
    )
    return OutletCard(
        outlet,
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        days=tuple(sorted(days, key=lambda c: c.value)),
        actors=tuple(Named(*r) for r in top),
    )
