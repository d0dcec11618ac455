"""One article, one name: a word alone takes the type of the longer name that it starts or ends."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.names.lexicon import lexicon
from mahdar.names.line import Found, Span
from mahdar.names.peel import peels
from mahdar.sentences import Word


def consistent(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """`found` with the lone parts of its people's names, also after clitics."""
    parts = _parts(words, found)
    taken = bytearray(len(words))
    for one in found:
        whole = one.phrase or one.span
        for i in range(whole.first, whole.last):
            taken[i] = 1
    added = []
    for i, word in enumerate(words):
        if taken[i] or word.sort != "word":
            continue
        for peel in peels(word.form):
            if peel.core in parts:
                span = Span(i, i + 1, peel.cut)
                added.append(Found(span, "person", "part-of-name", phrase=span, confidence=0.9))
                break
    return sorted([*found, *added], key=lambda one: (one.span.first, one.span.last))


def _parts(words: Sequence[Word], found: Sequence[Found]) -> set[str]:
    """The surnames of the article, and the given names that are no common word and belong to one person."""
    tables = lexicon()
    parts: set[str] = set()
    for one in found:
        if one.kind != "person":
            continue
        first, last = one.span.first, one.span.last
        surname = words[last - 1].form
        known = surname in tables.common or surname in tables.closed
        if len(surname) > 2 and not known and (last - first > 1 or one.role is not None):
            parts.add(surname)
    return parts
