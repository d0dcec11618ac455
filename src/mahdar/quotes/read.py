"""Reading, mentions -> Quotation."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.names import Mention
from mahdar.quotes.quotation import Quotation
from mahdar.sentences import Reading


def quotations(reading: Reading, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """The attributions of an article, in the order of their first word."""
    return ()
