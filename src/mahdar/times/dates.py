"""Pieces of calendar dates: day numbers, months with their twins, years, and dates whole."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.times.cursor import Cursor
from mahdar.times.draft import Draft, Relation
from mahdar.times.lexicon import neighbours
from mahdar.times.numerals import cardinal, ordinal

_EARLIEST, _LATEST = 1000, 2100
_HIJRI_YEARS = range(1300, 1501)
_ATTACKS = neighbours("attacks")  # هجمات 11 سبتمبر are those of 2001


def day_number(c: Cursor) -> int | None:
    """A day of the month: 16, الـ16, السادس عشر."""
    c.take("the")
    if c.take("firstday"):
        return 1  # فاتح ماي
    if c.peek("num"):
        value = cardinal(c)
    else:
        entry = c.peek("ordinal", "tens")
        value = ordinal(c) if entry and entry.definite else None
    return value if value is not None and 1 <= value <= 31 else None


def month(c: Cursor) -> tuple[int, bool, frozenset[str]] | None:
    """A month, its twin in another tradition taken along: (number, Hijri, marks)."""
    first = c.take("month", "hmonth")
    if first is None:
        return None
    marks, number = first.marks, int(first.value)
    look = c.copy()
    bracket = look.take("open")
    separator = bracket or look.take("slash", "dash")
    twin = look.peek("month")
    if first.code == "month" and twin and int(twin.value) == number and (bracket or not twin.clitic):
        look.at += 1
        if bracket:
            look.take("close")
        c.at = look.at
        return number, False, frozenset({"twin"} | ({"separated"} if separator else set()))
    return number, first.code == "hmonth", marks


def year(c: Cursor, *, named: bool = False) -> tuple[int, bool] | None:
    """A year after a month or by itself: (number, Hijri). `named` says that عام or سنة must stand before it."""
    look = c.copy()
    look.take("of")
    unit = look.peek("unit")
    if unit and unit.value == "Y" and "sg" in unit.marks and not (unit.clitic and unit.joined and not named):
        look.at += 1
    elif named:
        return None
    opened = look.take("open") if look.at > c.at else None  # عام (2013)
    number = look.peek("num")
    if number is None or not _is_year(number.value, era=look.peek("era", ahead=1) is not None):
        return None
    look.at += 1
    value = int(number.value)
    bracket = look.copy()
    bracket.take("open")
    era = bracket.take("era")
    if era:
        if bracket.at - look.at > 1:
            bracket.take("close")
        look.at = bracket.at
    if opened and not look.take("close"):
        return None
    c.at = look.at
    hijri = era.value == "h" if era else value in _HIJRI_YEARS and look.form() != "م"
    return value, hijri


def _is_year(digits: str, *, era: bool) -> bool:
    """Four digits within reason; three where an era follows (875هـ), so that no other year is made up for the date."""
    return (len(digits) == 4 and _EARLIEST <= int(digits) <= _LATEST) or (len(digits) == 3 and era)


def relation(c: Cursor) -> Relation | None:
    """الماضي، المقبل، الجاري، نفسه after a noun of time."""
    found = c.take("rel")
    return _relation(found.value) if found else None


def year_phrase(c: Cursor) -> Relation | None:
    """من العام الماضي، من هذا العام after a month."""
    look = c.copy()
    look.take("of", "in")
    this = look.take("this")
    unit = look.take("unit")
    if unit is None or unit.value != "Y" or "sg" not in unit.marks or not unit.definite:
        return None
    found = _relation(this.value) if this else relation(look)
    if found is None:
        return None
    c.at = look.at
    return found


def _relation(value: str) -> Relation:
    return value if value in ("past", "next", "this", "same", "following", "before-last", "after-next") else "this"  # type: ignore[return-value]


def calendar(c: Cursor) -> Draft | None:
    """A date with a month: 16 يونيو 2021, السادس عشر من يونيو, يونيو الماضي, 15 شعبان 1442 هـ, and its twin."""
    first = numeric(c) or _calendar(c)
    if first is None:
        return None
    look = c.copy()
    look.take("comma", "dash", "slash")
    bracket = look.take("open")
    if look.take("equals") or bracket:
        look.take("weekday")
        look.take("in")
        other = numeric(look) or _calendar(look)
        if other and other.hijri != first.hijri and (other.day or not first.day):
            if bracket:
                look.take("close")
            c.at = look.at
            return replace(other, twin=first) if first.hijri else replace(first, twin=other)
    return first


def _calendar(c: Cursor) -> Draft | None:
    look = c.copy()
    day = day_number(look)
    if day is None:
        look = c.copy()
    else:
        look.take("of")
        look.take("dash", "slash")
    bound = None
    unit = look.peek("unit")
    named = bool(unit and unit.value == "M" and "sg" in unit.marks)
    if named:
        look.at += 1
    found = month(look)
    if found is None:
        return None
    number, hijri, marks = found
    if hijri and number == 2 and c.form(1) == "-":
        return None  # 3- صفر
    bracket = look.copy()
    bracket.take("slash", "dash", "comma")
    dated = year(look) or (year(bracket) if day is not None else None)
    if dated and bracket.at > look.at:
        look.at = bracket.at
    if dated is None and not hijri:
        dated = _short_year(look)
    told = relation(look)
    of_year = year_phrase(look) if dated is None else None
    if hijri:
        look.take("blessed")
    if "weak-day" in marks and day is None:
        return None
    if dated is None and (day, number, hijri) == (11, 9, False) and c.form(-1).removeprefix("و") in _ATTACKS:
        dated = 2001, False
    weak = "weak" in marks and not (day or dated or told or of_year or named)
    if dated and dated[1] != hijri and not hijri:
        dated = None
    c.at = look.at
    return Draft(
        kind="point", rule="hijri date" if hijri else "calendar date", day=day, month=number, year=dated[0] if dated else None,
        hijri=hijri, relation=told, year_relation=of_year, bound=bound, loose=weak,
    )  # fmt: skip


def _short_year(c: Cursor) -> tuple[int, bool] | None:
    """73 in أكتوبر 73: two digits above any day of the month, of the last century."""
    found = c.peek("num")
    if found is None or len(found.value) != 2 or not 32 <= int(found.value) <= 99 or c.peek("unit", ahead=1) or c.form(1) == "%":
        return None
    c.at += 1
    return 1900 + int(found.value), False


def numeric(c: Cursor) -> Draft | None:
    """16/6/2021, 2021-06-16, 1436/10/26هـ, 14 / 10 / 1436هـ."""
    look = c.copy()
    told = _figures(look)
    if told is None:
        return None
    y, m, d = told
    if m > 12 >= d:
        m, d = d, m
    hijri = y in _HIJRI_YEARS
    if not (1 <= m <= 12 and 1 <= d <= 31 and (hijri or _EARLIEST <= y <= _LATEST)):
        return None
    look.take("era")
    c.at = look.at
    return Draft(kind="point", rule="numeric date", year=y, month=m, day=d, hijri=hijri)


def _figures(c: Cursor) -> tuple[int, int, int] | None:
    """Year, month and day of a date in figures, written in one piece or with spaces round its strokes."""
    whole = c.take("date")
    if whole:
        y, m, d = map(int, whole.value.split("-"))
        return y, m, d
    pair = c.take("numbers")
    if pair:
        first, second = pair.value.split("/")
    else:
        one = c.take("num")
        stroke = c.take("slash", "dash")
        two = c.take("num") if one and stroke else None
        if one is None or two is None:
            return None
        first, second = one.value, two.value
    last = c.take("num") if c.take("slash", "dash") else None
    if last is None:
        return None
    if len(last.value) == 4 and len(first) <= 2 and len(second) <= 2:
        return int(last.value), int(second), int(first)
    if len(first) == 4 and len(last.value) <= 2 and len(second) <= 2:
        return int(first), int(second), int(last.value)
    return None
