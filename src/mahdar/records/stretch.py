"""TIMEX3 values -> stretches of the calendar."""

from __future__ import annotations

import re
from calendar import monthrange

from msgspec import Struct

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "H1": (1, 6), "H2": (7, 12)}
_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d).*)?|-(SP|SU|FA|AU|H1|H2))?")


class Stretch(Struct, frozen=True):
    """A stretch of the calendar by its first and last day, in ISO's words; those compare as days do."""

    first: str
    last: str

    def holds(self, other: Stretch) -> bool:
        """Whether the other lies within."""
        return self.first <= other.first and other.last <= self.last


def stretch_of(value: str) -> Stretch | None:
    """The days that a value covers: of a day, a month, a season, a half, a year, or an interval of two; None otherwise.

    >>> stretch_of("2021-SU")
    Stretch(first='2021-06-01', last='2021-08-31')
    """
    if value.count("/") == 1:
        one, other = map(stretch_of, value.split("/"))
        return Stretch(one.first, other.last) if one and other else None
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    year, month, day, season = found.groups()
    if day:
        return Stretch(value[:10], value[:10])
    if month and not 1 <= int(month) <= 12:
        return None
    first, last = (int(month), int(month)) if month else _SEASONS.get(season, (1, 12))
    end = monthrange(int(year), last)[1] if int(year) > 0 else 31
    return Stretch(f"{year}-{first:02d}-01", f"{year}-{last:02d}-{end:02d}")
