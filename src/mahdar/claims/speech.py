"""What is said -> claims: each clause of an attribution by its events, its words and the cue that brings it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mahdar.claims.claim import Claim
from mahdar.claims.clauses import clauses, stops_between
from mahdar.claims.kinds import kind_of
from mahdar.claims.phrases import issue
from mahdar.claims.scope import Scope
from mahdar.events import Event
from mahdar.quotes import Quotation
from mahdar.spans import Anchor, content_id

# A clause of so many words that tells no kind leads up to the next one.
_LEADING = 8


def from_quotations(scope: Scope) -> list[Claim]:
    """The claims that the attributions of an article hold, each clause taken by the innermost one."""
    found: list[Claim] = []
    voices, words = scope.voices, scope.words
    for quotation in voices.quotations:
        first, last = scope.word(quotation.content.start), scope.word(quotation.content.end)
        inner = frozenset(scope.word(q.anchor.start) for q in voices.within(quotation))
        parts = [(a, b) for a, b in clauses(words, first, last, inner) if voices.of(words[a].start, words[b - 1].end) is quotation]
        for a, b, kind, rule in _joined(parts, scope, quotation):
            found.append(claim(scope, (a, b), kind, rule=rule))
    return found


def _joined(parts: Sequence[tuple[int, int]], scope: Scope, quotation: Quotation) -> Iterator[tuple[int, int, str, str]]:
    """(first, last, kind, rule) of each statement: a clause that tells no kind belongs to its neighbour in the sentence."""
    open_one: tuple[int, int, str, str] | None = None
    for a, b in parts:
        kind, rule = kind_of(scope, a, b, quotation)
        if open_one is None or a - open_one[1] > 3 or (stops_between(scope.words, open_one[1], a) and kind != open_one[2]):
            if open_one is not None and open_one[2]:
                yield open_one
            open_one = (a, b, kind, rule)
        elif not kind or kind == open_one[2] or (not open_one[2] and open_one[1] - open_one[0] <= _LEADING):
            open_one = (open_one[0], b, kind or open_one[2], rule or open_one[3])
        else:
            if open_one[2]:
                yield open_one
            open_one = (a, b, kind, rule)
    if open_one is not None and open_one[2]:
        yield open_one


def claim(scope: Scope, words: tuple[int, int], kind: str, *, rule: str, deed: Event | None = None) -> Claim:
    """The claim that the words `first:last` of the article state."""
    first, last = words
    anchor = scope.reading.anchor(first, last)
    said_by, stated_as = scope.voices.speaker(scope.voices.of(anchor.start, anchor.end))
    about = issue(scope.words, first, last) or issue(scope.words, max(0, first - 12), min(len(scope.words), last + 12))
    inside = deed or next((e for e in scope.deeds(first, last) if e.actor), None)
    by, to = _parties(kind, inside, said_by)
    return Claim(
        id=content_id("claim", anchor.article, anchor.start, anchor.end, kind),
        anchor=anchor,
        kind=kind,  # type: ignore[arg-type]  # the tables hold kinds only
        rule=rule,
        issue=about,
        by=by,
        to=to,
        said_by=said_by,
        stated_as=stated_as,
        evidence=(anchor,),
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
