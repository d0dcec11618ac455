"""A text -> its lines: the units that a page or a dump is judged by."""

from __future__ import annotations

import re

from msgspec import Struct

from mahdar.spans import folded

# What separates lines; and what may stand at the edges of one without being seen.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufeff\u00ad"
# The same and every space, as first and last code points.
_BLANK = (
    *((0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0xAD, 0xAD), (0x61C, 0x61C), (0x1680, 0x1680), (0x2000, 0x200F)),
    *((0x2028, 0x202F), (0x205F, 0x2064), (0x2066, 0x2069), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)
_UNSEEN = "".join(chr(c) for first, last in _BLANK for c in range(first, last + 1))
VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
_WORD = re.compile(r"[^\W_]+")
_LONG = 300  # characters
# The end of a sentence, perhaps with closing marks or a short bracket (an agency, initials) after it.
_CLOSED = re.compile(r"[.!?؟…。]\s*[\"”“»«'’)\]]*(?:\s*[(\[][^()\[\]]{2,30}[)\]])?$")


class Line(Struct, frozen=True):
    """One line that shows something: `text[start:end]` runs from its first visible character to its last.

    `key` is its folded words in small letters with one space between and each number as `#`, for table look-ups;
    `words` how many they are; `closed` whether it ends as a sentence does; `apart` whether an empty line stands before it.
    """

    start: int
    end: int
    shown: str
    key: str
    words: int
    closed: bool
    apart: bool


def lines(text: str) -> list[Line]:
    """The visible lines of `text`, in order; together they hold every visible character."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        first = VISIBLE.search(text, match.start(), match.end())
        if first is None:
            continue
        start, end = first.start(), match.start() + len(match[0].rstrip(_UNSEEN))
        apart = text.count("\n", last, start) + text.count("\r", last, start) > 2 - (text.find("\r\n", last, start) < 0)
        found.append(line(text, start, end, apart=apart))
        last = end
    return found


def line(text: str, start: int, end: int, *, apart: bool = False) -> Line:
    """The line that `text[start:end]` makes, which must open and end with a visible character."""
    shown = text[start:end]
    closed = bool(_CLOSED.search(shown, max(0, len(shown) - 48)))
    if len(shown) > _LONG:  # no table holds a line as long as that; its own characters tell it from others
        return Line(start, end, shown, shown, len(shown.split()), closed, apart)
    key = key_of(shown)
    return Line(start, end, shown, key, key.count(" ") + 1 if key else 0, closed, apart)


def key_of(shown: str) -> str:
    """The words of a line as tables know them.

    >>> key_of("دقائق القراءة - 4")
    'دقائق القراءه #'
    """
    words = _WORD.findall(folded(shown).lower())
    return " ".join("#" if word.isdigit() else word for word in words)
