"""Days as tags and addresses write them: all three parts said, nothing guessed."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache

from mahdar.articles.line import key_of
from mahdar.spans import folded, table

_MONTHS = 12
ADDRESS = "the day in the article's address"
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_WRITTEN = re.compile(r"(?<!\d)(\d{1,2})\s+([^\W\d]+(?:\s(?:الأول|الاول|الثاني))?)(?:\s?/\s?[^\W\d]+)?\s*[،,]?\s+((?:19|20)\d\d)(?!\d)")
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+((?:19|20)\d\d)(?!\d)")
_DAY_OR_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?((?:19|20)\d\d)(?!\d)")
_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-])")


def plain_day(text: str) -> str | None:
    """The ISO day that a tag gives, if it says day, month and year without ambiguity.

    >>> plain_day("2021-06-16T10:00"), plain_day("الأربعاء، 16 يونيو 2021"), plain_day("6/7/2021")
    ('2021-06-16', '2021-06-16', None)
    """
    text = folded(text)
    if found := _ISO.search(text):
        return _day(*found.groups())
    if found := _DAY_OR_MONTH_FIRST.search(text):
        one, other, year = found.groups()
        return _day(year, other, one) if int(one) > _MONTHS else _day(year, one, other) if int(other) > _MONTHS else None
    if found := _WRITTEN.search(text):
        return _day(found[3], _months().get(key_of(found[2]), ""), found[1])
    if found := _AMERICAN.search(text):
        return _day(found[3], _months().get(key_of(found[1]), ""), found[2])
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def address_day(url: str) -> str | None:
    """The ISO day that stands in an address between strokes or dashes.

    >>> address_day("https://news.example/2021/06/17/talks.html"), address_day("https://news.example/2021/06/")
    ('2021-06-17', None)
    """
    found = _IN_ADDRESS.search(url)
    return _day(*found.groups()) if found else None


@cache
def _months() -> dict[str, str]:
    return {key_of(row["form"]): row["month"] for row in table("mahdar.articles", "calendar.tsv") if row["month"]}


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
