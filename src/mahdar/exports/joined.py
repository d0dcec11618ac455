"""Records of several stories -> one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from mahdar.records.record import ActorLine, Record

Line = TypeVar("Line")


def joined(records: Iterable[Record]) -> Record | None:
    """One record of all lines of these, in their order; an actor of several is one line with the mentions of all.

    None where there is no record.
    """
    given = list(records)
    if not given:
        return None
    actors: dict[str, ActorLine] = {}
    for actor in (a for record in given for a in record.actors):
        before = actors.get(actor.id)
        actors[actor.id] = _both(before, actor) if before else actor
    return Record(
        articles=tuple(line for r in given for line in r.articles),
        quotations=tuple(line for r in given for line in r.quotations),
        times=tuple(line for r in given for line in r.times),
        mentions=tuple(line for r in given for line in r.mentions),
        actors=tuple(actors.values()),
        stories=tuple(line for r in given for line in r.stories),
        version=given[0].version,
        events=tuple(line for r in given for line in r.events),
        claims=tuple(line for r in given for line in r.claims),
        accounts=tuple(line for r in given for line in r.accounts),
        lifecycles=tuple(line for r in given for line in r.lifecycles),
    )


def _both(a: ActorLine, b: ActorLine) -> ActorLine:
    return replace(a, names=_once(a.names, b.names), mentions=_once(a.mentions, b.mentions), links=_once(a.links, b.links))


def _once(a: Sequence[Line], b: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of both, each once."""
    return (*a, *(line for line in b if line not in a))
