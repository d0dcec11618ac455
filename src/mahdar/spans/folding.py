"""Arabic folding that keeps its offsets: spelling variants become one form, and every form maps back.

Folded for matching only; what is shown is always a slice of the source. What folds to what, and why, is written
in `docs/decisions/folding.md`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

from mahdar.spans.view import View

# One character for one character: none of these changes a length.
_ONE_TO_ONE = {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    ord("ى"): "ي",
    ord("ی"): "ي",  # Persian yeh, common in text keyed on Iranian and Iraqi layouts
    ord("ې"): "ي",
    ord("ة"): "ه",
    ord("ک"): "ك",
    ord("ھ"): "ه",
    ord("ہ"): "ه",
    **{ord("٠") + d: str(d) for d in range(10)},
    **{ord("۰") + d: str(d) for d in range(10)},
    **dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\t\N{IDEOGRAPHIC SPACE}"), " "),
}

# Characters that stand for nothing when words are compared: harakat, superscript alef, Quranic marks, tatweel,
# and the invisible controls that pages scatter (bidi marks, joiners, byte-order marks, soft hyphens).
_DROPPED = (
    "\N{ARABIC TATWEEL}"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufeff\u00ad"
)
# Presentation forms and the few compatibility characters that news pages use; NFKC may lengthen them.
_COMPATIBLE = "\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e"
_IRREGULAR = re.compile(f"[{_DROPPED}{_COMPATIBLE}]")
_IS_DROPPED = re.compile(f"[{_DROPPED}]")


def fold(text: str) -> View:
    """The folded view of `text`: same words, one spelling, each character mapped to the source it stands for.

    >>> view = fold("أكّدَ")
    >>> view.text, view.source(1, 2)
    ('اكد', (1, 3))
    """
    if not _IRREGULAR.search(text):
        return View(text.translate(_ONE_TO_ONE))
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    last = 0
    for match in _IRREGULAR.finditer(text):
        at = match.start()
        _append(pieces, starts, ends, text[last:at].translate(_ONE_TO_ONE), last)
        if _IS_DROPPED.match(match[0]):
            # A mark over a letter belongs to the letter: the letter's slice takes it along.
            if ends and ends[-1] == at and not text[at - 1].isspace():
                ends[-1] = at + 1
                _level(starts, ends)
        else:
            folded = _compatible(match[0])
            pieces.append(folded)
            starts.extend([at] * len(folded))
            ends.extend([at + 1] * len(folded))
        last = match.end()
    _append(pieces, starts, ends, text[last:].translate(_ONE_TO_ONE), last)
    return View("".join(pieces), starts, ends)


def _append(pieces: list[str], starts: array[int], ends: array[int], piece: str, at: int) -> None:
    pieces.append(piece)
    starts.extend(range(at, at + len(piece)))
    ends.extend(range(at + 1, at + len(piece) + 1))


def _level(starts: array[int], ends: array[int]) -> None:
    """Lets every view character that shares its source character end where the last of them ends."""
    i = len(ends) - 2
    while i >= 0 and starts[i] == starts[-1]:
        ends[i] = ends[-1]
        i -= 1


@lru_cache(maxsize=4096)
def _compatible(character: str) -> str:
    """A presentation form as its plain letters, folded; harakat that NFKC brings in are dropped again."""
    plain = unicodedata.normalize("NFKC", character)
    return re.sub(_IS_DROPPED, "", plain.translate(_ONE_TO_ONE).replace("\n", " ")) or " "


def folded(text: str) -> str:
    """The folded form of a short text, for keys and comparisons where no offsets are wanted.

    >>> folded("الأميركيَّة")
    'الاميركيه'
    """
    return _remembered(text) if len(text) <= _SHORT else fold(text).text


_SHORT = 40  # characters: words and names, which come again; a paragraph does not


@lru_cache(maxsize=65536)
def _remembered(text: str) -> str:
    return fold(text).text
