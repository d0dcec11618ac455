"""Captions of pictures, by the photo credit that they end with."""

from __future__ import annotations

import re
from functools import cache

from mahdar.articles.datelines import credited
from mahdar.articles.signs import signs
from mahdar.spans import folded

# A credit stands after a dash, a stroke or a full stop, or in brackets, and ends the line; a date may follow it.
_CREDIT = re.compile(r"(?:\s[-–—|©/]{1,2}\s*|\s*[(\[©]\s*|\.\s+)(?:©\s*)?(?P<names>[^()\[\].|©]{2,50}|(?:[^\W\d_]\.\s?){2,4})[)\]]?\s*\.?$")
_LONGEST, _REACH = 45, 70


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:©|(?:{signs('picture')})\s*[:©/(|-])")


@cache
def _tells() -> re.Pattern[str]:
    return re.compile(rf"و?ف?(?:{signs('telling')})(?:ت|وا)?(?: |$)")


def is_caption(shown: str, words: int, *, sentences: bool) -> bool:
    """Whether a line is the caption of a picture.

    `sentences` says that a sentence ends inside the line: an agency's name at its end is then the credit of a
    report, not of a picture.
    """
    if words > _LONGEST:
        return False
    if _head().match(folded(shown[:60]).lower()):
        return True
    found = _CREDIT.search(shown, max(0, len(shown) - _REACH))
    if sentences or not found or found.start() == 0 or not credited(found["names"]):
        return False
    # A credit in brackets after a full stop, or after a verb of telling, is that of a report.
    bracketed = shown[found.start() :].lstrip()[:1] in ("(", "[")
    return not (bracketed and (shown[: found.start()].rstrip().endswith((".", "؟", "!")) or _tells().match(folded(shown[:40]))))
