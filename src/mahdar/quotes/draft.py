"""An attribution while it is being read."""

from __future__ import annotations

from msgspec import Struct, field

from mahdar.quotes.construction import Complement
from mahdar.quotes.quotation import Polarity, QuotationType
from mahdar.quotes.subjects import Found


class Draft(Struct):
    """An attribution in words: `cue` and `content` are half open, `cut` letters are left out at the content's start.

    `subject` is the overt subject, `speaker` the number of the person it was resolved to.
    """

    cue: tuple[int, int] | None
    content: tuple[int, int]
    type: QuotationType
    rule: str
    polarity: Polarity = "asserts"
    cut: int = 0
    complement: Complement | None = None
    subject: Found | None = None
    speaker: int | None = None
    how: str = ""
    parent: int | None = None
    addressee: tuple[int, int] | None = None
    venue: tuple[int, int] | None = None
    flags: list[str] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)  # persons who may have spoken instead
    gender: str = ""
    number: str = "s"
    order: int = 0
    loose: bool = False  # stands amid a sentence with nothing that joins it
