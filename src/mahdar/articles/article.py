"""An article: its text as the source from now on, and what each stretch of it is."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

Role = Literal["headline", "kicker", "dateline", "byline", "subhead", "caption", "body", "furniture"]

# Basis of a date, from the most to the least trusted.
Basis = Literal["metadata", "markup", "text", "inferred", "run"]


class Source(Struct, frozen=True):
    """Where an article came from; `sha256` is of the bytes received."""

    file: str
    sha256: str
    row: str | None = None
    url: str | None = None


class Published(Struct, frozen=True):
    """The day an article was published, and why we think so.

    `first` and `last` are ISO dates; they are equal where the day is known, otherwise the interval it lies in.
    `text` anchors the words that say so, `why` is one sentence for a basis that was worked out, `confidence` 0 to 1.
    """

    first: str
    last: str
    basis: Basis
    text: Anchor | None = None
    why: str = ""
    confidence: float = 1.0

    @property
    def value(self) -> str:
        """The day, or the interval `first/last` where the day is not known."""
        return self.first if self.first == self.last else f"{self.first}/{self.last}"


class Block(Struct, frozen=True, gc=False):
    """A stretch of the text with one role, and the rule that gave it: most blocks are a line or a paragraph."""

    anchor: Anchor
    role: Role
    rule: str

    @property
    def aside(self) -> bool:
        """Whether it is set aside: furniture, captions and bylines; an agency's credit at the end of a report is not."""
        return self.role in ("furniture", "caption") or (self.role == "byline" and self.rule != "agency credit")


class Article(Struct, frozen=True):
    """One article. `blocks` are in text order, do not overlap, and hold every visible character of `text`.

    `outlet` is the outlet's name as a page would print it; `language` is `ar`, another ISO code, or `und`.
    """

    id: str
    source: Source
    text: str
    language: str
    blocks: tuple[Block, ...]
    outlet: str | None = None
    published: Published | None = None

    def first(self, role: Role) -> Anchor | None:
        """The first block with that role, if any; a bare date line is no place's dateline, though it shares the role."""
        return next((b.anchor for b in self.blocks if b.role == role and b.rule != "date line"), None)

    @property
    def dropped(self) -> tuple[Block, ...]:
        """What was set aside, each with the rule that did it."""
        return tuple(b for b in self.blocks if b.aside)
