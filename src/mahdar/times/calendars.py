"""Arithmetic of days, weeks, months and years, Gregorian and Hijri (Umm al-Qura)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

Days = tuple[date, date]


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date:
    """The day so many days on, held within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def months_on(day: date, months: int) -> tuple[int, int]:
    """(year, month) so many months on."""
    index = day.year * 12 + day.month - 1 + months
    return min(max(index // 12, 1), 9999), index % 12 + 1


def month_days(year: int, month: int) -> Days:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date) -> Days:
    """Monday and Sunday of the ISO week that holds the day."""
    monday = shifted(day, 1 - day.isoweekday())
    return monday, shifted(monday, 6)


def week_value(day: date) -> str:
    """`2021-W24`: the ISO week that holds the day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def season_days(year: int, season: str) -> Days:
    """First and last day of a meteorological season; winter begins in December of the year."""
    if season == "WI":
        return date(year, 12, 1), date(min(year + 1, 9999), 2, 28)
    month = {"SP": 3, "SU": 6, "FA": 9}[season]
    return date(year, month, 1), month_days(year, month + 2)[1]


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one; None outside 1343-1500 AH or where the month is shorter."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def hijri_month_days(year: int, month: int) -> Days | None:
    """First and last day of a Hijri month."""
    first = from_hijri(year, month, 1)
    after = from_hijri(*((year, month + 1) if month < 12 else (year + 1, 1)), 1)
    if first is None:
        return None
    return first, after - timedelta(1) if after else first + timedelta(28)


def hijri_of(day: date) -> tuple[int, int, int] | None:
    """The Hijri (year, month, day) of a Gregorian day; None outside 1924-2077."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day
