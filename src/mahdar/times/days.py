"""Days by weekday and by distance from today, with parts of day and clock times."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.times.cursor import Cursor
from mahdar.times.dates import calendar, day_number, relation
from mahdar.times.draft import Draft
from mahdar.times.numerals import ordinal


def day_word(c: Cursor) -> bool:
    """Takes يوم before the name of a day."""
    unit = c.peek("unit")
    if unit and unit.value == "D" and "sg" in unit.marks and not unit.definite:
        c.at += 1
        return True
    return False


def day(c: Cursor) -> Draft | None:
    """A day named in any way, everything that names it taken along: اليوم (الاثنين), أمس السبت (18 يوليو تموز)."""
    look = c.copy()
    worded = day_word(look)
    if worded:
        look.take("comma")
    offset, loose = _offset(look)
    mark = look.at
    if offset is not None:
        look.take("comma")
    bracket = look.take("open")
    inner = look.copy()
    day_word(inner)
    weekday = inner.take("weekday")
    if weekday is not None and (offset is None or not weekday.joined):
        look.at = inner.at
        if bracket:
            look.take("close")
    else:
        weekday, look.at = None, mark
    if offset is None and weekday is None:
        return None
    if bracket and offset is None:
        return None
    if offset is None:
        offset, loose = _offset(look)  # الجمعة أمس
    told = relation(look) if weekday else None
    found = Draft(
        kind="point", rule="weekday" if offset is None else "distance in days", offset=offset, relation=told,
        weekday=int(weekday.value) if weekday else None, loose=loose,
    )  # fmt: skip
    c.at = look.at
    return _dated(c, found)


def _offset(c: Cursor) -> tuple[int | None, bool]:
    following = c.peek("ordinal", "tens", ahead=1)
    if c.peek("today") and c.peek("rel", ahead=1):
        return None, False  # اليوم التالي
    if c.peek("today") and following and following.definite and not c.peek("month", "hmonth", ahead=3):
        return None, False  # اليوم الأخير من الهدنة
    found = c.take("today", "deictic")
    return (int(found.value), "loose" in found.marks) if found else (None, False)


def _dated(c: Cursor, found: Draft) -> Draft:
    """The same day with the date that follows it, if one does: الثلاثاء 15 يونيو, اليوم (16 يونيو), الاثنين 15 الجاري."""
    look = c.copy()
    look.take("comma", "dash")
    look.take("comma") or look.take("equals")
    bracket = look.take("open")
    look.take("in")
    date = calendar(look)
    if date is None or date.day is None:
        look = c.copy()
        bracket = look.take("open")
        date = current_day(look)
    if date is None or date.day is None:
        return found
    if bracket:
        look.take("close")
    c.at = look.at
    return replace(date, weekday=found.weekday, offset=found.offset, relation=date.relation or found.relation)


def current_day(c: Cursor) -> Draft | None:
    """16 الجاري, 20 من الشهر الجاري, السابع من هذا الشهر: a day of a month that is named by relation alone."""
    in_words = c.peek("ordinal", "tens") is not None
    number = day_number(c)
    if number is None:
        return None
    c.take("of")
    this = c.take("this")
    unit = c.take("unit")
    if unit is not None and (unit.value != "M" or not unit.definite):
        return None
    told = relation(c)
    if this is None and told is None:
        return None
    if unit is None and (in_words or told not in ("this", "past", "next")):
        return None
    if this is not None and unit is None:
        return None
    value = told or ("same" if this and this.value == "same" else "this")
    return Draft(kind="point", rule="day of the month by relation", day=number, relation=value)


def whole_day(c: Cursor) -> Draft | None:
    """Any day or date."""
    for read in (day, calendar_day, current_day, told_day):
        look = c.copy()
        found = read(look)
        if found is not None:
            c.at = look.at
            return found
    return None


def told_day(c: Cursor) -> Draft | None:
    """اليوم نفسه، اليوم التالي: a day told by the one before."""
    told = relation(c) if c.take("today") else None
    return Draft(kind="point", rule="day by the one before", relation=told) if told in ("same", "following") else None


def calendar_day(c: Cursor) -> Draft | None:
    """A date with a day number, يوم before it taken along."""
    day_word(c)
    found = calendar(c)
    return found if found and found.day is not None else None


def clock(c: Cursor, *, bare: bool = False) -> str | None:
    """A clock time as HH:MM: الساعة 14:30, الساعة الثالثة والنصف عصرا, 10:00 ت غ; half of the day and zone taken along."""
    c.take("the")
    hour = c.peek("unit")
    named = bool(hour and hour.value == "TH" and "sg" in hour.marks and hour.definite)
    if named:
        c.at += 1
    time = c.take("clock")
    if time:
        hours, minutes = map(int, time.value.split(":"))
    else:
        if not named and not ((bare or c.peek("in", ahead=-1)) and c.peek("ordinal") and c.peek("daypart", "fraction", ahead=1)):
            return None
        told = _told_hour(c, named=named)
        if told is None:
            return None
        hours, minutes = told
    zoned = zone(c)
    half = _half(c)
    if half in ("EV", "NI") and hours == 12:
        hours, half = 24, None
    if half in ("AF", "EV", "NI") and hours < 12 and not (half == "NI" and hours < 5):
        hours += 12
    if not zoned:
        zoned = zone(c)
    if not (named or zoned or half):
        return None
    return f"{hours if (hours, minutes) == (24, 0) else hours % 24:02}:{minutes:02}"


def _told_hour(c: Cursor, *, named: bool) -> tuple[int, int] | None:
    """Hour and minutes without a colon: 9, 0024, الثالثة والنصف, العاشرة إلا ربعا."""
    number = c.take("num") if named else None
    if number and len(number.value) == 4:
        hours, minutes = int(number.value[:2]), int(number.value[2:])
        return (hours, minutes) if hours < 24 and minutes < 60 else None
    hours = int(number.value) if number else (ordinal(c) or 0)
    if not 1 <= hours <= 24:
        return None
    minutes = _minutes(c)
    return (hours, minutes) if minutes >= 0 else ((hours - 1) % 24, 60 + minutes)


def _half(c: Cursor) -> str | None:
    """صباحا, من مساء (before a day) after an hour."""
    found = c.take("daypart")
    if found:
        return found.value
    look = c.copy()
    look.take("of")
    part = look.take("part")
    if part is None:
        return None
    if not part.definite and part.value != "EV" and not look.peek("today", "deictic", "weekday", "unit"):
        return None
    c.at = look.at
    return part.value


def _minutes(c: Cursor) -> int:
    """Minutes past the hour, negative before it: والنصف, وربع, إلا ثلثا."""
    look = c.copy()
    fraction = look.take("fraction")
    if fraction and fraction.joined:
        c.at = look.at
        return 60 // int(fraction.value)
    less = c.copy()
    if less.form() == "الا":
        less.at += 1
        fraction = less.take("fraction")
        if fraction:
            c.at = less.at
            return -(60 // int(fraction.value))
    return 0


def zone(c: Cursor) -> bool:
    """Takes a zone: بتوقيت غرينتش, بالتوقيت المحلي, ت غ, (ت غ)."""
    look = c.copy()
    bracket = look.take("open")
    worded = look.take("zoneword")
    if look.take("zone", "zoneafter"):
        while look.take("zoneafter", "zone"):
            pass
    elif worded and look.form() and look.form().isalpha():
        look.at += 1  # بتوقيت موسكو
        while look.take("zoneafter"):
            pass
    else:
        return False
    if bracket:
        look.take("close")
    c.at = look.at
    return True
