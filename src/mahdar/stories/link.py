"""Groups -> merges: average linkage over a sparse set of pairs, the most alike first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from mahdar.stories.sketch import BUCKETS, Counts
from mahdar.stories.vector import Vector, decay, dots, together

#: Two numbers a row.
Pairs = Sequence[tuple[int, int]] | NDArray[np.int64]
#: More places than this are looked up in a table, which costs the same whatever their number.
DENSE = 20_000


class Merge(Struct, frozen=True):
    """Group `gone` went into group `into`, because their articles were so much alike on average."""

    into: int
    gone: int
    score: float


def link(groups: Mapping[int, Vector], pairs: Pairs, least: float, *, hours: float = 0.0) -> tuple[Merge, ...]:
    """The merges of groups, best first, until no two that were paired are alike by `least`.

    Likeness is the mean cosine between an article of one and an article of the other, times the decay of the time
    between them; of two groups the one with the lower number stays, and is then compared with what either was paired
    with. Equal likeness goes by number, so the order of `pairs` changes nothing.
    """
    alive = _narrowed(groups)
    return _Linkage(alive, _products(alive, pairs, least), least, hours).run()


def _products(alive: Mapping[int, Vector], pairs: Pairs, least: float) -> list[tuple[int, int, float]]:
    """The products of the sums of paired groups that may come together, the lower number first.

    A mean is never above the best of what it is the mean of; so where no chain of pairs alike by `least` leads from one
    group to another, the two never merge, and their product is not needed.
    """
    names = np.array(sorted(alive), dtype=np.int64)
    groups = [alive[name] for name in names.tolist()]
    one, other = _distinct(np.searchsorted(names, np.asarray(pairs, dtype=np.int64).reshape(-1, 2)))
    products = np.zeros(len(one), dtype=np.float32)
    starts = np.flatnonzero(np.concatenate((one[:1] == one[:1], one[1:] != one[:-1]))).tolist()
    for start, end in pairwise([*starts, len(one)]):
        products[start:end] = dots(groups[int(one[start])], [groups[at] for at in other[start:end].tolist()])
    counts = np.array([group.count for group in groups], dtype=np.float32)
    root = _Roots()
    for at in np.flatnonzero(products >= np.float32(0.9999 * least) * counts[one] * counts[other]).tolist():
        root.join(int(one[at]), int(other[at]))
    roots = np.array([root.of(at) if at in root else -1 - at for at in range(len(groups))], dtype=np.int64)
    near = np.flatnonzero(roots[one] == roots[other])
    low, high = names[np.minimum(one, other)[near]], names[np.maximum(one, other)[near]]
    return list(zip(low.tolist(), high.tolist(), products[near].tolist(), strict=True))


def _distinct(pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each pair once, sorted by the busier of its two: then few vectors are laid out for many products."""
    low, high = pairs.min(1, initial=1 << 30), pairs.max(1, initial=0)
    both = np.unique((low << 32 | high)[low != high])
    low, high = both >> 32, both & 0xFFFFFFFF
    busy = np.bincount(np.concatenate((low, high)))
    busier = busy[low] > busy[high]
    both = np.sort(np.where(busier, low, high) << 32 | np.where(busier, high, low))
    return both >> 32, both & 0xFFFFFFFF


class _Roots(dict[int, int]):
    """Which groups hang together."""

    def of(self, name: int) -> int:
        """The lowest number that a group hangs together with."""
        while (up := self.get(name, name)) != name:
            self[name] = self.get(up, up)
            name = up
        return name

    def join(self, a: int, b: int) -> None:
        """Lets two groups hang together."""
        a, b = sorted((self.of(a), self.of(b)))
        self[a] = self[b] = a


class _Linkage:
    """The groups that are left, the products of their sums, and a heap of the pairs that may merge, stale ones included."""

    def __init__(self, alive: dict[int, Vector], products: Iterable[tuple[int, int, float]], least: float, hours: float) -> None:
        self.least, self.hours = least, hours
        self.alive = alive
        self.age: dict[int, int] = {}
        self.products: dict[int, dict[int, float]] = {}
        self.heap: list[tuple[float, int, int, int, int]] = []
        for a, b, product in products:
            self.age[a] = self.age[b] = 0
            self.products.setdefault(a, {})[b] = self.products.setdefault(b, {})[a] = product
            self._propose(a, b)

    def run(self) -> tuple[Merge, ...]:
        merges = []
        while self.heap:
            score, a, b, age_a, age_b = heappop(self.heap)
            if self.age.get(a) == age_a and self.age.get(b) == age_b:
                merges.append(Merge(a, b, -score))
                self._merge(a, b)
        return tuple(merges)

    def _dots(self, one: int, others: list[int]) -> Counts:
        return dots(self.alive[one], [self.alive[other] for other in others])

    def _propose(self, a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        one, other = self.alive[a], self.alive[b]
        score = self.products[a][b] / (one.count * other.count)
        if score >= self.least and (score := score * decay(one, other, self.hours)) >= self.least:
            heappush(self.heap, (-score, a, b, self.age[a], self.age[b]))

    def _merge(self, a: int, b: int) -> None:
        ours, theirs = self.products[a], self.products.pop(b)
        del ours[b], theirs[a], self.age[b]
        both = {c: ours[c] + theirs[c] for c in ours.keys() & theirs.keys()}
        for mine, name, other in ((ours, a, b), (theirs, b, a)):  # what only one of the two was paired with
            # Who was not paired is less alike than `least`; so the two together reach it only where the one that was does.
            enough = self.least * self.alive[name].count
            near = [c for c in sorted(mine.keys() - both.keys()) if mine[c] >= enough * self.alive[c].count]
            both |= {c: mine[c] + product for c, product in zip(near, self._dots(other, near).tolist(), strict=True)}
            for c in mine.keys() - both.keys():
                del self.products[c][name]
        self.alive[a] = together((self.alive[a], self.alive.pop(b)))
        self.age[a] += 1
        self.products[a] = both
        for c in sorted(both):
            self.products[c].pop(b, None)
            self.products[c][a] = both[c]
            self._propose(a, c)


def _narrowed(groups: Mapping[int, Vector]) -> dict[int, Vector]:
    """The groups with their places numbered anew, in order and without gaps: tables of them stay in the processor's cache."""
    places = np.concatenate([*(one.places for one in groups.values()), np.zeros(0, dtype=np.int32)])
    if len(places) > DENSE:
        held = np.zeros(2 * BUCKETS, dtype=np.int32)
        held[places] = 1
        anew = (np.cumsum(held, dtype=np.int32) - 1)[places]
    else:
        anew = np.unique(places, return_inverse=True)[1].astype(np.int32)
    ends = np.cumsum([len(one.places) for one in groups.values()]).tolist()
    return {name: replace(one, places=anew[end - len(one.places) : end]) for (name, one), end in zip(groups.items(), ends, strict=True)}
