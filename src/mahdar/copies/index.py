"""Places of texts in the lists of shingles, six bytes and a quarter each, in a few runs, each many times longer than the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.runs import TIMES, Numbered, Spots, grown, spread
from mahdar.copies.words import Hashes

Lows = NDArray[np.uint16]

#: Rows are kept apart by the upper two of the 63 bits of their places, so that merging copies a quarter at a time.
PARTS = 4
#: The bits of a shingle below those, and how many of them a row keeps; the bits between are told by where it stands.
_BELOW, _LOW = 29, 16
#: Rows that are merged at once, about.
_MERGED = 1 << 17
#: Rows that stand under one value of the bits between, about.
_TOGETHER = 16
_SHINGLE, _ORDER = np.uint64(32), np.uint64(0xFFFFFFFF)


class _Run(Struct, frozen=True, eq=False):
    """Rows by place: `start` says where those begin whose bits between have one value, `low` is the rest, `shift` its length."""

    start: Numbered
    low: Lows
    number: Numbered
    shift: int

    def __len__(self) -> int:
        return len(self.low)


class Index:
    """Rows of a place and the number of a text, in the order of places; all places of a text have one order."""

    def __init__(self) -> None:
        self.parts: list[list[_Run]] = [[] for _ in range(PARTS)]
        self.order = np.zeros(64, dtype=np.uint32)

    def __len__(self) -> int:
        return sum(len(run) for part in self.parts for run in part)

    def add(self, places: Hashes, numbers: Numbered) -> None:
        """Puts rows in."""
        if len(numbers):
            self.order = grown(self.order, int(numbers.max()) + 1)
            self.order[numbers] = places & _ORDER
        by = np.argsort(places, kind="stable")
        places, numbers = places[by], numbers[by]
        for at, start, end in _apart(places):
            part = self.parts[at]
            part.append(_run([(places[start:end], numbers[start:end])], end - start))
            while len(part) > 1 and len(part[-2]) < TIMES * len(part[-1]):
                count = len(part[-2]) + len(part[-1])
                part[-2:] = [_run(self._merged(at, *part[-2:]), count)]

    def only(self, kept: NDArray[np.bool_]) -> None:
        """Leaves the rows whose numbers are to be kept."""
        for at, part in enumerate(self.parts):
            for where, run in enumerate(part):
                stays = kept[run.number]
                rows = ((places[kept[numbers]], numbers[kept[numbers]]) for places, numbers in self._rows(at, run, _steps(len(run))))
                part[where] = _run(rows, int(np.count_nonzero(stays)))

    def around(self, places: Hashes, reach: int) -> Iterator[tuple[Hashes, Numbered]]:
        """The rows within reach of one of these sorted places, in one list with it; those of one place all or none."""
        for at, start, end in _apart(places):
            for run in self.parts[at]:
                yield self._near(run, places[start:end], reach)

    def _near(self, run: _Run, places: Hashes, reach: int) -> tuple[Hashes, Numbered]:
        shingle, wanted = (places >> _SHINGLE).astype(np.uint32), (places & _ORDER).astype(np.uint32)
        low = (shingle & np.uint32((1 << run.shift) - 1)).astype(np.uint16)
        under = (shingle & np.uint32((1 << _BELOW) - 1)) >> np.uint32(run.shift)
        first, last = run.start[under].astype(np.intp), run.start[under + 1].astype(np.intp)
        first = _bisect(first, last, lambda at, which: run.low[at] < low[which])
        there = np.flatnonzero(first < last)
        there = there[run.low[first[there]] == low[there]]
        if not len(there):
            return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint32)
        shingle, wanted, low, first, last = shingle[there], wanted[there], low[there], first[there], last[there]
        last = _bisect(first, last, lambda at, which: run.low[at] <= low[which])
        start, end = first.copy(), last.copy()
        long = np.flatnonzero(last - first > 2 * reach)
        start[long], end[long] = self._around(run, first[long], last[long], wanted[long], reach)
        start[1:] = np.maximum(start[1:], end[:-1])
        more = end > start
        spots = spread(start[more], end[more])
        numbers = run.number[spots]
        shingles = np.repeat(shingle[more], (end - start)[more]).astype(np.uint64)
        return shingles << _SHINGLE | self.order[numbers], numbers

    def _around(self, run: _Run, first: Spots, last: Spots, wanted: Numbered, reach: int) -> tuple[Spots, Spots]:
        """From where up to where rows of long lists stand within reach of an order."""
        start = np.minimum(last - 1, np.maximum(first, self._from(run, first, last, wanted) - reach))
        end = np.maximum(first + 1, np.minimum(last, self._up_to(run, first, last, wanted) + reach))
        return (
            self._from(run, first, last, self.order[run.number[start]]),
            self._up_to(run, first, last, self.order[run.number[end - 1]]),
        )

    def _from(self, run: _Run, first: Spots, last: Spots, order: Numbered) -> Spots:
        """Where in each list the rows of an order, or of a later one, begin."""
        return _bisect(first, last, lambda at, which: self.order[run.number[at]] < order[which])

    def _up_to(self, run: _Run, first: Spots, last: Spots, order: Numbered) -> Spots:
        """Where in each list the rows of an order, or of an earlier one, end."""
        return _bisect(first, last, lambda at, which: self.order[run.number[at]] <= order[which])

    def _rows(self, at: int, run: _Run, steps: int) -> Iterator[tuple[Hashes, Numbered]]:
        """The places of the rows of a run and their numbers, in so many steps of equal width."""
        width = (len(run.start) - 1) // steps
        for first in range(0, len(run.start) - 1, width):
            start = run.start[first : first + width + 1]
            held = slice(int(start[0]), int(start[-1]))
            under = np.repeat(np.arange(first, first + width, dtype=np.uint64), np.diff(start))
            shingles = np.uint64(at << _BELOW) | under << np.uint64(run.shift) | run.low[held]
            yield shingles << _SHINGLE | self.order[run.number[held]], run.number[held]

    def _merged(self, part: int, one: _Run, more: _Run) -> Iterator[tuple[Hashes, Numbered]]:
        """The rows of two runs, step by step; those of the first come before equal ones of the second."""
        steps = _steps(len(one) + len(more))
        for (places, numbers), (added, others) in zip(self._rows(part, one, steps), self._rows(part, more, steps), strict=True):
            at = np.searchsorted(places, added, "right")
            yield np.insert(places, at, added), np.insert(numbers, at, others)


def _run(rows: Iterable[tuple[Hashes, Numbered]], count: int) -> _Run:
    """The run of so many rows of one part, which come sorted by place."""
    shift = min(_LOW, max(0, _BELOW - (count // _TOGETHER).bit_length()))
    start = np.zeros((1 << (_BELOW - shift)) + 1, dtype=np.uint32)
    low, number, done = np.empty(count, dtype=np.uint16), np.empty(count, dtype=np.uint32), 0
    for places, numbers in rows:
        if len(places):
            shingles = ((places >> _SHINGLE) & np.uint64((1 << _BELOW) - 1)).astype(np.uint32)
            under = shingles >> np.uint32(shift)
            each = np.bincount(under - under[0])
            start[int(under[0]) + 1 :][: len(each)] += each.astype(np.uint32)
            low[done : done + len(places)] = shingles & np.uint32((1 << shift) - 1)
            number[done : done + len(places)] = numbers
            done += len(places)
    return _Run(np.cumsum(start, dtype=np.uint32), low, number, shift)


def _steps(count: int) -> int:
    """In how many steps so many rows are merged: a power of two, and no more than the shortest run has values between."""
    return 1 << min((count // _MERGED).bit_length(), _BELOW - _LOW)


def _apart(places: Hashes) -> Iterator[tuple[int, int, int]]:
    """The numbers of the parts that sorted places belong to, and which places belong to each."""
    edges = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(_BELOW + 32)
    cuts = [0, *np.searchsorted(places, edges).tolist(), len(places)]
    for at, (start, end) in enumerate(pairwise(cuts)):
        if end > start:
            yield at, start, end


def _bisect(low: Spots, high: Spots, before: Callable[[Spots, Spots], NDArray[np.bool_]]) -> Spots:
    """From each `low` on the first spot up to `high` that does not stand before what is looked for."""
    low, high = low.copy(), high.copy()
    which = np.flatnonzero(low < high)
    while len(which):
        middle = (low[which] + high[which]) >> 1
        up = before(middle, which)
        low[which[up]] = middle[up] + 1
        high[which[~up]] = middle[~up]
        which = which[low[which] < high[which]]
    return low
