"""Sums of vectors: of an event's articles, of a storyline's events; those asked for last are kept.

Weights are rounded to fixed steps, so a sum is exact in whatever order it is made: whether it was kept, grew step by step
or is made anew changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.flat import Longs, Numbers, firsts, joined, spread, starts_of
from mahdar.stories.packed import Rows, Told
from mahdar.stories.stretches import Buckets
from mahdar.stories.vector import Groups, marked

Sums = NDArray[np.floating]
_T = TypeVar("_T", "Bag", "Line")

#: Steps of the weight of an article, and of the mean of an event in its storyline.
_STEP, _FINE = float(1 << 18), float(1 << 26)
#: Sums of so many articles, none of which weighs more than one, are exact in four bytes.
_SHORT = 64
#: Entries that are kept of events, and of storylines with those of the events they were made of.
_EVENTS, _LINES = 3_000_000, 3_000_000
_LOW = 0xFFFFFFFF

#: What the sums of events were made of.
MadeOf = Mapping[int, tuple[Numbers | None, Told | None]]


class Bag(Struct, frozen=True, eq=False, gc=False):
    """The sum of an event's articles: places, ascending, each once, and what they weigh for events and for storylines.

    `numbers` and `past` are the very values that it was made of: it holds while the event has these. `count` tells how many
    articles there are, `hours` their first and last, and `marks` how many name each weekday, and how many tell of people killed.
    """

    places: Buckets
    events: Sums
    lines: Sums
    numbers: Numbers | None
    past: Told | None
    count: int
    hours: tuple[float, float]
    marks: tuple[int, ...]

    @property
    def size(self) -> int:
        """The entries."""
        return len(self.places)

    def alike(self) -> float:
        """The mean cosine between two of its articles, 1 where there is one."""
        weights = self.events.astype(np.float64) / _STEP
        return float((weights @ weights - self.count) / (self.count * (self.count - 1))) if self.count > 1 else 1.0


class Line(Struct, frozen=True, eq=False, gc=False):
    """The sum of the means of a storyline's events, and the events that it was made of; `size` counts the entries of both."""

    places: Buckets
    weights: Sums
    parts: dict[int, Bag]
    size: int


class Latest(Generic[_T]):
    """What was asked for last, by number, up to so many entries."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.held: dict[int, _T] = {}

    def branch(self) -> Latest[_T]:
        """The same, to go on without changing this."""
        other: Latest[_T] = Latest(self.most)
        other.held, other.size = dict(self.held), self.size
        return other

    def pop(self, name: int) -> _T | None:
        """What stands there, which stands there no longer."""
        found = self.held.pop(name, None)
        self.size -= found.size if found else 0
        return found

    def keep(self, more: Iterable[tuple[int, _T]]) -> None:
        """Takes these in as the last ones."""
        for name, one in more:
            before = self.held.pop(name, None)
            self.held[name] = one
            if before is not one:
                self.size += one.size - (before.size if before else 0)

    def trim(self) -> None:
        """Lets go of what was asked for longest ago."""
        over, gone = self.size - self.most, []
        for name, one in self.held.items():
            if over <= 0:
                break
            over -= one.size
            gone.append(name)
        for name in gone:
            self.pop(name)


class Bags:
    """The sums that were asked for last, by event and by storyline."""

    def __init__(self) -> None:
        self.events: Latest[Bag] = Latest(_EVENTS)
        self.lines: Latest[Line] = Latest(_LINES)

    def branch(self) -> Bags:
        """The same, to go on without changing this."""
        other = Bags()
        other.events, other.lines = self.events.branch(), self.lines.branch()
        return other

    def trim(self) -> None:
        """Lets go of what was asked for longest ago."""
        self.events.trim()
        self.lines.trim()


def bags_of(rows: Rows, group: NDArray[np.integer], made_of: MadeOf) -> dict[int, Bag]:
    """The sums of rows by the event that each belongs to."""
    order = np.argsort(group, kind="stable")
    begun = firsts(group[order])
    starts = np.flatnonzero(begun)
    names = group[order][starts]
    counts = np.diff(starts, append=len(order))
    several = np.repeat(counts > 1, counts)
    found = _lone(rows, order[~several], names[counts == 1], made_of)
    if several.any():
        found |= _gathered_bags(rows, order[several], names[counts > 1], counts[counts > 1], made_of)
    return found


def _lone(rows: Rows, of: NDArray[np.integer], names: NDArray[np.integer], made_of: MadeOf) -> dict[int, Bag]:
    """Sums of one row each, which stand there as they are."""
    begins, ends = rows.starts[of].tolist(), rows.starts[of + 1].tolist()
    events, lines = (np.rint(one * np.float32(_STEP)) for one in (rows.events, rows.lines))
    hours, marks = rows.hours[of].tolist(), marked(np.arange(len(of)), rows.marks[of], len(of)).tolist()
    found = {}
    for i, (name, begin, end) in enumerate(zip(names.tolist(), begins, ends, strict=True)):
        found[name] = Bag(
            rows.places[begin:end].copy(), events[begin:end].copy(), lines[begin:end].copy(), *made_of.get(name, (None, None)),
            1, (hours[i], hours[i]), tuple(marks[i]),
        )  # fmt: skip
    return found


def _gathered_bags(
    rows: Rows, order: NDArray[np.integer], named: NDArray[np.integer], count: NDArray[np.integer], made_of: MadeOf
) -> dict[int, Bag]:
    """Sums of several rows each, which follow one another in this order."""
    names, counts = named.tolist(), count.tolist()
    owner = np.repeat(np.arange(len(names)), count)
    sizes = np.diff(rows.starts)[order]
    at = spread(rows.starts[order], sizes)
    ends, places, (events, lines) = _gathered(
        np.repeat(owner, sizes), rows.places[at], [np.rint(one[at] * np.float32(_STEP)) for one in (rows.events, rows.lines)], len(names)
    )
    hours, starts = rows.hours[order], np.cumsum(count) - count
    first, last = (part.reduceat(hours, starts).tolist() for part in (np.fmin, np.fmax))
    marks = marked(owner, rows.marks[order], len(names)).tolist()
    found = {}
    for i, name in enumerate(names):
        own = slice(ends[i], ends[i + 1])
        found[name] = Bag(
            places[own].copy(), _short(events[own], counts[i]), _short(lines[own], counts[i]), *made_of.get(name, (None, None)),
            counts[i], (first[i], last[i]), tuple(marks[i]),
        )  # fmt: skip
    return found


def together(bags: Sequence[Sequence[Bag]], made_of: Sequence[tuple[Numbers | None, Told | None]]) -> list[Bag]:
    """For each list of events the sum of all."""
    every = [bag for one in bags for bag in one]
    owner = np.repeat(np.arange(len(bags)), [sum(bag.size for bag in one) for one in bags])
    places = joined([bag.places for bag in every], np.int32)
    ends, places, (events, lines) = _gathered(
        owner, places, [_all([bag.events for bag in every]), _all([bag.lines for bag in every])], len(bags)
    )
    found = []
    for i, one in enumerate(bags):
        own, count = slice(ends[i], ends[i + 1]), sum(bag.count for bag in one)
        first, last = zip(*(bag.hours for bag in one), strict=True)
        hours = float(np.fmin.reduce(first)), float(np.fmax.reduce(last))
        marks = tuple(map(sum, zip(*(bag.marks for bag in one), strict=True)))
        found.append(Bag(places[own].copy(), _short(events[own], count), _short(lines[own], count), *made_of[i], count, hours, marks))
    return found


def lines_of(known: Sequence[Line | None], parts: Sequence[dict[int, Bag]]) -> list[Line]:
    """The sums of storylines with these events; of one that was known only what has changed is added and taken away."""
    places, weights, owner = [], [], []
    for at, (line, now) in enumerate(zip(known, parts, strict=True)):
        before = line.parts if line else {}
        gone = [bag for name, bag in before.items() if now.get(name) is not bag]
        come = [bag for name, bag in now.items() if before.get(name) is not bag]
        if line and (gone or come):
            places.append(line.places)
            weights.append(line.weights)
            owner.append(at)
        for sign, bags in ((-1, gone), (1, come)):
            for bag in bags:  # of an event the mean of its articles counts
                places.append(bag.places)
                weights.append(np.rint(bag.lines * (sign * _FINE / (_STEP * bag.count))))
                owner.append(at)
    ends, place, (weight,) = _gathered(
        np.repeat(np.array(owner, dtype=np.int64), [len(one) for one in places]), joined(places, np.int32), [_all(weights)], len(parts)
    )
    changed, found = set(owner), []
    for at, (line, now) in enumerate(zip(known, parts, strict=True)):
        if line and at not in changed:
            found.append(line)
            continue
        own = np.flatnonzero(weight[ends[at] : ends[at + 1]]) + ends[at]
        found.append(Line(place[own], weight[own], now, len(own) + sum(bag.size for bag in now.values())))
    return found


def event_groups(names: Sequence[int], bags: Sequence[Bag], room: int) -> Groups:
    """Events, by ascending number, to be compared."""
    hours = np.array([bag.hours for bag in bags], dtype=np.float64).reshape(-1, 2)
    return Groups(
        np.array(names, dtype=np.int64),
        joined([bag.places for bag in bags], np.int32),
        (_all([bag.events for bag in bags]) / _STEP).astype(np.float32),
        starts_of(np.array([bag.size for bag in bags], dtype=np.int64)),
        np.array([bag.count for bag in bags], dtype=np.float64),
        hours[:, 0],
        hours[:, 1],
        np.array([bag.marks for bag in bags], dtype=np.int64).reshape(-1, 8),
        room,
    )


def line_groups(names: Sequence[int], lines: Sequence[Bag | Line], room: int) -> Groups:
    """Storylines, by ascending number, to be compared; each of their events counts as one article, of no time."""
    none = np.full(len(names), np.nan)
    sizes = np.array([len(line.places) for line in lines], dtype=np.int64)
    steps = np.array([_FINE / (_STEP * line.count) if isinstance(line, Bag) else 1 for line in lines])
    weights = np.rint(_all([line.lines if isinstance(line, Bag) else line.weights for line in lines]) * np.repeat(steps, sizes))
    return Groups(
        np.array(names, dtype=np.int64),
        joined([line.places for line in lines], np.int32),
        (weights / _FINE).astype(np.float32),
        starts_of(sizes),
        np.array([1 if isinstance(line, Bag) else len(line.parts) for line in lines], dtype=np.float64),
        none,
        none,
        np.zeros((len(names), 8), dtype=np.int64),
        room,
    )


def _gathered(owner: Longs, places: Buckets, values: Sequence[Sums], count: int) -> tuple[list[int], Buckets, list[NDArray[np.float64]]]:
    """Entries of so many owners with each place once: where those of each owner end, the places, and the sums of the values."""
    keys = owner << 32 | places
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begun = np.flatnonzero(firsts(keys))
    sums = [np.add.reduceat(one[order], begun, dtype=np.float64) if len(begun) else np.zeros(0) for one in values]
    keys = keys[begun]
    return np.searchsorted(keys, np.arange(count + 1) << 32).tolist(), (keys & _LOW).astype(np.int32), sums


def _all(values: Sequence[Sums]) -> NDArray[np.float64]:
    return np.concatenate(values, dtype=np.float64) if values else np.zeros(0)


def _short(values: NDArray[np.float64], count: int) -> Sums:
    return values.astype(np.float32) if count <= _SHORT else values.copy()
