"""A record -> the record of one person's or body's part in it."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.records.record import Record


def of_actor(record: Record, actor: str) -> Record:
    """What a record says of one actor: its words, what it did or had done to it, its claims, and where it is named.

    Articles without any of these go, and so do stories without articles; ids stay. Raises KeyError where the record has
    no such actor.
    """
    known = {a.id for a in record.actors}
    if actor not in known:
        raise KeyError(actor)
    quotations = tuple(q for q in record.quotations if q.actor == actor)
    events = tuple(e for e in record.events if actor in (*e.actor, *e.recipient))
    claims = tuple(c for c in record.claims if actor in (*c.by, *c.to, *c.said_by))
    mentions = tuple(m for m in record.mentions if m.actor == actor)
    held = {q.article for q in quotations} | {m.article for m in mentions} | {e.trigger.article for e in events}
    held |= {at.article for c in claims for at in c.evidence}
    named = {actor} | {n for e in events for n in (*e.actor, *e.recipient)} | {n for c in claims for n in (*c.by, *c.to, *c.said_by)}
    return replace(
        record,
        articles=tuple(a for a in record.articles if a.id in held),
        quotations=quotations,
        times=(),
        mentions=mentions,
        actors=tuple(a if a.id == actor else replace(a, mentions=(), links=()) for a in record.actors if a.id in named),
        stories=tuple(
            replace(s, articles=kept, headline=s.headline if s.headline and s.headline.article in held else None)
            for s in record.stories
            if (kept := tuple(a for a in s.articles if a in held))
        ),
        events=events,
        claims=claims,
        accounts=(),
        lifecycles=(),
    )
