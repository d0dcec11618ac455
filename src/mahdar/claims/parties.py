"""A candidate and its kind -> Claim: who makes it, to whom, who says so, what it is about."""

from __future__ import annotations

from mahdar.claims.candidates import Candidate
from mahdar.claims.claim import Claim, ClaimKind
from mahdar.claims.phrases import issue
from mahdar.claims.scope import Scope
from mahdar.events import Event
from mahdar.spans import Anchor, content_id

# The deeds that make a claim of a kind; the actor of any other deed in it is spoken of, or to.
_MADE_BY: dict[ClaimKind, tuple[str, ...]] = {
    "demand": ("REQUEST",),
    "warning": ("THREATEN",),
    "accusation": ("ACCUSE",),
    "denial": ("REJECT",),
    "commitment": ("AGREE",),
}
_NEAR = 12  # words around a claim that may tell its issue where its own do not


def claim(scope: Scope, candidate: Candidate, kind: ClaimKind, confidence: float) -> Claim:
    """The claim of a kind that a candidate states."""
    first, last = candidate.first, candidate.last
    anchor = scope.reading.anchor(first, last)
    said_by, stated_as = scope.voices.speaker(candidate.quotation)
    near = max(0, first - _NEAR), min(len(scope.words), last + _NEAR)
    about = issue(scope.words, first, last) or issue(scope.words, *near) or scope.issue
    inside = candidate.deed or next((e for e in scope.deeds(first, last) if e.actor), None)
    by, to = _parties(kind, inside, said_by)
    if candidate.deed is not None and not said_by and candidate.deed.type in _MADE_BY.get(kind, ()):
        said_by, stated_as = candidate.deed.actor, "speaker" if candidate.deed.actor else "fact"
    own = {form for anchor in (*by, *said_by) for form in scope.forms(anchor)}
    to = tuple(anchor for anchor in to if not own.issuperset(scope.forms(anchor)))
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


def _parties(kind: ClaimKind, event: Event | None, said_by: tuple[Anchor, ...]) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """(who makes the claim, to whom): the parties of the deed that makes it; else the speaker, and who does what it is about."""
    if kind == "assessment" or event is None:
        return said_by, ()
    if kind in ("agreement", "disagreement"):
        return (*event.actor, *event.recipient), ()
    if event.type in _MADE_BY[kind]:
        return event.actor, event.recipient
    return said_by, event.actor if kind in ("demand", "warning", "accusation") else ()
