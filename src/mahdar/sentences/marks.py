"""Quotation marks of one article, read together: kinds, direction, reversal, imbalance, nesting.

The direction of a mark is a habit of the article, not of the character: one outlet writes “…”, another ”…“, a
third the same straight mark at both ends. So marks are paired within a paragraph by what stands on either side.
"""

from __future__ import annotations

import re

from mahdar.sentences.reading import Marked
from mahdar.spans import Anchor

_FAMILY = {"«": "guillemet", "»": "guillemet", "“": "curly", "”": "curly", "„": "curly", '"': "straight", "＂": "straight"}
_MARK = re.compile("[«»“”„\"＂]|(?<!')''(?!')")


def marks(article: str, text: str, start: int, end: int) -> list[Marked]:
    """The stretches in quotation marks of one paragraph `text[start:end]`, in text order, nested ones with depth."""
    open_marks: list[re.Match[str]] = []
    found: list[Marked] = []
    for match in _MARK.finditer(text, start, end):
        family = _FAMILY.get(match[0], "straight")
        if open_marks and _FAMILY.get(open_marks[-1][0], "straight") == family and not _opens(text, match, open_marks[-1]):
            opening = open_marks.pop()
            _add(found, article, text, opening, match, len(open_marks))
        else:
            open_marks.append(match)
    return sorted(found, key=lambda m: m.outer)


def _opens(text: str, mark: re.Match[str], pending: re.Match[str]) -> bool:
    """Whether a mark opens a nested pair rather than closing the pending one."""
    return mark[0] == "«" and pending[0] == "«"


def _add(found: list[Marked], article: str, text: str, opening: re.Match[str], closing: re.Match[str], depth: int) -> None:
    inner_start, inner_end = opening.end(), closing.start()
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    if inner_start < inner_end:
        inner = Anchor(article, inner_start, inner_end)
        found.append(Marked(inner, Anchor(article, opening.start(), closing.end()), depth=depth))
