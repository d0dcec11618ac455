"""Where the words of a search stand in what it found."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from mahdar.records.markup import marked
from mahdar.records.segments import Mark
from mahdar.store.cards import Passage
from mahdar.store.passages import found_in
from mahdar.store.words import asked


def lit(text: str, query: str) -> Markup:
    """A text in which the words that were asked for are marked."""
    return _lit(text, ((hit.start, hit.end) for hit in found_in(text, asked(query))))


def lit_passage(passage: Passage) -> Markup:
    """A passage of an article with its marks."""
    return _lit(passage.words, ((start - passage.start, end - passage.start) for start, end in passage.marks))


def _lit(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    return Markup("<bdi>{}</bdi>").format(marked(text, [Mark(start, end, "here") for start, end in marks]))
