"""Folded text -> words: letters with their marks, numbers, and each punctuation mark by itself."""

from __future__ import annotations

import re

from mahdar.sentences.reading import Sort, Word
from mahdar.spans import View

# A number keeps its inner separators (1,200 · 3.5 · 15:30 · 16/6/2021); letters keep none: 'الـ16' is two words.
_TOKEN = re.compile(r"(?P<number>\d+(?:[.,:/٫٬-]\d+)*)|(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)*)|(?P<mark>[^\s\w]|_)")


def words(view: View, start: int, end: int) -> list[Word]:
    """The words of `view.text[start:end]`, with offsets of the source."""
    starts, ends = view.starts, view.ends
    found: list[Word] = []
    for match in _TOKEN.finditer(view.text, start, end):
        sort: Sort = match.lastgroup  # type: ignore[assignment]  # the group names are the sorts
        first, last = match.span()
        if starts is not None and ends is not None:
            first, last = starts[first], ends[last - 1]
        found.append(Word(first, last, match[0], sort))
    return found
