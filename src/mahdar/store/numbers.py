"""The number of a document: what it is, of which day, article and line; so that an index of words alone tells all of it.

Documents of a kind stand in the order of their days, those of a day in the order in which their articles were received, those of
an article the first line last; so the newest are read off the end.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement

Number = TypeVar("Number", int, ColumnElement[int])

#: Kinds of documents by the first digit of their numbers.
KINDS = ("article", "quotation", "claim", "event")
#: Bits of a number: the day, the article, and of a line its place counted down. Whole articles have no place, which keeps the gaps
#: between their numbers, and so the index, small.
_DAY, _ARTICLE, _PLACE = 19, 28, 12
_WIDE = _DAY + _ARTICLE + _PLACE
#: Lines of one kind that an article can have in the index; any further ones are found by their article.
MOST = 1 << _PLACE
#: Days are counted from this one; earlier and later ones than the bits hold stand at the ends.
_FIRST = date(1000, 1, 1).toordinal()


def lowest(kind: str, day: str = "") -> int:
    """The least number that a document of a kind may have, from a day on.

    >>> lowest("article", "2024-03-06") < lowest("article", "2024-03-07") < lowest("quotation")
    True
    """
    at = min(max(date.fromisoformat(day).toordinal() - _FIRST, 1), (1 << _DAY) - 1) if day else 0
    return KINDS.index(kind) << _WIDE | at << _below(kind)


def beyond(kind: str) -> int:
    """The number that no document of a kind reaches."""
    return (KINDS.index(kind) + 1) << _WIDE


def since_day(kind: str, day: str) -> int:
    """The least number of documents of a day, a month or a year and all after it; beyond the kind where that is no day."""
    try:
        return lowest(kind, day + "0000-01-01"[len(day) :])
    except ValueError:
        return beyond(kind)


def until_day(kind: str, day: str) -> int:
    """The number that documents until a day, the last one among them, do not reach; it bounds nothing where that is no day."""
    try:
        return lowest(kind, (date.fromisoformat(day) + timedelta(1)).isoformat())
    except (ValueError, OverflowError):
        return beyond(kind)


def number(kind: str, day: str, article: int, place: int = 0) -> int:
    """The number of an article or of one of its lines.

    >>> article_in("claim", number("claim", "2024-03-06", 12, 3)), place_in(number("claim", "2024-03-06", 12, 3))
    (12, 3)
    """
    within = article if kind == "article" else article << _PLACE | (MOST - 1 - place)
    return lowest(kind, day) + within


def article_in(kind: str, n: Number) -> Number:
    """The number of the article of a document."""
    return (n if kind == "article" else n // MOST) % (1 << _ARTICLE)


def place_in(n: int) -> int:
    """The place of a line among the lines of its kind in its article."""
    return MOST - 1 - n % MOST


def day_in(kind: str, n: ColumnElement[int]) -> ColumnElement[int]:
    """The day of a document as a number, 0 where it has none."""
    return n // (1 << _below(kind)) % (1 << _DAY)


def day_of(counted: int) -> str | None:
    """The day of such a number."""
    return date.fromordinal(counted + _FIRST).isoformat() if counted else None


def _below(kind: str) -> int:
    return _ARTICLE if kind == "article" else _ARTICLE + _PLACE
