"""Groups -> merges: average linkage over a sparse set of pairs, the most alike first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import exp, inf

import numpy as np
from msgspec import Struct

from mahdar.stories.flat import Floats, Longs, distinct
from mahdar.stories.stretches import Buckets
from mahdar.stories.vector import Groups, products


class Merge(Struct, frozen=True):
    """Group `gone` went into group `into`, because their articles were so much alike on average."""

    into: int
    gone: int
    score: float


#: Groups that stay, each with the merges of those that go into it.
Merges = list[tuple[int, list[Merge]]]


def link(groups: Groups, pairs: Longs, least: float, *, hours: float = 0.0, other_day: float = 1.0, toll: float = 1.0) -> tuple[Merge, ...]:
    """The merges of groups, best first, until no two that were paired are alike by `least`; `pairs` are rows of two names.

    Likeness is the mean cosine between an article of one and an article of the other, times the decay of the time between
    them, times the mean of what is left to two articles: `other_day` where they name different weekdays, else 1, and `toll` where one
    tells of people killed and the other does not. Of two groups
    the one with the lower number stays, and is then compared with what either was paired with. Equal likeness goes by
    number, so the order of `pairs` changes nothing.
    """
    at = np.searchsorted(groups.names, pairs)
    both = distinct((at.min(1, initial=1 << 31) << 32 | at.max(1, initial=0))[at[:, 0] != at[:, 1]])
    one, other = both >> 32, both & 0xFFFFFFFF
    found = products(groups, one, other)
    near = np.flatnonzero(found >= np.float32(least) * groups.counts[one] * groups.counts[other])
    names = groups.names.tolist()
    linkage = _Linkage(groups, least, hours, (other_day, toll))
    linkage.begin(list(zip(one[near].tolist(), other[near].tolist(), found[near].tolist(), strict=True)))
    return tuple(Merge(names[merge.into], names[merge.gone], merge.score) for merge in linkage.run())


def joined(merges: Sequence[Merge], sizes: Mapping[int, float], start: int) -> Merges:
    """What goes into each group that stays: of those with numbers below `start` the largest stays, else the one of the lowest number."""
    found: dict[int, list[int]] = {}
    scores: dict[int, float] = {}
    for merge in merges:
        found[merge.into] = [*found.get(merge.into, [merge.into]), *found.pop(merge.gone, [merge.gone])]
        scores[merge.gone] = merge.score
        scores[merge.into] = max(merge.score, scores.get(merge.into, 0.0))
    together = []
    for part in found.values():
        into = min(part, key=lambda name: (name >= start, -sizes[name] if name < start else 0, name))
        together.append((into, [Merge(into, name, scores[name]) for name in sorted(part) if name != into]))
    return sorted(together)


class _Linkage:
    """The groups that are left, as the first ones they hold, and a heap of the pairs that may merge, stale ones included.

    Only products of pairs alike by `least` are held: a mean is never above the best of what it is the mean of, so two groups
    reach `least` only where a part of one and the other did, and the rest of their product is found when that comes up.
    """

    def __init__(self, groups: Groups, least: float, hours: float, left: tuple[float, float]) -> None:
        self.groups, self.least, self.hours = groups, least, hours
        self.other_day, self.toll = left
        days = groups.marks[:, :7]
        self.days = {at: days[at] for at in np.flatnonzero(days.any(1)).tolist()}
        self.deaths = groups.marks[:, 7].tolist()
        self.starts = groups.starts.tolist()
        self.counts = groups.counts.tolist()
        # An unknown time lies between all others: no gap parts it from any.
        self.first, self.last = (np.where(np.isnan(one), far, one).tolist() for one, far in ((groups.first, inf), (groups.last, -inf)))
        self.held: dict[int, list[int]] = {}
        self.age: dict[int, int] = {}
        self.products: dict[int, dict[int, float]] = {}
        self.heap: list[tuple[float, int, int, int, int]] = []
        self.table: Floats | None = None

    def begin(self, pairs: list[tuple[int, int, float]]) -> None:
        """Takes in the pairs that are alike enough, the lower number first."""
        for a, b, product in pairs:
            self.age[a] = self.age[b] = 0
            self.products.setdefault(a, {})[b] = self.products.setdefault(b, {})[a] = product
            if (score := self._score(a, b, product)) >= self.least:
                self.heap.append((-score, a, b, 0, 0))
        self.held = {name: [name] for name in self.age}
        heapify(self.heap)

    def run(self) -> list[Merge]:
        """The merges, by the places of groups."""
        merges = []
        while self.heap:
            score, a, b, age_a, age_b = heappop(self.heap)
            if self.age.get(a) == age_a and self.age.get(b) == age_b:
                merges.append(Merge(a, b, -score))
                self._merge(a, b)
        return merges

    def _score(self, a: int, b: int, product: float) -> float:
        gap = max(self.first[a] - self.last[b], self.first[b] - self.last[a])
        left = exp(-(gap**2) / (2 * self.hours**2)) if 0 < gap < inf and self.hours else 1.0
        pairs = self.counts[a] * self.counts[b]
        if self.other_day < 1 and a in self.days and b in self.days:
            apart = self.days[a].sum() * self.days[b].sum() - self.days[a] @ self.days[b]
            left *= 1 - (1 - self.other_day) * apart / pairs
        if one := self.deaths[a] * (self.counts[b] - self.deaths[b]) + self.deaths[b] * (self.counts[a] - self.deaths[a]):
            left *= 1 - (1 - self.toll) * one / pairs
        return float(product / pairs * left)

    def _merge(self, a: int, b: int) -> None:
        ours, theirs = self.products[a], self.products.pop(b)
        del ours[b], theirs[a], self.age[b]
        both = {c: ours[c] + theirs[c] for c in ours.keys() & theirs.keys()}
        for mine, other in ((ours, b), (theirs, a)):  # what only one of the two is alike
            alone = sorted(mine.keys() - both.keys())
            both |= {c: mine[c] + product for c, product in zip(alone, self._dots(other, alone), strict=True)}
        self.held[a] += self.held.pop(b)
        self.counts[a] += self.counts[b]
        self.deaths[a] += self.deaths[b]
        if b in self.days:
            self.days[a] = self.days.get(a, 0) + self.days.pop(b)
        self.first[a], self.last[a] = min(self.first[a], self.first[b]), max(self.last[a], self.last[b])
        self.age[a] += 1
        self.products[a] = kept = {}
        for c in sorted(both):
            self.products[c].pop(a, None)
            self.products[c].pop(b, None)
            if both[c] >= self.least * self.counts[a] * self.counts[c]:
                self.products[c][a] = kept[c] = both[c]
                if (score := self._score(a, c, both[c])) >= self.least:
                    heappush(self.heap, (-score, min(a, c), max(a, c), self.age[min(a, c)], self.age[max(a, c)]))

    def _dots(self, one: int, others: list[int]) -> list[float]:
        """The products of one group with others, none of which is held."""
        if not others:
            return []
        if self.table is None:
            self.table = np.zeros(2 * self.groups.room, dtype=np.float32)
        laid = [*map(self._entries, self.held[one])]
        for places, weights in laid:
            self.table[places] += weights
        asked = [self._entries(first) for name in others for first in self.held[name]]
        shares = self.table.take(np.concatenate([places for places, _ in asked]))
        shares *= np.concatenate([weights for _, weights in asked])
        for places, _ in laid:
            self.table[places] = 0
        sizes = [sum(self.starts[first + 1] - self.starts[first] for first in self.held[name]) for name in others]
        found: list[float] = np.add.reduceat(shares, np.cumsum([0, *sizes[:-1]])).tolist()
        return found

    def _entries(self, at: int) -> tuple[Buckets, Floats]:
        """Places and weights of a group."""
        own = slice(self.starts[at], self.starts[at + 1])
        return self.groups.places[own], self.groups.weights[own]
