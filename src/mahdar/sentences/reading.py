"""An article read: its words, sentences, paragraphs and quotation marks, all with offsets of its text."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.articles import Role
from mahdar.spans import Anchor, View

Sort = Literal["word", "number", "mark"]


class Word(Struct, frozen=True, gc=False):
    """One token: letters, a number, or a single punctuation mark. `form` is folded, `start:end` is of the source."""

    start: int
    end: int
    form: str
    sort: Sort


class Sentence(Struct, frozen=True, gc=False):
    """The words `first:last` (indices into `Reading.words`, half open) of one sentence; never empty."""

    anchor: Anchor
    first: int
    last: int
    paragraph: int


class Paragraph(Struct, frozen=True, gc=False):
    """One block that was kept, and its sentences `first:last` (indices into `Reading.sentences`, half open)."""

    anchor: Anchor
    role: Role
    first: int
    last: int


class Marked(Struct, frozen=True, gc=False):
    """A stretch in quotation marks. `inner` is what stands between the marks, `outer` takes them in.

    `closed` is false where no closing mark was found and the end was inferred; `depth` is 0 for outermost marks.
    """

    inner: Anchor
    outer: Anchor
    closed: bool = True
    depth: int = 0


class Reading(Struct, frozen=True):
    """What the later rooms read: the kept parts of one article, never its furniture.

    `view` is the folded view of the whole text, so that a rule may search it and map its finds back; only finds
    inside `paragraphs` count. `words`, `sentences`, `paragraphs` and `marked` are in text order.
    """

    article: str
    text: str
    view: View
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    marked: tuple[Marked, ...]

    def anchor(self, first: int, last: int) -> Anchor:
        """The stretch from word `first` up to word `last`, half open."""
        return Anchor(self.article, self.words[first].start, self.words[last - 1].end)
