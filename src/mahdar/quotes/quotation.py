"""An attribution: somebody's words, statement, declared belief or attitude, as the article reports it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

QuotationType = Literal["direct", "indirect", "mixed", "nominal", "headline"]
Polarity = Literal["asserts", "denies", "demands", "warns", "hopes", "asks", "accuses", "promises"]


class Alternative(Struct, frozen=True):
    """Another reading of who spoke, with its share of the confidence."""

    name: Anchor
    confidence: float


class Quotation(Struct, frozen=True):
    """One attribution.

    `content` leaves out the complementiser and the outer marks; `quoted` are the stretches in marks as printed
    (they may reach beyond `content` where the marks swallowed the reporter's own words). `speaker` is the mention
    in this attribution, absent when it is carried over; `name` anchors the fullest name found for the speaker and
    `how` says how it was found. `confidence` is the calibrated chance that content and speaker are both right.
    """

    id: str
    anchor: Anchor  # cue, speaker and content together
    type: QuotationType
    content: Anchor
    polarity: Polarity
    rule: str
    how: str
    quoted: tuple[Anchor, ...] = ()
    cue: Anchor | None = None
    speaker: Anchor | None = None
    name: Anchor | None = None
    role: Anchor | None = None
    addressee: Anchor | None = None
    venue: Anchor | None = None
    parent: str | None = None
    flags: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    confidence: float = 1.0
