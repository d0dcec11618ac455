"""The article's own date when the page has none: from what its text says, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from mahdar.articles import Published
from mahdar.sentences import Reading
from mahdar.spans import Anchor
from mahdar.times import calendars as cal
from mahdar.times.evidence import Clue, Testimony, days_of
from mahdar.times.today import Found

_DATE_LINE = 12  # words that a line may have and still be no more than a date line
_LINE_SHARE = 0.4  # share of its characters that the date fills
_WEEK = 7
SHARED_WORDS = 4  # content words that two sentences share before they are taken to tell of one day


class Placed(Struct, frozen=True):
    """The days on which an article can have been written, and the clues that say so."""

    first: date
    last: date
    exact: bool


def date_line(reading: Reading, found: Sequence[Found], days: Sequence[date | None]) -> Published | None:
    """The date printed on a line of its own, or beside اليوم; None where there is none."""
    lines = {p.anchor.start: p for p in reading.paragraphs}
    starts = sorted(lines)
    for one, day in zip(found, days, strict=True):
        if day is None:
            continue
        if one.draft.offset is not None:
            written = cal.shifted(day, -one.draft.offset)
            return _published(written, written, "text", one.anchor, "the text names the date of its own day", 0.95)
        start = max(s for s in starts if s <= one.anchor.start)
        line = lines[start]
        words = sum(s.last - s.first for s in reading.sentences[line.first : line.last])
        filled = (one.anchor.end - one.anchor.start) / (line.anchor.end - line.anchor.start)
        if line.role != "caption" and words <= _DATE_LINE and (filled >= _LINE_SHARE or line.role in ("dateline", "byline")):
            return _published(day, day, "text", one.anchor, "a date on a line of its own", 0.9)
    return None


def by_itself(told: Testimony) -> Published | None:
    """The day by the latest date that the text names in full, where it stands under a picture; a weekday of the text may agree."""
    dated = [c for c in told.clues if c.day is not None]
    if not dated:
        return None
    latest = max(dated, key=lambda c: (c.day or date.min, -c.found.anchor.start))
    day = latest.day or date.min
    weekdays = [c for c in told.clues if _plain_weekday(c)]
    agreeing = [c for c in weekdays if c.found.draft.weekday == _weekday_of(c, day)]
    if latest.found.tense == "future" or not latest.caption:
        return None
    window = [day + timedelta(k) for k in range(_WEEK)]
    placed = place(window, told.clues, ())
    if placed is None:
        return None
    why = f"the latest date in the text is {day.isoformat()}" + (", and a weekday agrees with it" if agreeing else ", under a picture")
    return _published(placed.first, placed.last, "inferred", latest.found.anchor, why, 0.75 if agreeing else 0.6)


def _plain_weekday(clue: Clue) -> bool:
    draft = clue.found.draft
    return draft.kind == "point" and draft.weekday is not None and draft.day is None


def _weekday_of(clue: Clue, day: date) -> int:
    return cal.shifted(day, clue.found.draft.offset or 0).isoweekday() if clue.found.draft.offset is not None else day.isoweekday()


Demand = Callable[[date], bool]


def place(window: Iterable[date], clues: Sequence[Clue], demands: Sequence[Demand]) -> Placed | None:
    """The days of the window that no clue and no demand rules out, and of those the ones that the weekdays favour.

    A weekday in the past is news of that day or the next; so the nearest such day is taken, with the day after it.
    Without any weekday all days that remain are given.
    """
    plain = [
        c
        for c in clues
        if _plain_weekday(c) and c.found.draft.offset is None and c.found.draft.relation is None and c.found.tense != "future"
    ]
    bound = [c for c in clues if _plain_weekday(c) and c.found.draft.offset is not None]
    possible = [d for d in window if all(_fits(c, d) for c in clues) and all(demand(d) for demand in demands)]
    if not possible:
        return None
    if bound or not plain or possible[-1] - possible[0] > timedelta(5 * _WEEK):
        return Placed(possible[0], possible[-1], exact=len(possible) == 1)
    best = min(possible, key=lambda d: (sum((d.isoweekday() - (c.found.draft.weekday or 1)) % 7 for c in plain), d))
    after = best + timedelta(1)
    return Placed(best, after if after in possible else best, exact=False)


def _fits(clue: Clue, written: date) -> bool:
    """Whether an expression can have been written on that day."""
    draft = clue.found.draft
    if draft.kind != "point":
        return True
    if draft.offset is not None and draft.weekday is not None:
        return cal.shifted(written, draft.offset).isoweekday() == draft.weekday
    if draft.month is not None and not draft.hijri:
        if draft.relation == "this" and draft.year is None:
            return written.month == draft.month
        if draft.relation == "past" and draft.day is None and written.month == draft.month:
            return False
    days = days_of(clue, written)
    if days is None:
        return True
    if draft.year is not None and clue.found.tense != "future" and (draft.month is not None or clue.found.tense == "past"):
        return days[0] <= written
    if clue.found.tense == "future" and draft.day is not None:
        return days[0] >= written
    return True


def _published(first: date, last: date, basis: str, text: Anchor | None, why: str, confidence: float) -> Published:
    return Published(first.isoformat(), last.isoformat(), basis, text, why, confidence)  # type: ignore[arg-type]


published_as = _published
