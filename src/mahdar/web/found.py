"""Where the words of a search stand in what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from mahdar.records.markup import marked
from mahdar.records.segments import Mark
from mahdar.store.words import asked, words

# A word with its vowel signs, which are no letters to \w.
_WORD = re.compile("[\\w\u064b-\u0652\u0670]+")


def lit(text: str, query: str) -> Markup:
    """A text in which the words that were asked for are marked, by their stems."""
    what = asked(query)
    stems = {*what.words.stems, *(stem for phrase in what.phrases for form in phrase for stem in words(form).stems)}
    return Markup("<bdi>{}</bdi>").format(marked(text, _marks(text, stems)))


def _marks(text: str, stems: set[str]) -> Iterator[Mark]:
    for found in _WORD.finditer(text):
        if stems.intersection(words(found[0]).stems):
            yield Mark(found.start(), found.end(), "here")
