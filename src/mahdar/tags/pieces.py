"""Words -> the piece numbers that the model reads: unigram pieces by Viterbi, a word at a time.

A word of letters or digits starts with the space mark of its vocabulary, a punctuation mark has none. As no piece
crosses a word, a form is cut once and remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

SPACE = "\N{LOWER ONE EIGHTH BLOCK}"
BEGIN, PAD, END, UNKNOWN = range(4)
_MOST_CHARACTERS = 40  # of one word: longer ones are cut, no Arabic word is as long
_REMEMBERED = 200_000
_PERSIAN = str.maketrans({"ی": "ي", "ې": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "٪": "%", "٫": ".", "٬": ","})
_DIGITS = str.maketrans({**{ord("٠") + d: str(d) for d in range(10)}, **{ord("۰") + d: str(d) for d in range(10)}})
# Harakat, superscript alef, Quranic marks, tatweel, invisible controls: they stand for nothing here.
_NOTHING = re.compile(
    "[\N{ARABIC TATWEEL}\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]+"
)


def plain(surface: str) -> str:
    """A word as the model knows it: compatible forms unfolded, marks dropped, hamza and taa marbuta kept.

    >>> plain("أكّـدَ")
    'أكد'
    """
    text = unicodedata.normalize("NFKC", surface)
    return _NOTHING.sub("", text).translate(_PERSIAN).translate(_DIGITS)


class Pieces:
    """Cuts words into pieces. `scores` gives each piece its log probability; a piece's number is its place."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(scores)}
        self._scores = dict(scores)
        self._longest = max(map(len, scores))
        self._worst = min(scores.values()) - 10.0
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The piece numbers of one plain word, never empty."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._cut(word)
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        text = (SPACE + word if word[:1].isalnum() else word)[:_MOST_CHARACTERS]
        best = [0.0] + [float("-inf")] * len(text)
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(text) + 1)
        for start in range(len(text)):
            base = best[start]
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = text[start:end]
                score = self._scores.get(piece)
                if score is None:
                    if end > start + 1:
                        continue
                    score, number = self._worst, UNKNOWN
                else:
                    number = self._numbers[piece]
                if base + score > best[end]:
                    best[end], back[end] = base + score, (start, number)
        numbers: list[int] = []
        at = len(text)
        while at > 0:
            at, number = back[at]
            numbers.append(number)
        return tuple(reversed(numbers)) or (UNKNOWN,)
