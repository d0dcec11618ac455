"""Counts by day -> the columns of a chart whose axis is true to time: a day, a week, a month or a year each, empty ones among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count, pairwise

from msgspec import Struct

from mahdar.records.labels import Label, date_label
from mahdar.store.cards import Count

#: The height of the tallest column in its units; so many columns stand side by side; so many of them are told by name beneath.
TALL, MOST, TICKS = 56, 100, 6
#: A date beyond these is a slip of a page; an axis that reached it would show nothing else.
YEARS = range(1800, 2201)


class Column(Struct, frozen=True):
    """A stretch of days with how much falls into it, and the address that narrows to it; `tick` is what stands beneath it, if anything."""

    words: Label
    count: int
    other: int
    height: int
    low: int
    href: str
    tick: str


class Chart(Struct, frozen=True):
    """Columns side by side; `step` is what each stands for: day, week, month, year."""

    columns: tuple[Column, ...]
    step: str
    most: int

    @property
    def told(self) -> tuple[Column, ...]:
        """The columns that hold something."""
        return tuple(one for one in self.columns if one.count or one.other)


def chart(counts: Sequence[Count], way: Callable[[str, str], str], *, other: Sequence[Count] = ()) -> Chart | None:
    """The chart of one count by day, with a second one before it; nothing where no day is known.

    `way` gives the address of a stretch by its first and last day.
    """
    days, beside = _by_day(counts), _by_day(other)
    every = sorted({*days, *beside})
    if not every:
        return None
    step, starts = _steps(every[0], every[-1])
    bins = [(first, after, _within(days, first, after), _within(beside, first, after)) for first, after in pairwise(starts)]
    most = max((max(n, m) for _, _, n, m in bins), default=1) or 1
    ticked = set(_ticks(len(bins)))
    return Chart(
        tuple(
            Column(
                _words(step, first, after),
                n,
                m,
                _height(n, most),
                _height(m, most),
                way(first.isoformat(), (after - timedelta(days=1)).isoformat()),
                _tick(step, first) if at in ticked else "",
            )
            for at, (first, after, n, m) in enumerate(bins)
        ),
        step,
        most,
    )


def _by_day(counts: Sequence[Count]) -> dict[date, int]:
    found: dict[date, int] = {}
    for one in counts:
        try:
            day = date.fromisoformat(one.value)
        except ValueError:
            continue  # a month or a year is no day
        if day.year in YEARS:
            found[day] = one.count
    return found


def _within(days: dict[date, int], first: date, after: date) -> int:
    if len(days) < (after - first).days:
        return sum(n for day, n in days.items() if first <= day < after)
    return sum(days.get(first + timedelta(days=n), 0) for n in range((after - first).days))


def _steps(first: date, last: date) -> tuple[str, list[date]]:
    """The finest steps of which there are not too many: where each begins, and where the last one ends."""
    for step, begins in (("day", _days), ("week", _weeks), ("month", _months)):
        found = list(_until(begins(first), last, MOST))
        if found[-1] > last:
            return step, found
    return "year", list(_until(_years(first), last, len(YEARS)))


def _until(starts: Iterator[date], last: date, most: int) -> Iterator[date]:
    for n, day in enumerate(starts):
        yield day
        if day > last or n >= most:
            return


def _days(first: date) -> Iterator[date]:
    return _by(first, 1)


def _weeks(first: date) -> Iterator[date]:
    return _by(first - timedelta(days=first.weekday()), 7)


def _by(first: date, days: int) -> Iterator[date]:
    return (first + timedelta(days=n * days) for n in count())


def _months(first: date) -> Iterator[date]:
    return (date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in count())


def _years(first: date) -> Iterator[date]:
    return (date(first.year + n, 1, 1) for n in count())


def _ticks(columns: int) -> list[int]:
    """Which columns are told by name: the first, the last, and some between at equal distances."""
    if columns <= TICKS:
        return list(range(columns))
    return [round(n * (columns - 1) / (TICKS - 1)) for n in range(TICKS)]


def _tick(step: str, first: date) -> str:
    return {"month": f"{first.month}/{first.year}", "year": str(first.year)}.get(step, f"{first.day}/{first.month}")


def _words(step: str, first: date, after: date) -> Label:
    last = after - timedelta(days=1)
    value = {"day": first.isoformat(), "month": first.isoformat()[:7], "year": str(first.year)}
    return date_label(value.get(step, f"{first.isoformat()}/{last.isoformat()}"))


def _height(count: int, most: int) -> int:
    return max(3, round(TALL * count / most)) if count else 0
