"""Events and claims -> their lines: anchors become ids of actors, and whoever has no name gets a line of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mahdar.actors import Actor, Owners
from mahdar.claims import Claim
from mahdar.events import Event, nation_of
from mahdar.records.record import ActorLine, ClaimLine, EventLine
from mahdar.spans import Anchor, content_id, folded


class Parties:
    """Who an anchor means: an actor of the run, the state of a national adjective, or a common noun by itself.

    Common nouns (متظاهرون) are kept as actors of kind `group`, one for each wording; `unnamed` holds them in the
    order of their first use.
    """

    def __init__(self, actors: Sequence[Actor], owners: Owners, texts: Mapping[str, str]) -> None:
        self._owners, self._texts = owners, texts
        self._spelled: dict[str, str] = {}
        self._states: dict[str, str] = {}
        for actor in actors:
            for spelling in (actor.name, *actor.spellings):
                words = folded(spelling.of(texts[spelling.article]))
                self._spelled.setdefault(words, actor.id)
                state = nation_of(words)
                if state:
                    self._states.setdefault(state, actor.id)
        self.unnamed: dict[str, ActorLine] = {}

    def ids(self, anchors: Sequence[Anchor]) -> tuple[str, ...]:
        """The ids of those anchored, each once, in order."""
        return tuple(dict.fromkeys(map(self._id, anchors)))

    def _id(self, anchor: Anchor) -> str:
        if actor := self._owners.acting(anchor):
            return actor.id
        words = anchor.of(self._texts[anchor.article])
        form = folded(words)
        if form in self._spelled:
            return self._spelled[form]
        state = nation_of(form)
        if state in self._states:
            return self._states[state]
        own = content_id("actor", "group", form)
        self.unnamed.setdefault(own, ActorLine(id=own, name=words, kind="group", names=(words,), mentions=(), at=anchor, links=()))
        return own


def event_line(event: Event, parties: Parties) -> EventLine:
    """The line of one event."""
    return EventLine(
        id=event.id,
        event=event.type,
        plover=event.plover,
        cameo=event.cameo,
        trigger=event.anchor,
        actor=parties.ids(event.actor),
        recipient=parties.ids(event.recipient),
        status=event.status,
        rule=event.rule,
        evidence=event.evidence,
        mode=event.mode or None,
        context=event.context or None,
        date=event.date or None,
        place=event.place,
        confidence=round(event.confidence, 3),
    )


def claim_line(claim: Claim, parties: Parties) -> ClaimLine:
    """The line of one claim; its evidence begins with the clause that states it."""
    return ClaimLine(
        id=claim.id,
        kind=claim.kind,
        by=parties.ids(claim.by),
        to=parties.ids(claim.to),
        said_by=parties.ids(claim.said_by),
        stated_as=claim.stated_as,
        rule=claim.rule,
        evidence=(claim.anchor,),
        issue=claim.issue or None,
        confidence=round(claim.confidence, 3),
    )
