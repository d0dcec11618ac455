"""The inverted index over the articles of active stories: by an article's rarest words, who may tell the same story."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.sketch import BUCKETS, Buckets
from mahdar.stories.vector import Vector

Numbers = NDArray[np.int32]
#: Entries of the younger layer before it is merged into the elder one: then what is no longer active is dropped.
YOUNG = 400_000
_LOW, _MOST = 0xFFFFFFFF, 255


class Layer(Struct, frozen=True, eq=False):
    """Entries sorted by word and then by number: under `words[i]` stands `numbers[i]`."""

    words: Buckets
    numbers: Numbers

    def with_those(self, other: Layer) -> Layer:
        """Both layers as one; the numbers of the other are the higher ones."""
        at = np.searchsorted(self.words, other.words, side="right")
        return Layer(np.insert(self.words, at, other.words), np.insert(self.numbers, at, other.numbers))


def layer(entries: Sequence[tuple[int, Buckets]]) -> Layer:
    """A layer of numbers, in ascending order, each with its words."""
    if not entries:
        return Layer(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
    words = np.concatenate([words for _, words in entries])
    numbers = np.repeat(np.array([number for number, _ in entries], dtype=np.int32), [len(words) for _, words in entries])
    order = np.argsort(words, kind="stable")
    return Layer(words[order], numbers[order])


class Lookup(Struct, frozen=True, eq=False):
    """For each word those that have it among their heaviest ones, in two layers: entering few costs no copy of all."""

    elder: Layer
    younger: Layer

    def entered(self, entries: Sequence[tuple[int, Buckets]], active: NDArray[np.bool_]) -> Lookup:
        """The index with these as well, each under its words; `active` tells by number which of the others still count."""
        younger = self.younger.with_those(layer(entries))
        if len(younger.words) <= YOUNG:
            return Lookup(self.elder, younger)
        both = self.elder.with_those(younger)
        kept = active[both.numbers]
        return Lookup(Layer(both.words[kept], both.numbers[kept]), layer(()))

    def shared(self, queries: Sequence[Buckets], newest: int) -> tuple[Numbers, Numbers, Numbers]:
        """Query, number and how many of the query's words it shares, sorted so; of each word only the `newest` are asked."""
        words = np.concatenate([*queries, np.zeros(0, dtype=np.int32)])
        asked = np.repeat(np.arange(len(queries), dtype=np.int64), [len(q) for q in queries])
        found, left = [], np.full(len(words), newest)
        for one in (self.younger, self.elder):
            ends = np.searchsorted(one.words, words, side="right")
            count = np.minimum(ends - np.searchsorted(one.words, words, side="left"), left)
            left = left - count
            at = np.repeat(ends - np.cumsum(count), count) + np.arange(int(count.sum()))
            found.append(np.repeat(asked, count) << 32 | one.numbers[at])
        keys = np.sort(np.concatenate(found))
        starts = np.flatnonzero(_firsts(keys))
        counts = np.diff(starts, append=len(keys))
        return (keys[starts] >> 32).astype(np.int32), (keys[starts] & _LOW).astype(np.int32), counts.astype(np.int32)


def nothing() -> Lookup:
    """An index of nothing."""
    return Lookup(layer(()), layer(()))


def nearest(found: tuple[Numbers, Numbers, Numbers], home: Numbers, most: int) -> tuple[NDArray[np.int64], ...]:
    """Query, home and how many words they share, at most so many a query: the homes of the numbers that share most with it.

    `home` gives the home of a number, -1 for none; a home counts as its best number does.
    """
    queries, numbers, counts = found
    homes = home[numbers]
    kept = homes >= 0
    queries, homes, counts = queries[kept], homes[kept], counts[kept]
    # Numbers that sort as wanted, sorted as such: three times as fast as sorting by several keys.
    best = np.sort(queries.astype(np.int64) << 40 | homes.astype(np.int64) << 8 | (_MOST - np.minimum(counts, _MOST)))
    best = best[_firsts(best >> 8)]
    best = np.sort((best >> 40) << 40 | (best & _MOST) << 32 | (best >> 8 & _LOW))
    queries = best >> 40
    best = best[np.arange(len(best)) - np.searchsorted(queries, queries, side="left") < most]
    return best >> 40, best & _LOW, _MOST - (best >> 32 & _MOST)


def _firsts(ordered: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of sorted values are the first of their kind."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def heaviest(one: Vector, most: int) -> Buckets:
    """The words of an article's lead that weigh most, at most so many."""
    count = int(np.searchsorted(one.places, BUCKETS))
    found: Buckets = one.places[:count][np.argsort(-one.weights[:count], kind="stable")[:most]]
    return found
