"""Records of several stories -> one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from mahdar.records.record import ActorLine, Record


def joined(records: Iterable[Record]) -> Record | None:
    """One record of all lines of these, in their order; an actor of several is one line with the mentions of all.

    None where there is no record.
    """
    given = list(records)
    if not given:
        return None
    actors: dict[str, list[ActorLine]] = {}
    for actor in (a for record in given for a in record.actors):
        actors.setdefault(actor.id, []).append(actor)
    return Record(
        articles=tuple(line for r in given for line in r.articles),
        quotations=tuple(line for r in given for line in r.quotations),
        times=tuple(line for r in given for line in r.times),
        mentions=tuple(line for r in given for line in r.mentions),
        actors=tuple(map(_one, actors.values())),
        stories=tuple(line for r in given for line in r.stories),
        version=given[0].version,
        events=tuple(line for r in given for line in r.events),
        claims=tuple(line for r in given for line in r.claims),
        accounts=tuple(line for r in given for line in r.accounts),
        lifecycles=tuple(line for r in given for line in r.lifecycles),
    )


def _one(lines: Sequence[ActorLine]) -> ActorLine:
    """The lines of one actor as one: the first, with the names, mentions and links of all, each once."""
    return replace(
        lines[0],
        names=tuple(dict.fromkeys(name for line in lines for name in line.names)),
        mentions=tuple(dict.fromkeys(mention for line in lines for mention in line.mentions)),
        links=tuple(dict.fromkeys(link for line in lines for link in line.links)),
    )
