"""Mentions of many articles -> Actor."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.actors.actor import Actor
from mahdar.actors.bearer import Bearer
from mahdar.actors.decisions import Decision
from mahdar.actors.entry import kind_of
from mahdar.actors.knowledge import Entity
from mahdar.actors.known import Known
from mahdar.actors.register import Memory
from mahdar.actors.run import Run
from mahdar.actors.tell import Cast, told
from mahdar.names import Mention
from mahdar.sentences import Reading


def actors(
    articles: Sequence[tuple[Reading, Sequence[Mention]]],
    decisions: Sequence[Decision] = (),
    knowledge: Sequence[Entity] = (),
) -> tuple[Actor, ...]:
    """The actors that the mentions of these articles name, those named most first.

    The order of the articles changes nothing. `decisions` are the user's own and win over every score; `knowledge` are
    the entities of the user's knowledge base, which give people and bodies their ids.
    """
    register = Memory()
    run = Run(register, decisions, knowledge)
    fresh = {reading.article: (reading.text, found) for reading, found in articles}
    moved = run.move((), fresh, lambda _: {})
    locals_ = [one for one in moved.locals.values() if one]
    owner = register.owners(sorted({slip.key for one in locals_ for slip in (*one.slips, *one.offices)}))
    return told(locals_, owner, {actor: cast(one, run.known) for actor, one in moved.bearers.items()})


def cast(one: Bearer, known: Known) -> Cast:
    """What is known of an actor beyond its names."""
    kind = kind_of(one.keys[0])
    entity = known.of(one.labels, kind) if kind in ("person", "organisation") else None
    return Cast(one.bonds, entity.id if entity else None, entity.wikidata if entity else None)
