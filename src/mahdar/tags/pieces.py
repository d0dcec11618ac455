"""Words -> the piece numbers that the model reads: unigram pieces by Viterbi, a word at a time.

A word of letters or digits starts with the space mark of its vocabulary, a punctuation mark has none. As no piece
crosses a word, a form is cut once and remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

SPACE = "\N{LOWER ONE EIGHTH BLOCK}"
BEGIN, PAD, END, UNKNOWN = range(4)
_MOST_CHARACTERS = 40  # of one word: longer ones are cut, no Arabic word is as long
_REMEMBERED = 65_536  # forms; most words of a text are among its last few ten thousand
_NO_PIECE = ()  # what no piece begins with
_PERSIAN = str.maketrans({"ی": "ي", "ې": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "٪": "%", "٫": ".", "٬": ","})
_DIGITS = str.maketrans({**{ord("٠") + d: str(d) for d in range(10)}, **{ord("۰") + d: str(d) for d in range(10)}})
# Harakat, superscript alef, Quranic marks, tatweel, invisible controls: they stand for nothing here.
_NOTHING = re.compile(
    "[\N{ARABIC TATWEEL}\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]+"
)


@lru_cache(maxsize=_REMEMBERED)
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
        self._worst = (min(scores.values()) - 10.0, UNKNOWN)
        # Every beginning of a piece too, so that a search ends where no piece goes on: score and number, or nothing.
        self._known: dict[str, tuple[float, int] | None] = {piece[:end]: None for piece in scores for end in range(1, len(piece))}
        self._known.update((piece, (score, number)) for number, (piece, score) in enumerate(scores.items()))
        self.of = lru_cache(maxsize=_REMEMBERED)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        """The piece numbers of one plain word, never empty."""
        text = (SPACE + word if word[:1].isalnum() else word)[:_MOST_CHARACTERS]
        size = len(text)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            base = best[start]
            for end in range(start + 1, size + 1):
                begun = self._known.get(text[start:end], _NO_PIECE)
                piece = begun or (self._worst if end == start + 1 else None)  # a letter that is no piece is an unknown one
                if piece is not None and base + piece[0] > best[end]:
                    best[end], back[end] = base + piece[0], (start, piece[1])
                if begun is _NO_PIECE:
                    break
        numbers: list[int] = []
        at = size
        while at > 0:
            at, number = back[at]
            numbers.append(number)
        return tuple(reversed(numbers)) or (UNKNOWN,)
