"""Rules for stretches between two points: بين 11 و13 يونيو, من 2011 إلى 2015, يومي 15 و16 يونيو."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.times.cursor import Cursor
from mahdar.times.dates import day_number, year
from mahdar.times.days import whole_day
from mahdar.times.draft import Draft
from mahdar.times.points import month_or_date


def days_of_one_month(c: Cursor) -> Draft | None:
    """11 و13 يونيو الجاري، 15-16 يونيو، يومي 15 و16 من الشهر الجاري، 11 إلى 13 يونيو 2021."""
    between = c.peek("between", "of", ahead=-1)
    listed = _days_word(c)
    pair = c.take("numbers")
    joined, end = None, c.at
    if pair:
        first, last = map(int, pair.value.split("/"))
        high = _named(c, last)
    else:
        low = day_number(c)
        if low is None:
            return None
        first, end = low, c.at
        joined = c.take("and", "to", "dash", "slash")
        following = c.peek("num", "ordinal", "tens")
        if joined is None and not (following and following.joined):
            return None
        if c.form() == "من":
            c.at += 1
        high = whole_day(c)
    if high is None or high.day is None or not 1 <= first < high.day or high.weekday is not None:
        return None
    if pair is None and not (listed or between or (joined and joined.code != "and")) and high.day != first + 1:
        c.at = end  # في 17 و25 ديسمبر: two days, of which the first is read here
        return replace(high, day=first, rule="day of a shared month")
    return Draft(kind="range", rule="days of one month", low=replace(high, day=first), high=high, loose=listed)


def _days_word(c: Cursor) -> bool:
    """Takes يومي, أيام before days, شهري, عامي before months and years."""
    unit = c.peek("unit")
    if unit and ("both" in unit.marks or (unit.value == "D" and "pl" in unit.marks and not unit.definite)):
        c.at += 1
        return True
    return False


def _named(c: Cursor, day: int) -> Draft | None:
    """The date that ends in this day number, its month read on from here."""
    c.take("of")
    found = month_or_date(c)
    if found is None or found.day is not None:
        return None
    return replace(found, day=day)


def two_years(c: Cursor) -> Draft | None:
    """2011 إلى 2015، العامين 1981 و2005، عامي 2014 و2015، موسم 2015-2016."""
    unit = c.peek("unit")
    named = bool(unit and unit.value == "Y" and ("both" in unit.marks or unit.marks & {"dual", "pl", "sg"}))
    if named:
        c.at += 1
    pair = c.take("years")
    if pair:
        low, high = pair.value.split("/")
        if not 1800 <= int(low) < int(high) <= 2100:
            return None
        return Draft(kind="range", rule="two years", low=_year(int(low)), high=_year(int(high)))
    before = c.peek("of", "between", "since", ahead=-1)
    first = year(c)
    if first is None or first[1]:
        return None
    link = c.take("and", "to", "dash", "slash")
    following = c.peek("num")
    if link is None and not (following and following.joined):
        return None
    if link is not None and link.code == "and" and not (named or before):
        return None
    c.take("since")
    second = year(c)
    if second is None or second[1] or not 1800 <= first[0] < second[0] <= 2100:
        return None
    return Draft(kind="range", rule="two years", low=_year(first[0]), high=_year(second[0]))


def _year(value: int) -> Draft:
    return Draft(kind="point", rule="year", year=value)


def two_points(c: Cursor) -> Draft | None:
    """16 يونيو إلى 20 يوليو، مايو إلى يوليو 2015, يناير ومارس الماضيين: between two dates or months of one grain."""
    before = c.peek("of", "between", ahead=-1)
    listed = _days_word(c)
    if not (before or listed):
        return None
    low = whole_day(c) or month_or_date(c)
    if low is None:
        return None
    link = c.take("and", "to", "dash")
    following = c.peek("num", "month", "weekday")
    if link is None and not (following and following.joined):
        return None
    if link is None and not (listed or (before and before.code == "between")):
        return None
    c.take("of")
    high = whole_day(c) or month_or_date(c)
    if high is None or (low.day is None) != (high.day is None) or (low.weekday is None) != (high.weekday is None):
        return None
    if low.year is None:
        low = replace(low, year=high.year, relation=low.relation or high.relation)
    return Draft(kind="range", rule="two points", low=low, high=high)
