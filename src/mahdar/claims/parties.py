"""A candidate and its kind -> Claim: who makes it, to whom, who says so, what it is about."""

from __future__ import annotations

from mahdar.claims.candidates import Candidate
from mahdar.claims.claim import Claim, ClaimKind
from mahdar.claims.phrases import issue
from mahdar.claims.scope import Scope
from mahdar.events import Event
from mahdar.spans import Anchor, content_id

_NEAR = 12  # words around a claim that may tell its issue where its own do not


def claim(scope: Scope, candidate: Candidate, kind: ClaimKind, confidence: float) -> Claim:
    """The claim of a kind that a candidate states."""
    first, last = candidate.first, candidate.last
    anchor = scope.reading.anchor(first, last)
    said_by, stated_as = scope.voices.speaker(scope.voices.of(anchor.start, anchor.end))
    about = issue(scope.words, first, last) or issue(scope.words, max(0, first - _NEAR), min(len(scope.words), last + _NEAR))
    inside = candidate.deed or next((e for e in scope.deeds(first, last) if e.actor), None)
    by, to = _parties(kind, inside, said_by)
    if candidate.deed is not None and not said_by and kind in ("demand", "warning", "accusation", "denial"):
        said_by, stated_as = candidate.deed.actor, "speaker" if candidate.deed.actor else "fact"
    return Claim(
        id=content_id("claim", anchor.article, anchor.start, anchor.end, kind),
        anchor=anchor,
        kind=kind,
        rule=candidate.source if candidate.deed is None else f"{candidate.source} {candidate.deed.type}",
        issue=about,
        by=by,
        to=to,
        said_by=said_by,
        stated_as=stated_as,
        evidence=(anchor,),
        confidence=round(confidence, 3),
    )


def _parties(kind: str, event: Event | None, said_by: tuple[Anchor, ...]) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """(who makes the claim, to whom): the event's parties where it is their deed, the speaker for a judgement."""
    if kind == "assessment":
        return said_by, ()
    if event is not None:
        if kind in ("agreement", "disagreement"):
            return (*event.actor, *event.recipient), ()
        if event.type in ("ACCUSE", "REQUEST", "THREATEN", "AGREE", "REJECT"):
            return event.actor, event.recipient
        if kind == "accusation":
            return said_by, event.actor
    return said_by, event.actor if event and kind in ("demand", "warning") else ()
