"""Reading, quotations, events -> Claim."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.claims.claim import Claim
from mahdar.events import Event
from mahdar.quotes import Quotation
from mahdar.sentences import Reading


def claims(reading: Reading, quotations: Sequence[Quotation], events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims of an article in the order of their clauses."""
    return ()
