"""Where words stand: an anchor names an article and a stretch of its text."""

from __future__ import annotations

from msgspec import Struct


class Anchor(Struct, frozen=True, order=True, gc=False):
    """A non-empty stretch `text[start:end]` of one article.

    `start` and `end` are code points of the article's text, half open. The words are sliced from the text when
    they are shown, never stored beside it. Raises ValueError if the stretch is empty or starts before the text.
    """

    article: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"an anchor must hold at least one character: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words anchored, sliced from the article's `text`."""
        return text[self.start : self.end]

    def holds(self, other: Anchor) -> bool:
        """Whether `other` lies wholly inside this anchor."""
        return self.article == other.article and self.start <= other.start and other.end <= self.end

    def meets(self, other: Anchor) -> bool:
        """Whether the two share at least one character."""
        return self.article == other.article and self.start < other.end and other.start < self.end
