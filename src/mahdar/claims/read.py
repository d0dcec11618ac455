"""Reading, quotations, events -> Claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mahdar.claims.claim import Claim
from mahdar.claims.deeds import from_events
from mahdar.claims.speech import from_quotations
from mahdar.claims.voice import Voices
from mahdar.events import Event, political
from mahdar.quotes import Quotation
from mahdar.sentences import Reading


def claims(reading: Reading, quotations: Sequence[Quotation], events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims of an article in the order of their clauses."""
    starts = [w.start for w in reading.words]
    firsts = [s.anchor.start for s in reading.sentences]
    counts = political(reading)
    voices = Voices(reading, [q for q in quotations if counts[max(0, bisect_right(firsts, q.content.start) - 1)]])
    said = from_quotations(reading, starts, voices, events)
    done = from_events(reading, starts, voices, events)
    kept = list(said)
    for claim in done:
        if not any(claim.kind == other.kind and claim.anchor.meets(other.anchor) for other in kept[_near(kept, claim) :]):
            kept.append(claim)
            kept.sort(key=lambda c: (c.anchor, c.kind))
    return tuple(sorted(kept, key=lambda c: (c.anchor, c.kind)))


def _near(kept: Sequence[Claim], claim: Claim) -> int:
    """Where in text order claims begin that may meet this one; a clause is never longer than 3,000 characters back."""
    return bisect_left([c.anchor.start for c in kept], claim.anchor.start - 3000)
