"""The inverted index over the articles of active stories: by an article's rarest words, who may tell the same story."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from mahdar.stories.flat import Flags, Longs, Numbers, firsts, spread
from mahdar.stories.sketch import Buckets

#: Entries of the younger layer, or their share of the elder one, before both are merged: then what nobody will find any more is dropped.
YOUNG, _SHARE = 100_000, 4
_LOW, _MOST = 0xFFFFFFFF, 255


class Layer(Struct, frozen=True, eq=False):
    """Numbers by word, each word once, in order: those of `words[i]` stand from `starts[i]` on, ascending."""

    words: Buckets
    starts: Longs
    numbers: Numbers

    def asked(self, words: Buckets) -> tuple[Longs, Longs]:
        """Where the numbers of each of these words end, and how many they are."""
        at = np.minimum(np.searchsorted(self.words, words), max(0, len(self.words) - 1))
        if not len(self.words):
            return at, at
        ends = self.starts[at + 1]
        return ends, np.where(self.words[at] == words, ends - self.starts[at], 0)

    def entries(self) -> tuple[Buckets, Numbers]:
        """Word and number of each entry."""
        return np.repeat(self.words, np.diff(self.starts)), self.numbers


def layer(words: Buckets, numbers: Numbers) -> Layer:
    """A layer of entries that are sorted by word."""
    begun = np.flatnonzero(firsts(words))
    return Layer(words[begun], np.append(begun, len(words)), numbers)


class Lookup(Struct, frozen=True, eq=False):
    """For each word those that have it among their heaviest ones, in two layers: entering few costs no copy of all."""

    elder: Layer
    younger: Layer
    #: Of each word only so many are asked for, the newest.
    newest: int

    def entered(self, words: Buckets, numbers: Numbers, active: Flags) -> Lookup:
        """The index with these entries, of higher numbers, as well; `active` tells by number which of the others still count."""
        order = np.argsort(words, kind="stable")
        younger = _merged(self.younger, layer(words[order], numbers[order]))
        if len(younger.numbers) <= max(YOUNG, len(self.elder.numbers) // _SHARE):
            return Lookup(self.elder, younger, self.newest)
        words, numbers = _merged(self.elder, younger).entries()
        kept = active[numbers]
        words, numbers = words[kept], numbers[kept]
        sizes = np.diff(layer(words, numbers).starts)
        kept = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(words)) <= self.newest
        return Lookup(layer(words[kept], numbers[kept]), nothing(self.newest).younger, self.newest)

    def shared(self, words: Buckets, sizes: Numbers) -> tuple[Longs, Longs, Longs]:
        """Query, number and how many words they share, sorted so, of queries of so many words each."""
        query = np.repeat(np.arange(len(sizes)), sizes)
        found, left = [], np.full(len(words), self.newest)
        for one in (self.younger, self.elder):
            ends, count = one.asked(words)
            count = np.minimum(count, left)
            left = left - count
            found.append((np.repeat(query, count), one.numbers[spread(ends - count, count)]))
        queries, numbers = (np.concatenate(part) for part in zip(*found, strict=True))
        # Half as long keys sort twice as fast, where numbers lie near enough to one another.
        base = int(numbers.min(initial=(1 << 31) - 1))
        span = int(numbers.max(initial=base)) - base + 1
        keys = np.sort((queries * span + (numbers - base)).astype(np.uint32 if len(sizes) * span < 1 << 32 else np.int64))
        starts = np.flatnonzero(firsts(keys))
        queries, numbers = np.divmod(keys[starts].astype(np.int64), span)
        return queries, numbers + base, np.diff(starts, append=len(keys))


def nothing(newest: int) -> Lookup:
    """An index of nothing."""
    empty = layer(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
    return Lookup(empty, empty, newest)


def _merged(one: Layer, other: Layer) -> Layer:
    """Both layers as one; the numbers of the other are the higher ones."""
    words, numbers = one.entries()
    more, those = other.entries()
    at = np.searchsorted(words, more, side="right")
    return layer(np.insert(words, at, more), np.insert(numbers, at, those))


def nearest(found: tuple[Longs, Longs, Longs], home: Numbers, most: int) -> tuple[Longs, Longs, Longs]:
    """Query, home and how many words they share, at most so many a query: the homes of the numbers that share most with it.

    `home` gives the home of a number, -1 for none; a home counts as its best number does.
    """
    queries, numbers, counts = found
    homes = home[numbers]
    kept = homes >= 0
    # Numbers that sort as wanted, sorted as such: three times as fast as sorting by several keys.
    best = np.sort(queries[kept] << 40 | homes[kept].astype(np.int64) << 8 | (_MOST - np.minimum(counts[kept], _MOST)))
    best = best[firsts(best >> 8)]
    best = np.sort((best >> 40) << 40 | (best & _MOST) << 32 | (best >> 8 & _LOW))
    queries = best >> 40
    best = best[np.arange(len(best)) - np.searchsorted(queries, queries, side="left") < most]
    return best >> 40, best & _LOW, _MOST - (best >> 32 & _MOST)
