"""Reading, quotations, events -> Claim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mahdar.claims.claim import Claim
from mahdar.claims.deeds import from_events
from mahdar.claims.scope import Scope
from mahdar.claims.speech import from_quotations
from mahdar.claims.voice import Voices
from mahdar.events import Event, political
from mahdar.quotes import Quotation
from mahdar.sentences import Reading


def claims(reading: Reading, quotations: Sequence[Quotation], events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims of an article in the order of their clauses; of two of one kind that share a word the spoken one is kept."""
    firsts = [s.anchor.start for s in reading.sentences]
    counts = political(reading)
    spoken = [q for q in quotations if counts and counts[max(0, bisect_right(firsts, q.content.start) - 1)]]
    scope = Scope(reading, Voices(reading, spoken), events)
    kept: list[Claim] = []
    taken: set[tuple[str, int]] = set()
    for claim in (*from_quotations(scope), *from_events(scope)):
        stretch = [(claim.kind, i) for i in range(scope.word(claim.anchor.start), scope.word(claim.anchor.end))]
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(claim)
    return tuple(sorted(kept, key=lambda c: (c.anchor, c.kind)))
