"""The chart of days: a row for each outlet, time running from right to left, a circle for each day that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import sqrt

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index, outlet_of
from mahdar.records.labels import Label, date_label, day_of
from mahdar.records.template import fill

# Units of the drawing. Days far from the story are counted at the edges, so that the days of the story keep room.
WIDTH, NAMES, EDGE, ROW, TOP, PAD = 960, 190, 56, 30, 44, 18
RIGHT = WIDTH - NAMES - EDGE
BEFORE, AFTER = 100, 60
ROWS = 24
# Ticks: days up to this span, then months or years in these steps, so many at most, their words so wide.
DAYS_MARKED, STEPS, MARKS, WORDS = 40, (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000, 120000), 5, 128
MOST = 3


class Dot(Struct, frozen=True):
    """One outlet naming one day, so many times."""

    x: float
    y: float
    r: float
    href: str
    outlet: str
    day: Label
    count: int


class Tick(Struct, frozen=True):
    """A line across the chart with its date."""

    x: float
    label: Label


class Row(Struct, frozen=True):
    """One outlet: its name, its days of publication, and how many moments lie before and after the chart."""

    y: float
    name: str
    published: tuple[float, ...]
    earlier: int
    later: int


class Drawing(Struct, frozen=True):
    """What the template draws."""

    height: float
    rows: tuple[Row, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    most: tuple[tuple[Label, int], ...]


def chart(index: Index) -> Markup:
    """The chart as SVG with a text beside it that says the same; nothing where no day is named."""
    drawing = draw(index)
    if drawing is None:
        return Markup("")
    return fill("chart.html.j2", c=drawing, width=WIDTH, edge=EDGE, top=TOP, right=RIGHT)


def draw(index: Index) -> Drawing | None:
    """The drawing of a record's days."""
    named, published = _named(index), _published(index)
    if not named:
        return None
    first, last = _window(published, named)
    names = [name for name in index.outlets if name in published or any(n == name for n, _ in named)][:ROWS]
    heights = {name: TOP + ROW * (i + 0.5) for i, name in enumerate(names)}

    def x(day: date) -> float:
        share = (day - first).days / max((last - first).days, 1)
        return round(RIGHT - PAD - (RIGHT - EDGE - 2 * PAD) * share, 1)

    dots = [
        Dot(x(day), heights[name], _radius(count), f"#day-{day.isoformat()}", name, date_label(day.isoformat()), count)
        for (name, day), count in sorted(named.items(), key=lambda item: (item[0][1], index.outlets[item[0][0]]))
        if name in heights and first <= day <= last
    ]
    return Drawing(
        height=TOP + ROW * len(heights) + 12,
        rows=tuple(
            Row(y, name, tuple(x(d) for d in published.get(name, ()) if first <= d <= last), *_outside(named, name, first, last))
            for name, y in heights.items()
        ),
        dots=tuple(dots),
        ticks=tuple(_apart((x(day), text) for day, text in _ticks(first, last))),
        most=tuple((date_label(day.isoformat()), count) for day, count in _most(named)),
    )


def _radius(count: int) -> float:
    """Area in step with the count."""
    return round(min(4.5 * sqrt(count), ROW / 2), 1)


def _most(named: Counter[tuple[str, date]]) -> list[tuple[date, int]]:
    """The days named most, with how often."""
    totals = Counter[date]()
    for (_, day), count in named.items():
        totals[day] += count
    return sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:MOST]


def _named(index: Index) -> Counter[tuple[str, date]]:
    """How often each outlet names each day."""
    found: Counter[tuple[str, date]] = Counter()
    for line in index.record.times:
        period = index.period(line)
        day = day_of(period[0]) if period and period[0] == period[1] else None
        if day:
            found[outlet_of(index.articles[line.article]), day] += 1
    return found


def _published(index: Index) -> dict[str, tuple[date, ...]]:
    """The known days of publication of each outlet."""
    found: dict[str, tuple[date, ...]] = {}
    for article in index.record.articles:
        day = day_of(article.published.value) if article.published else None
        if day:
            name = outlet_of(article)
            found[name] = tuple(sorted({*found.get(name, ()), day}))
    return found


def _window(published: dict[str, tuple[date, ...]], named: Counter[tuple[str, date]]) -> tuple[date, date]:
    """The first and last day drawn: the days named, as far as they lie near the days of publication."""
    issued = [d for days in published.values() for d in days]
    middle = issued or [_most(named)[0][0]]
    low, high = from_day(min(middle), -BEFORE), from_day(max(middle), AFTER)
    near = [d for d in (*(day for _, day in named), *issued) if low <= d <= high]
    return (min(near), max(near)) if near else (low, high)


def from_day(day: date, days: int) -> date:
    """A day so many days later, within what a calendar can hold."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _outside(named: Counter[tuple[str, date]], name: str, first: date, last: date) -> tuple[int, int]:
    """How many moments of an outlet lie before and after the days drawn."""
    mine = [(day, count) for (outlet, day), count in named.items() if outlet == name]
    return sum(n for day, n in mine if day < first), sum(n for day, n in mine if day > last)


def _ticks(first: date, last: date) -> Iterator[tuple[date, Label]]:
    """Days that mark the passing of time: every few days, the first of months, or the first of years."""
    span = (last - first).days
    if span <= DAYS_MARKED:
        for offset in range(0, span + 1, max(1, -(-span // 5))):
            day = from_day(first, offset)
            yield day, date_label(day.isoformat())
        return
    step = next(step for step in STEPS if span / 30 / step <= MARKS)
    if 1 < first.day < 20 and step == 1:
        yield first, date_label(first.isoformat())
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(month // 12, month % 12 + 1, 1)
        if month % step == 0 and first <= day:
            yield day, date_label(day.isoformat()[: 4 if step >= 12 else 7])


def _apart(ticks: Iterator[tuple[float, Label]]) -> Iterator[Tick]:
    """The ticks, less those whose words would touch the words of the one before."""
    before = None
    for x, text in ticks:
        if before is None or abs(before - x) >= WORDS:
            before = x
            yield Tick(x, text)
