"""The inverted index over the articles of active stories: by an article's rarest words, who may tell the same story."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.flat import Flags, Longs, Numbers, firsts, spread, starts_of
from mahdar.stories.stretches import Buckets

#: Entries of the younger layer, or their share of the elder one, before both are merged: then what nobody will find any more is dropped.
YOUNG, _SHARE = 100_000, 4
_LOW, _MOST, _LAST = 0xFFFFFFFF, 255, (1 << 31) - 1


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

    def shared(self, words: Buckets, sizes: Numbers, *, least: int = 1) -> tuple[Longs, Longs, Longs]:
        """Query, number and how many words they share, so many at least, sorted so, of queries of so many words each."""
        met = self._met(words, sizes)
        return met.picked(np.flatnonzero(met.counts >= least))

    def nearest(self, words: Buckets, sizes: Numbers, home: Numbers, most: int) -> tuple[Longs, Longs, Longs]:
        """Query, home and how many words they share, at most so many a query: the homes of the numbers that share most with it.

        `home` gives the home of a number, -1 for none; a home counts as its best number does.
        """
        met = self._met(words, sizes)
        several = met.counts > 1
        found = _best(_packed(met.picked(np.flatnonzero(several)), home))
        # Of all that share a word with a query four in five share no other, and few queries have need of them.
        poor = np.flatnonzero(np.bincount(found >> 40, minlength=len(sizes)) < most)
        low, high = np.searchsorted(met.keys, np.stack((poor, poor + 1)) * met.span)
        alone = spread(low, high - low)
        found = _best(np.concatenate((found, _packed(met.picked(alone[~several[alone]]), home))))
        found = np.sort((found >> 40) << 40 | (found & _MOST) << 32 | (found >> 8 & _LOW))
        queries = found >> 40
        found = found[np.arange(len(found)) - np.searchsorted(queries, np.arange(len(sizes)))[queries] < most]
        return found >> 40, found & _LOW, _MOST - (found >> 32 & _MOST)

    def _met(self, words: Buckets, sizes: Numbers) -> _Met:
        """All that shares words with queries of so many words each."""
        (ends, many), (later, few) = self.elder.asked(words), self.younger.asked(words)
        few = np.minimum(few, self.newest)
        many = np.minimum(many, self.newest - few)
        # The entries of a query lie together: of each word those of the elder layer, then those of the younger.
        counts = np.stack((many, few), 1)
        starts = np.stack((ends - many, later - few + len(self.elder.numbers)), 1)
        numbers = np.concatenate((self.elder.numbers, self.younger.numbers))[spread(starts.ravel(), counts.ravel())]
        bounds = starts_of(counts.sum(1))[starts_of(sizes)]
        base = int(numbers.min(initial=_LAST))
        span = int(numbers.max(initial=base)) - base + 1
        # Short queries sort faster than all at once, and numbers of two bytes in linear time, where they lie near enough to one another.
        short = span <= 1 << 16
        kept: NDArray[np.integer] = (numbers - base).astype(np.uint16 if short else np.uint32)
        for low, high in pairwise(bounds.tolist()):
            kept[low:high].sort(kind="stable" if short else None)
        keys: Longs = np.repeat(np.arange(len(sizes)) * span, np.diff(bounds)) + kept
        begun = np.flatnonzero(firsts(keys))
        return _Met(keys[begun], np.diff(begun, append=len(keys)), base, span)


class _Met(Struct, frozen=True, eq=False):
    """Queries and numbers that share words, as query * `span` + number - `base`, ascending, and how many words they share."""

    keys: Longs
    counts: Longs
    base: int
    span: int

    def picked(self, which: Longs) -> tuple[Longs, Longs, Longs]:
        """Query, number and count of some of them."""
        queries, numbers = np.divmod(self.keys[which], self.span)
        return queries, numbers + self.base, self.counts[which]


def _packed(found: tuple[Longs, Longs, Longs], home: Numbers) -> Longs:
    """Query, home and what is left of the most words that count, as numbers that sort as wanted: three times as fast as by several keys."""
    queries, numbers, counts = found
    homes = home[numbers]
    kept = homes >= 0
    packed: Longs = queries[kept] << 40 | homes[kept].astype(np.int64) << 8 | (_MOST - np.minimum(counts[kept], _MOST))
    return packed


def _best(found: Longs) -> Longs:
    """Each query and home once, with the most words."""
    found = np.sort(found)
    kept: Longs = found[firsts(found >> 8)]
    return kept


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
