"""Stories and articles as they are asked for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Row, Select, exists, func, select

from mahdar import __version__
from mahdar.errors import StoreError
from mahdar.pipeline import record_of
from mahdar.pipeline.order import shared
from mahdar.records.record import AccountLine, ActorLine, LifecycleLine, Record, StoryLine
from mahdar.store import schema
from mahdar.store.cards import ArticleCard, Compared, Count, Found, Named, Page, StoryCard, StoryStep, Version
from mahdar.store.intake import Kept, layers_of, page_of
from mahdar.store.lately import Contradicted
from mahdar.store.packing import released, unpacked
from mahdar.store.paging import paged
from mahdar.store.statements import many
from mahdar.store.telling import Lines

_TOP = 5
#: What of a story is unpacked for its own page alone.
_PACKED = ("people", "accounts", "lifecycles")
_A, _S = schema.articles.c, schema.stories.c


def story_cards(connection: Connection, query: Select[Any], known: Contradicted, number: int, size: int) -> Page[StoryCard]:
    """A page of stories with the actors that most of their articles name, their articles by day, and their contradictions."""
    page = paged(connection, query, number, size, lambda row: row)
    names = [row.id for row in page.items]
    top, grown, parted = top_actors(connection, names), _by_day(connection, names), known.of(connection, page.items)
    return Page(
        tuple(
            replace(
                _card(row),
                actors=tuple(top.get(row.id, ())),
                days=tuple(grown.get(row.id, ())),
                contradicted=len(parted.get(row.id, ())),
            )
            for row in page.items
        ),
        page.number,
        page.size,
        page.total,
    )


def _by_day(connection: Connection, stories: Sequence[str]) -> dict[str, list[Count]]:
    """For each story how many of its articles each day has, in the order of days; undated ones are in none."""
    found: dict[str, list[Count]] = defaultdict(list)
    for some in many(stories):
        query = select(_A.story, _A.day, func.count()).where(_A.story.in_(some), _A.day.is_not(None))
        for story, day, n in connection.execute(query.group_by(_A.story, _A.day).order_by(_A.story, _A.day)):
            found[story].append(Count(day, n))
    return found


def days(connection: Connection, most: int) -> tuple[Count, ...]:
    """How many articles each of the last days has that have any, so many of them, in their order."""
    query = select(_A.day, func.count()).where(_A.day.is_not(None), _A.story.is_not(None)).group_by(_A.day).order_by(_A.day.desc())
    return tuple(reversed([Count(day, n) for day, n in connection.execute(query.limit(most))]))


def cards(connection: Connection, names: Sequence[str]) -> tuple[StoryCard, ...]:
    """The cards of these stories, in their order, without actors."""
    found = {
        card.id: card for some in many(names) for card in map(_card, connection.execute(select(schema.stories).where(_S.id.in_(some))))
    }
    return tuple(found[name] for name in names if name in found)


def _card(row: Row[Any]) -> StoryCard:
    return StoryCard(row.id, row.title, row.first, row.last, row.articles, row.outlets, row.origins)


def stories_query(
    *,
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    actor: str | None = None,
    issue: str | None = None,
    new: bool = False,
) -> Select[Any]:
    """Stories with news in a stretch of days, told by an outlet, naming an actor, on an issue; the largest first within a day.

    Of `new` ones the first article is of these days too.
    """
    query = select(*(column for column in schema.stories.c if column.name not in _PACKED))
    tests = []
    if outlet:
        tests.append(_A.outlet == outlet)
    if since:
        tests.append(_A.last >= since)
    if until:
        tests.append(_A.day <= until)
    if actor:
        tests.append(_A.number.in_(_naming(actor)))
    if issue:
        tests.append(exists().where(schema.issues.c.article == _A.number, schema.issues.c.issue == issue))
    if new:
        query = query.where(_S.first >= (since or ""))
    if tests:
        query = query.where(_S.id.in_(select(_A.story).where(_A.story.is_not(None), *tests)))
    return query.order_by(func.coalesce(_S.last, "").desc(), _S.articles.desc(), _S.id)


def _naming(actor: str) -> Select[Any]:
    return select(schema.appearances.c.article).where(schema.appearances.c.actor == actor)


def top_actors(connection: Connection, stories: Sequence[str]) -> dict[str, list[Named]]:
    """For each story the actors that most of its articles name."""
    p, q = schema.appearances.c, schema.actors.c
    found: dict[str, list[Named]] = defaultdict(list)
    for some in many(stories):
        count = func.count().label("n")
        rows = connection.execute(
            select(_A.story, q.id, q.name, q.kind, count)
            .join_from(schema.articles, schema.appearances, p.article == _A.number)
            .join(schema.actors, q.id == p.actor)
            .where(_A.story.in_(some), q.kind.in_(("person", "organisation", "state")))
            .group_by(_A.story, q.id, q.name, q.kind)
            .order_by(_A.story, count.desc(), func.sum(p.mentions).desc(), q.id)
        )
        for row in rows:
            if len(found[row.story]) < _TOP:
                found[row.story].append(Named(row.id, row.name, row.kind, row.n))
    return found


def home_of(connection: Connection, story: str, name: str) -> str:
    """The story that an id means today. Raises StoreError where it never meant one."""
    if connection.execute(select(_S.id).where(_S.id == story)).scalar():
        return story
    new = connection.execute(select(schema.moves.c.new).where(schema.moves.c.old == story)).scalar()
    if new is None:
        raise StoreError(f"{name}: there is no story {story}", why="absent")
    return str(new)


def story_record(connection: Connection, story: str, outlet: str | None = None) -> Record:
    """The record of one story, or of what one outlet has of it."""
    row = connection.execute(select(schema.stories).where(_S.id == story)).one()
    line, people = unpacked(row.people, tuple[StoryLine, tuple[ActorLine, ...]])
    query = select(_A.id, _A.text, _A.lines).where(_A.story == story)
    if outlet:
        query = query.where(_A.outlet == outlet)
    found = {r.id: _filled(r) for r in connection.execute(query)}
    ordered = [found[name] for name in line.articles if name in found]
    record = Record(
        articles=tuple(one.article for one in ordered),
        quotations=tuple(q for one in ordered for q in one.quotations),
        times=tuple(t for one in ordered for t in one.times),
        mentions=tuple(m for one in ordered for m in one.mentions),
        actors=named(connection, people),
        stories=(line,),
        version=__version__,
        events=tuple(e for one in ordered for e in one.events),
        claims=tuple(c for one in ordered for c in one.claims),
        accounts=unpacked(row.accounts, tuple[AccountLine, ...]),
        lifecycles=unpacked(row.lifecycles, tuple[LifecycleLine, ...]),
    )
    return within(record, frozenset(found)) if outlet else record


def _filled(row: Any) -> Lines:
    lines = unpacked(row.lines, Lines)
    return replace(lines, article=replace(lines.article, text=released(row.text).decode()))


def named(connection: Connection, people: Sequence[ActorLine]) -> tuple[ActorLine, ...]:
    """The lines of actors with the names that they have in all articles together."""
    q = schema.actors.c
    names = {}
    for some in many(one.id for one in people):
        for row in connection.execute(select(q.id, q.name, q.names).where(q.id.in_(some))):
            names[row.id] = (row.name, tuple(json.loads(row.names)))
    return tuple(replace(one, name=names[one.id][0], names=names[one.id][1]) if one.id in names else one for one in people)


def within(record: Record, articles: frozenset[str]) -> Record:
    """What a record says in some of its articles."""
    mentions = {m.id: m for m in record.mentions if m.article in articles}
    events = tuple(e for e in record.events if e.trigger.article in articles)
    claims = tuple(c for c in record.claims if c.evidence[0].article in articles)
    used = {n for e in events for n in (*e.actor, *e.recipient)} | {n for c in claims for n in (*c.by, *c.to, *c.said_by)}
    actors = []
    for actor in record.actors:
        kept = tuple(m for m in actor.mentions if m in mentions)
        if kept or actor.id in used:
            links = tuple(k for k in actor.links if k.source.article in articles and k.target.article in articles)
            actors.append(replace(actor, mentions=kept, links=links, at=_moved(actor, mentions, kept, articles)))
    return replace(
        record,
        articles=tuple(a for a in record.articles if a.id in articles),
        quotations=tuple(q for q in record.quotations if q.article in articles),
        times=tuple(t for t in record.times if t.article in articles),
        mentions=tuple(mentions.values()),
        actors=tuple(actors),
        stories=tuple(_cut(s, articles) for s in record.stories),
        events=events,
        claims=claims,
        accounts=tuple(a for a in record.accounts if all(e.article in articles for e in (*a.evidence, *a.where))),
        lifecycles=tuple(c for c in record.lifecycles if set(c.articles) <= articles),
    )


def _cut(story: StoryLine, articles: frozenset[str]) -> StoryLine:
    headline = story.headline if story.headline and story.headline.article in articles else None
    return replace(story, articles=tuple(a for a in story.articles if a in articles), headline=headline)


def _moved(actor: ActorLine, mentions: Mapping[str, Any], kept: Sequence[str], articles: frozenset[str]) -> Any:
    if actor.at.article in articles or not kept:
        return actor.at
    best = min((mentions[m] for m in kept), key=lambda m: (m.start - m.end, m.article, m.start))
    return replace(actor.at, article=best.article, start=best.start, end=best.end)


def article_record(connection: Connection, article: str, name: str) -> Record:
    """The record of one article: what its story's record says of it; by itself where a newer version has taken its place."""
    row = connection.execute(select(_A.story, _A.text, _A.layers).where(_A.id == article)).first()
    if row is None:
        raise StoreError(f"{name}: there is no article {article}", why="absent")
    if row.story:
        return within(story_record(connection, row.story), frozenset((article,)))
    layers = [layers_of(unpacked(row.layers, Kept), released(row.text).decode())]
    return record_of(layers, shared(layers))


def article_cards(connection: Connection, query: Select[Any], number: int, size: int) -> Page[ArticleCard]:
    """A page of articles."""
    return paged(connection, query, number, size, _article)


def articles_query(*, story: str | None = None, outlet: str | None = None, day: str | None = None) -> Select[Any]:
    """Articles of a story, an outlet, a day; the newest first."""
    query = select(_A.id, _A.title, _A.outlet, _A.day, _A.story, _A.copy_of, _A.url).where(_A.story.is_not(None))
    if story:
        query = query.where(_A.story == story)
    if outlet:
        query = query.where(_A.outlet == outlet)
    if day:
        query = query.where(_A.day <= day, _A.last >= day)
    return query.order_by(func.coalesce(_A.day, "").desc(), _A.id)


def _article(row: Row[Any]) -> ArticleCard:
    return ArticleCard(row.id, row.title, row.outlet, row.day, row.story, row.copy_of, row.url)


def versions_of(connection: Connection, article: str) -> tuple[Version, ...]:
    """The versions of the page that an article is of, the oldest first, itself among them."""
    url = connection.execute(select(_A.url).where(_A.id == article)).scalar()
    s = schema.sources.c
    query = select(_A.id, _A.title, _A.day, s.received, _A.newer, _A.reader, _A.url).join_from(
        schema.articles, schema.sources, s.id == _A.id
    )
    page = page_of(url)
    rows = connection.execute(query.where(_A.page == page if page else _A.id == article)).all()
    order = {r.id: Version(r.id, r.title, r.day, r.received, r.newer, r.reader) for r in rows}
    follows = {one.newer for one in order.values()}
    at = next((name for name in sorted(order) if name not in follows), None)
    found: list[Version] = []
    while at is not None and at in order:
        found.append(order.pop(at))
        at = found[-1].newer
    return tuple(found)


def finds_of(connection: Connection, article: str) -> tuple[Found, ...]:
    """Where an article was found: first the file that is kept of it, then the others as they came."""
    s, g = schema.sources.c, schema.again.c
    kept = connection.execute(select(s.file, s.row, s.received).where(s.id == article))
    others = connection.execute(select(g.file, g.row, g.received).where(g.article == article).order_by(g.received, g.id))
    return tuple(Found(*row) for row in (*kept, *others))


def titles_of(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """The titles of these articles and stories, of those that there are."""
    found: dict[str, str] = {}
    for some in many(names):
        for table in (schema.articles.c, schema.stories.c):
            found |= {row.id: row.title for row in connection.execute(select(table.id, table.title).where(table.id.in_(some)))}
    return found


def steps_of(connection: Connection, story: str) -> tuple[StoryStep, ...]:
    """What happened to a story, in order."""
    e = schema.story_events.c
    rows = connection.execute(select(schema.story_events).where(e.story == story).order_by(e.version))
    return tuple(StoryStep(r.version, r.kind, r.story, r.what, r.score, tuple(r.words.split()), r.at) for r in rows)


def compared(connection: Connection, story: str, a: str, b: str) -> Compared:
    """Two outlets on one story."""
    row = connection.execute(select(_S.accounts).where(_S.id == story)).one()
    accounts = unpacked(row.accounts, tuple[AccountLine, ...])
    mine, theirs = (tuple(map(_article, connection.execute(articles_query(story=story, outlet=outlet)))) for outlet in (a, b))
    of_a, of_b = ({card.id for card in some} for some in (mine, theirs))
    both, only_a, only_b = [], [], []
    for line in accounts:
        carrying = {e.article for e in line.evidence}
        if carrying & of_a and carrying & of_b:
            both.append(line.id)
        elif carrying & of_a:
            only_a.append(line.id)
        elif carrying & of_b:
            only_b.append(line.id)
    return Compared(story, a, b, mine, theirs, tuple(both), tuple(only_a), tuple(only_b))
