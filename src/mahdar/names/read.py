"""Reading -> Mention."""

from __future__ import annotations

from mahdar.names.mention import Mention
from mahdar.sentences import Reading


def mentions(reading: Reading) -> tuple[Mention, ...]:
    """The names and roles of an article, in text order; names of one place may nest only as role and name."""
    return ()
