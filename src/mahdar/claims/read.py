"""Reading, quotations, events -> Claim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mahdar.claims.candidates import candidates
from mahdar.claims.claim import Claim
from mahdar.claims.decide import chosen, judged
from mahdar.claims.parties import claim
from mahdar.claims.scope import Scope
from mahdar.claims.voice import Voices
from mahdar.events import Event, political
from mahdar.quotes import Quotation
from mahdar.sentences import Reading
from mahdar.spans import folded

_TITLE = 400  # characters of the longest headline: what is longer is a body that lost its lines


def claims(reading: Reading, quotations: Sequence[Quotation], events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims of an article in the order of their clauses; what the headline says again is told once."""
    scope = scope_of(reading, quotations, events)
    if scope is None:
        return ()
    verdicts = chosen([judged(scope, c) for c in candidates(scope)])
    made = [claim(scope, v.candidate, v.kind, v.chance) for v in verdicts]
    return tuple(sorted((c for c in made if not _repeated(c, made, reading)), key=lambda c: (c.anchor, c.kind)))


def scope_of(reading: Reading, quotations: Sequence[Quotation], events: Sequence[Event]) -> Scope | None:
    """An article as this room asks it, its attributions those of sentences that speak of politics; nothing where none does."""
    counts = political(reading)
    if not any(counts):
        return None
    firsts = [s.anchor.start for s in reading.sentences]
    spoken = [q for q in quotations if counts[max(0, bisect_right(firsts, q.content.start) - 1)]]
    return Scope(reading, Voices(reading, spoken), events, counts)


def _repeated(claim: Claim, made: Sequence[Claim], reading: Reading) -> bool:
    """Whether a headline's claim is made again below it: half of its words in one of the same kind, or most in any."""
    head = next((p.anchor for p in reading.paragraphs if p.role == "headline"), None)
    if head is None or head.end - head.start > _TITLE or not head.holds(claim.anchor):
        return False
    own = _content(claim, reading)
    for other in made:
        shared = len(own & _content(other, reading)) if not head.holds(other.anchor) else 0
        if shared >= (0.5 if other.kind == claim.kind else 0.75) * max(1, len(own)):
            return True
    return False


def _content(claim: Claim, reading: Reading) -> frozenset[str]:
    """The longer words of a claim, article and conjunction left out."""
    return frozenset(w.removeprefix("و").removeprefix("ال") for w in folded(claim.anchor.of(reading.text)).split() if len(w) > 3)
