"""A record -> the lines of it that a reader asked for: of one outlet, one person, one issue, one kind."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from mahdar.records import Record
from mahdar.records.index import outlet_of
from mahdar.records.lifecycle import lifecycles
from mahdar.records.record import ArticleLine, ClaimLine, EventLine, QuotationLine, TimeLine
from mahdar.spans import Anchor


class Narrow(Struct, frozen=True, kw_only=True):
    """Which lines of a story a reader asked for; empty where everything is wanted. `since` and `until` are days of publication."""

    outlet: str = ""
    person: str = ""
    issue: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return any(getattr(self, name) for name in self.__struct_fields__)


def narrowed(record: Record, wanted: Narrow) -> Record:
    """The record with the lines that are wanted; articles stay whole, ids stay what they are."""
    if wanted.outlet or wanted.since or wanted.until:
        record = _of_articles(record, tuple(a for a in record.articles if _article(a, wanted)))
    if wanted.person or wanted.issue or wanted.kind:
        record = _of_lines(record, wanted)
    return record


def of_outlets(record: Record, names: Collection[str]) -> Record:
    """What the record says in the articles of these outlets."""
    return _of_articles(record, tuple(a for a in record.articles if outlet_of(a) in names))


def _article(line: ArticleLine, wanted: Narrow) -> bool:
    """Whether an article is of the outlet and of the days that are wanted; one of a vague date where it may be of them."""
    if wanted.outlet and outlet_of(line) != wanted.outlet:
        return False
    if not (wanted.since or wanted.until):
        return True
    day = line.published.value[:10] if line.published else ""
    return bool(day) and wanted.since[: len(day)] <= day and (not wanted.until or day <= wanted.until[: len(day)])


def _of_articles(record: Record, articles: tuple[ArticleLine, ...]) -> Record:
    within = frozenset(a.id for a in articles)
    mentions = tuple(m for m in record.mentions if m.article in within)
    standing = {m.id for m in mentions}
    events = tuple(e for e in record.events if e.trigger.article in within)
    claims = tuple(c for c in record.claims if c.evidence[0].article in within)
    times = tuple(t for t in record.times if t.article in within)
    named = {name for e in events for name in (*e.actor, *e.recipient)} | {name for c in claims for name in (*c.by, *c.to, *c.said_by)}
    actors = tuple(
        replace(
            a,
            mentions=tuple(m for m in a.mentions if m in standing),
            links=tuple(k for k in a.links if k.source.article in within and k.target.article in within),
        )
        for a in record.actors
        if a.id in named or any(m in standing for m in a.mentions)
    )
    return replace(
        record,
        articles=articles,
        quotations=tuple(q for q in record.quotations if q.article in within),
        times=times,
        mentions=mentions,
        actors=actors,
        stories=tuple(
            replace(s, articles=tuple(a for a in s.articles if a in within), headline=_headline(s.headline, record, within))
            for s in record.stories
        ),
        events=events,
        claims=claims,
        accounts=tuple(a for a in record.accounts if all(e.article in within for e in (*a.evidence, *a.where))),
        lifecycles=lifecycles(events, articles, times, actors),
    )


def _headline(headline: Anchor | None, record: Record, within: Collection[str]) -> Anchor | None:
    """The story's headline where its article is there, otherwise that of the first article that has one."""
    if headline and headline.article in within:
        return headline
    return next((Anchor(a.id, a.headline.start, a.headline.end) for a in record.articles if a.id in within and a.headline), None)


def _of_lines(record: Record, wanted: Narrow) -> Record:
    """The lines of a person, an issue and a kind; texts and names stay, so that every line finds its words."""
    claims = tuple(c for c in record.claims if _claim(c, wanted))
    told = frozenset(at for c in claims for at in c.evidence)
    quotations = tuple(q for q in record.quotations if _quotation(q, wanted, told))
    events = tuple(e for e in record.events if _event(e, wanted))
    kept = {c.id for c in claims}
    said = {Anchor(q.article, q.content.start, q.content.end) for q in quotations}
    accounts = tuple(a for a in record.accounts if kept.intersection(a.claims) or said.intersection(a.evidence))
    times = record.times if not (wanted.issue or wanted.kind) else _within(record, [*told, *said, *(e.trigger for e in events)])
    return replace(
        record,
        quotations=quotations,
        claims=claims,
        events=events,
        accounts=accounts,
        times=times,
        lifecycles=lifecycles(events, record.articles, times, record.actors),
    )


def _claim(line: ClaimLine, wanted: Narrow) -> bool:
    named = not wanted.person or wanted.person in (*line.by, *line.to, *line.said_by)
    return named and wanted.issue in ("", line.issue) and wanted.kind in ("", line.kind)


def _quotation(line: QuotationLine, wanted: Narrow, told: Collection[Anchor]) -> bool:
    if wanted.person and line.actor != wanted.person:
        return False
    if wanted.issue or (wanted.kind and wanted.kind != line.type):
        here = Anchor(line.article, line.content.start, line.content.end)
        return any(at.article == line.article and at.start < here.end and here.start < at.end for at in told)
    return True


def _event(line: EventLine, wanted: Narrow) -> bool:
    named = not wanted.person or wanted.person in (*line.actor, *line.recipient)
    return named and not wanted.issue and wanted.kind in ("", line.event)


def _within(record: Record, places: Collection[Anchor]) -> tuple[TimeLine, ...]:
    """The moments that stand within some places."""
    by_article: dict[str, list[Anchor]] = {}
    for at in places:
        by_article.setdefault(at.article, []).append(at)
    return tuple(t for t in record.times if any(at.start <= t.start and t.end <= at.end for at in by_article.get(t.article, ())))
