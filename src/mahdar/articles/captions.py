"""Captions of pictures, by the photo credit that they end with."""

from __future__ import annotations

import re

from mahdar.articles.datelines import credited

# A credit stands after a dash, a stroke or a full stop, or in brackets, and ends the line; a date may follow it.
_CREDIT = re.compile(r"(?:\s[-–—|©/]{1,2}\s*|\s*[(\[©]\s*|\.\s+)(?:©\s*)?(?P<names>[^()\[\].|©]{2,50}|(?:[^\W\d_]\.\s?){2,4})[)\]]?\s*\.?$")
_HEAD = re.compile(
    r"(?:©|(?:صورة|الصورة|الصور|تصوير|photo|image|picture)\s*(?:أرشيفية|ارشيفية|من الأرشيف|credit|by|source|من|عن)?\s*[:©/(|-])",
    re.IGNORECASE,
)
_LONGEST, _REACH = 45, 70


def is_caption(shown: str, words: int, *, sentences: bool) -> bool:
    """Whether a line is the caption of a picture.

    `sentences` says that a sentence ends inside the line: an agency's name at its end is then the credit of a
    report, not of a picture.
    """
    if words > _LONGEST:
        return False
    if _HEAD.match(shown):
        return True
    if sentences:
        return False
    found = _CREDIT.search(shown, max(0, len(shown) - _REACH))
    return bool(found and found.start() > 0 and credited(found["names"]))
