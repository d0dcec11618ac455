"""Events and claims -> their lines: anchors become ids of actors, and whoever has no name gets a line of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

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
        words = anchor.of(self._texts[anchor.article])
        form = folded(words)
        if " " not in form and form not in self._spelled and nation_of(form) in self._states:
            return self._states[nation_of(form)]  # the adjective of an arm of the state: السلطات التركية
        if actor := self._owners.acting(anchor):
            return actor.id
        if form in self._spelled:
            return self._spelled[form]
        state = nation_of(form)
        if state in self._states:
            return self._states[state]
        own = content_id("actor", "group", _common(form))
        line = self.unnamed.get(own) or ActorLine(id=own, name=words, kind="group", names=(words,), mentions=(), at=anchor, links=())
        if words not in line.names:
            fuller = len(words) > len(line.name)
            line = replace(line, names=(*line.names, words), name=words if fuller else line.name, at=anchor if fuller else line.at)
        self.unnamed[own] = line
        return own


def _common(form: str) -> str:
    """The head of a common noun without article and case, so that المتظاهرين and متظاهرون غاضبون are one group."""
    first = form.partition(" ")[0].removeprefix("ال")
    return first[:-2] + "ون" if first.endswith("ين") and len(first) > 4 else first


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


def dated_alike(lines: Sequence[EventLine], days: Mapping[str, str]) -> tuple[EventLine, ...]:
    """The lines, a meeting without a date having the day that another article gives for a meeting of the same parties.

    `days` are the days of publication by article, where known; the articles must have appeared at most `_APART` days
    apart. The words that give the day join the evidence, and the rule says so.
    """
    told: dict[tuple[str, ...], list[EventLine]] = {}
    for line in lines:
        if _meeting(line) and line.date and _DAY.fullmatch(line.date):
            told.setdefault(tuple(sorted(line.actor)), []).append(line)
    made: list[EventLine] = []
    for line in lines:
        if _meeting(line) and not line.date:
            source = next((t for t in told.get(tuple(sorted(line.actor)), ()) if _close(line, t, days)), None)
            if source is not None:
                line = replace(
                    line, date=source.date, evidence=(*line.evidence, source.evidence[-1]), rule=f"{line.rule}; day told elsewhere"
                )
        made.append(line)
    return tuple(made)


_DAY = re.compile(r"\d{4}-\d\d-\d\d.*")
_APART = 3


def _meeting(line: EventLine) -> bool:
    return line.event == "CONSULT" and line.mode == "meet" and len(line.actor) > 1 and line.status in ("happened", "planned")


def _close(line: EventLine, other: EventLine, days: Mapping[str, str]) -> bool:
    mine, theirs = days.get(line.trigger.article, ""), days.get(other.trigger.article, "")
    if len(mine) < 10 or len(theirs) < 10:
        return False
    return abs((date.fromisoformat(mine[:10]) - date.fromisoformat(theirs[:10])).days) <= _APART


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
