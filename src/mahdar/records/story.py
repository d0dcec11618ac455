"""A record -> the record of one of its stories."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.records.lifecycle import lifecycles
from mahdar.records.record import ActorLine, MentionLine, Record


def only(record: Record, story: str) -> Record:
    """What a record says in the articles of one story; ids stay, actors keep what stands in those articles.

    Raises KeyError when the record has no such story.
    """
    line = {one.id: one for one in record.stories}[story]
    within = frozenset(line.articles)
    mentions = {m.id: m for m in record.mentions if m.article in within}
    events = tuple(e for e in record.events if e.trigger.article in within)
    claims = tuple(c for c in record.claims if all(e.article in within for e in c.evidence))
    named = {name for e in events for name in (*e.actor, *e.recipient)} | {name for c in claims for name in (*c.by, *c.to, *c.said_by)}
    actors = tuple(
        _within(actor, record, mentions, within)
        for actor in record.actors
        if actor.id in named or any(m in mentions for m in actor.mentions)
    )
    articles = tuple(a for a in record.articles if a.id in within)
    times = tuple(t for t in record.times if t.article in within)
    return Record(
        articles=articles,
        quotations=tuple(q for q in record.quotations if q.article in within),
        times=times,
        mentions=tuple(mentions.values()),
        actors=actors,
        stories=(line,),
        version=record.version,
        events=events,
        claims=claims,
        accounts=tuple(a for a in record.accounts if all(e.article in within for e in (*a.evidence, *a.where))),
        lifecycles=lifecycles(events, articles, times, actors),
    )


def _within(actor: ActorLine, record: Record, mentions: dict[str, MentionLine], within: frozenset[str]) -> ActorLine:
    """An actor with its mentions and links in these articles; its name stays the fullest of the run.

    `at` moves to its longest mention here where the name stands in another story.
    """
    kept = tuple(m for m in actor.mentions if m in mentions)
    links = tuple(link for link in actor.links if link.source.article in within and link.target.article in within)
    at = actor.at
    if at.article not in within and kept:
        best = min((mentions[m] for m in kept), key=lambda m: (m.start - m.end, m.article, m.start))
        at = replace(at, article=best.article, start=best.start, end=best.end)
    return replace(actor, mentions=kept, links=links, at=at)
