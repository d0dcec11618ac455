"""Drafts -> values: each kind of expression resolved against a day, with the stretch of days that it covers."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mahdar.times import calendars as cal
from mahdar.times.context import Now
from mahdar.times.draft import Draft
from mahdar.times.moment import MomentType

_PART = {"MO": "TMO", "AF": "TAF", "EV": "TEV", "NI": "TNI"}


class Resolved(Struct, frozen=True):
    """A value with its type, grain, days covered, what it was resolved against, and what agrees or not."""

    type: MomentType
    value: str
    granularity: str
    days: cal.Days | None = None
    basis: str = "absolute"
    checks: tuple[str, ...] = ()


def resolve(draft: Draft, now: Now) -> Resolved | None:
    """The value of a draft as of `now`; None where the calendar has no such day."""
    match draft.kind:
        case "point":
            return _point(draft, now)
        case "unit":
            return _unit(draft, now)
        case "season":
            return _season(draft, now)
        case "feast":
            return _feast(draft, now)
        case "ago":
            return _ago(draft, now)
        case "range":
            return _range(draft, now)
        case "duration":
            return Resolved("DURATION", draft.value or "PX", _grain(draft.unit))
        case "set":
            return Resolved("SET", draft.value or "P1X", "vague")
        case "century":
            return _century(draft.value or "")
        case _:
            return Resolved("DATE", draft.value or "PRESENT_REF", "vague")


_GRAINS = {
    "TS": "second",
    "TM": "minute",
    "TH": "hour",
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
    "Q": "quarter",
    "H": "half",
}


def _grain(unit: str | None) -> str:
    return _GRAINS.get(unit or "", "vague")


def _century(value: str) -> Resolved:
    first = int(value.ljust(4, "0"))
    last = int(value.ljust(4, "9"))
    return Resolved("DATE", value, "century" if len(value) == 2 else "decade", (date(max(first, 1), 1, 1), date(last, 12, 31)))


def _point(draft: Draft, now: Now) -> Resolved | None:
    if draft.loose and draft.offset == 1 and draft.weekday is None and draft.part is None and now.spoken:
        return Resolved("DATE", "FUTURE_REF", "vague", basis="speech")
    if (
        draft.offset == 0
        and now.spoken
        and not now.event
        and draft.weekday is None
        and draft.part is None
        and draft.clock is None
        and draft.day is None
    ):
        return Resolved("DATE", "PRESENT_REF", "vague", basis="speech")
    if draft.month is None and draft.year is not None and draft.day is None:
        return _whole_year(draft)
    if draft.month is not None and draft.day is None:
        return _whole_month(draft, now)
    found = _day(draft, now)
    if found is None:
        return None
    day, basis = found
    checks = _checks(draft, day)
    if draft.clock:
        return Resolved("TIME", f"{day.isoformat()}T{draft.clock}", "minute", (day, day), basis, checks)
    if draft.part:
        return Resolved("TIME", day.isoformat() + _PART[draft.part], "part", (day, day), basis, checks)
    return Resolved("DATE", day.isoformat(), "day", (day, day), basis, checks)


def _whole_year(draft: Draft) -> Resolved | None:
    year = draft.year or 1
    if draft.hijri:
        first, last = cal.from_hijri(year, 1, 1), cal.hijri_month_days(year, 12)
        return Resolved("DATE", f"{year:04}h", "year", (first, last[1]) if first and last else None)
    return Resolved("DATE", f"{year:04}", "year", cal.year_days(year))


def _whole_month(draft: Draft, now: Now) -> Resolved | None:
    number = draft.month or 1
    basis = "absolute" if draft.year else "published"
    if draft.hijri:
        year = draft.year or _hijri_year(draft, now)
        if year is None:
            return None
        return Resolved("DATE", f"{year}-{number:02}h", "month", cal.hijri_month_days(year, number), basis)
    year = draft.year or _year_of_month(draft, now, number)
    return Resolved("DATE", f"{year:04}-{number:02}", "month", cal.month_days(year, number), basis)


def _year_of_month(draft: Draft, now: Now, number: int) -> int:
    """The year of a month named without one."""
    here = now.day.year
    ahead = number - now.day.month
    if draft.year_relation:
        return here + {"past": -1, "next": 1}.get(draft.year_relation, 0)
    if draft.relation == "this":
        return here
    if draft.relation == "past":
        return here if ahead < 0 else here - 1
    if draft.relation == "next":
        return here if ahead > 0 else here + 1
    if now.tense == "future":
        return here if ahead >= 0 else here + 1
    if ahead > 0 and (now.tense == "past" or ahead > 2):
        return here - 1
    if ahead < -9:
        return here + 1
    return here


def _hijri_year(draft: Draft, now: Now) -> int | None:
    today = cal.hijri_of(now.day)
    if today is None:
        return None
    year, month, day = today
    ahead = ((draft.month or 1) - month) * 30 + ((draft.day - day) if draft.day else 0)
    if draft.relation == "past":
        return year if ahead < 0 else year - 1
    if draft.relation == "next":
        return year if ahead > 0 else year + 1
    if draft.relation == "this":
        return year
    return year + (1 if ahead < -240 else -1 if ahead > 120 else 0)


def _day(draft: Draft, now: Now) -> tuple[date, str] | None:
    if draft.day is not None and draft.month is not None:
        if draft.hijri:
            year = draft.year or _hijri_year(draft, now)
            day = cal.from_hijri(year, draft.month, draft.day) if year else None
        else:
            day = cal.safe_date(draft.year, draft.month, draft.day) if draft.year else _nearest(draft, now)
        return (day, "absolute" if draft.year else "published") if day else None
    if draft.day is not None:
        base = now.previous if draft.relation == "same" and now.previous else now.day
        year, month = cal.months_on(base, {"past": -1, "next": 1}.get(draft.relation or "", 0))
        day = cal.safe_date(year, month, draft.day)
        return (day, "published") if day else None
    if draft.offset is not None:
        return cal.shifted(now.day, draft.offset), "speech" if now.spoken else "published"
    if draft.weekday is not None:
        return _weekday(draft, now), "published"
    if draft.relation in ("same", "following"):
        base = now.previous or now.day
        return cal.shifted(base, 1 if draft.relation == "following" else 0), "previous"
    return None


_MONTH = 31


def _nearest(draft: Draft, now: Now) -> date | None:
    """The day of a day and month named without year: relation, tense and nearness decide, and the weekday between years."""
    month, day = draft.month or 1, draft.day or 1
    near = [d for y in range(max(now.day.year - 4, 1), now.day.year + 3) if (d := cal.safe_date(y, month, day))]
    if draft.year_relation:
        wanted = now.day.year + {"past": -1, "next": 1}.get(draft.year_relation, 0)
        return cal.safe_date(wanted, month, day)
    if draft.relation == "this":
        return cal.safe_date(now.day.year, month, day)
    if draft.relation == "past":
        near = [d for d in near if d <= now.day]
    elif draft.relation in ("next", "following"):
        near = [d for d in near if d >= now.day]
    if not any(abs((d - now.day).days) <= _MONTH for d in near):  # close by, a weekday that differs is a slip of the pen
        near = [d for d in near if draft.weekday is None or d.isoweekday() == draft.weekday] or near
    return min(near, key=lambda d: _distance(d, now), default=None)


def _distance(day: date, now: Now) -> float:
    days = (day - now.day).days
    if now.tense == "future":
        return days if days >= 0 else -3 * days
    if now.tense == "past":
        return -days if days <= 0 else 3 * days
    return -days if days <= 0 else 1.5 * days


def _weekday(draft: Draft, now: Now) -> date:
    back = (now.day.isoweekday() - (draft.weekday or 1)) % 7
    if draft.relation == "past":
        return cal.shifted(now.day, -(back or 7))
    if draft.relation == "before-last":
        return cal.shifted(now.day, -(back or 7) - 7)
    if draft.relation in ("next", "following"):
        return cal.shifted(now.day, 7 - back)
    if now.tense == "future" and back:
        return cal.shifted(now.day, 7 - back)
    return cal.shifted(now.day, -back)


def _checks(draft: Draft, day: date) -> tuple[str, ...]:
    """What the words say twice: weekday against date, Hijri date against Gregorian."""
    found: list[str] = []
    if draft.weekday is not None and (draft.day is not None or draft.offset is not None):
        agrees = day.isoweekday() == draft.weekday
        found.append("weekday agrees with date" if agrees else "weekday differs from date")
    twin = draft.twin
    if twin and twin.year and twin.month and twin.day:
        other = cal.from_hijri(twin.year, twin.month, twin.day)
        if other is not None:
            days = (other - day).days
            found.append("Hijri date agrees" if days == 0 else f"Hijri date differs by {abs(days)} day{'s' if abs(days) > 1 else ''}")
    return tuple(found)


_STEPS = {"past": -1, "next": 1, "following": 1, "before-last": -2, "after-next": 2}


def _unit(draft: Draft, now: Now) -> Resolved | None:
    step = _STEPS.get(draft.relation or "this", 0)
    base = now.previous if draft.relation in ("same", "following") and now.previous else now.day
    basis = "previous" if base is not now.day else "published"
    match draft.unit:
        case "W":
            if draft.bound in ("START", "END") and draft.loose:
                return _weekend(draft, base)
            day = cal.shifted(base, 1 + 7 * step)  # the week begins on Sunday in Arab countries, on Monday in ISO 8601
            return Resolved("DATE", cal.week_value(day), "week", cal.week_days(day), basis)
        case "M":
            year, month = cal.months_on(base, step)
            return Resolved("DATE", f"{year:04}-{month:02}", "month", cal.month_days(year, month), basis)
        case "Y":
            year = min(max(base.year + step, 1), 9999)
            return Resolved("DATE", f"{year:04}", "year", cal.year_days(year), basis)
        case "Q" | "H":
            return _part_of_year(draft, base, step)
        case _:
            return None


def _weekend(draft: Draft, base: date) -> Resolved:
    """مطلع الأسبوع، نهاية الأسبوع: the days of rest, Saturday and Sunday as agencies use the words."""
    monday, sunday = cal.week_days(base)
    if draft.bound == "START" and base.isoweekday() < 6:
        monday, sunday = cal.shifted(monday, -7), cal.shifted(sunday, -7)
    return Resolved("DATE", f"{cal.week_value(monday)}-WE", "week", (cal.shifted(sunday, -1), sunday), "published")


def _part_of_year(draft: Draft, base: date, step: int) -> Resolved | None:
    size = 3 if draft.unit == "Q" else 6
    count = 12 // size
    if draft.ordinal is None:
        year, month = cal.months_on(base, step * size)
        number = (month - 1) // size + 1
    else:
        number = count if draft.ordinal == -1 else draft.ordinal
        year = draft.year or min(max(base.year + step, 1), 9999)
    days = date(year, (number - 1) * size + 1, 1), cal.month_days(year, number * size)[1]
    return Resolved("DATE", f"{year:04}-{draft.unit}{number}", _grain(draft.unit), days, "absolute" if draft.year else "published")


def _season(draft: Draft, now: Now) -> Resolved | None:
    season = draft.value or "SU"
    here = now.day
    year = draft.year
    if year is None:
        year = here.year
        first, last = cal.season_days(year, season)
        if draft.year_relation:
            year += {"past": -1, "next": 1}.get(draft.year_relation, 0)
        elif draft.relation == "past" and first <= here:
            year -= 0 if last < here else 1
        elif draft.relation == "past" and first > here:
            year -= 1
        elif draft.relation == "next" and first <= here:
            year += 1
    year = min(max(year, 1), 9998)
    return Resolved("DATE", f"{year:04}-{season}", "season", cal.season_days(year, season), "absolute" if draft.year else "published")


def _feast(draft: Draft, now: Now) -> Resolved | None:
    year = draft.year or _hijri_year(draft, now)
    day = cal.from_hijri(year, draft.month or 1, draft.day or 1) if year else None
    return Resolved("DATE", day.isoformat(), "day", (day, day), "published") if day else None


def _ago(draft: Draft, now: Now) -> Resolved | None:
    if draft.loose and now.tense != "future":
        return Resolved("DURATION", draft.value or "PX", _grain(draft.unit))
    count, unit = _whole(draft)
    match unit:
        case "D":
            day = cal.shifted(now.day, count)
            return Resolved("DATE", day.isoformat(), "day", (day, day), "published")
        case "W":
            day = cal.shifted(now.day, 7 * count)
            return Resolved("DATE", cal.week_value(day), "week", cal.week_days(day), "published")
        case "M":
            year, month = cal.months_on(now.day, count)
            return Resolved("DATE", f"{year:04}-{month:02}", "month", cal.month_days(year, month), "published")
        case "Y":
            year = now.day.year + count
            return Resolved("DATE", f"{year:04}", "year", cal.year_days(year), "published") if 1 <= year <= 9999 else None
        case _:
            return Resolved("DURATION", draft.value or "PX", _grain(draft.unit))


def _whole(draft: Draft) -> tuple[int, str | None]:
    """The distance in whole units: half a century as 50 years, a year and a half as 18 months."""
    count = (draft.count or 0) * {"DE": 10, "CE": 100}.get(draft.unit or "", 1)
    unit = "Y" if draft.unit in ("DE", "CE") else draft.unit
    if count != int(count) and unit in ("Y", "M", "W"):
        size, smaller = {"Y": (12, "M"), "M": (30, "D"), "W": (7, "D")}[unit]
        return round(count * size), smaller
    return int(count), unit


def _range(draft: Draft, now: Now) -> Resolved | None:
    low = resolve(draft.low, now) if draft.low else None
    high = resolve(draft.high, now) if draft.high else None
    if low is None or high is None or low.days is None or high.days is None:
        return None
    if low.days[0] > high.days[1]:
        return None
    return Resolved(
        "DATE" if low.granularity == "day" else "DURATION",
        f"{low.value}/{high.value}",
        high.granularity,
        (low.days[0], high.days[1]),
        high.basis,
    )
