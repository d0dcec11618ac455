"""Sketches -> Told -> Rows: what is kept of articles while their events are active, three bytes a stem, and their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.spans import table
from mahdar.stories.flat import Floats, Longs, Numbers, distinct, firsts, joined, spread, starts_of, totals
from mahdar.stories.policy import Policy
from mahdar.stories.sketch import Sketch, fading
from mahdar.stories.stretches import BUCKETS, DEATHS, Buckets, bucket_of

#: Stems of an article are sorted by id and each is kept as its distance to the one before, in 15 bits; the 16th says that it
#: stands in the title too. A stem that is farther off comes after stems of no weight that lie between.
_FAR, _TITLED = 0x7FFF, 0x8000
#: A byte tells how much the stem's uses there count together and how rare it was when the article came, as the nearest of these.
_COUNTS = np.array([0.3, 0.44, 0.64, 0.92, 1.3, 1.9, 2.9, 5.0], dtype=np.float32)
_RARITY = ((0.8 + 0.1 * np.arange(32)) ** 2).astype(np.float32)
_LEVELS = len(_RARITY)
#: What the byte is where a stem stands once, but for its rarity, and where there is none: no stem is so common here and so rare.
_ONCE, _NOTHING = 3 * _LEVELS, 255


class Frequencies:
    """In how many articles of the stream each stem was seen: what is rare is learnt from the stream itself.

    Before it, `prior` articles are taken as seen, with each stem in as many of them as the table of other years tells, in
    one at least. A stem has its id from when it was first met, so what is common has a low one; `buckets` are those of ids.
    """

    def __init__(self, prior: int, buckets: Buckets | None = None, holding: Buckets | None = None) -> None:
        self.articles, self.prior = 0, prior
        none = np.zeros(0, dtype=np.int32)
        self.buckets, self.holding = none if buckets is None else buckets, none if holding is None else holding
        self.ids: Numbers = np.full(BUCKETS, -1, dtype=np.int32)
        self.ids[self.buckets] = np.arange(len(self.buckets))

    def branch(self) -> Frequencies:
        """The same, to count on without counting here."""
        other = Frequencies.__new__(Frequencies)
        other.articles, other.prior, other.buckets = self.articles, self.prior, self.buckets
        other.ids, other.holding = self.ids.copy(), self.holding.copy()
        return other

    def met(self, stems: Buckets) -> Numbers:
        """The ids of stems, new ones for those that are new."""
        new = distinct(stems[self.ids[stems] < 0])
        self.ids[new] = np.arange(len(self.buckets), len(self.buckets) + len(new))
        self.buckets = np.concatenate((self.buckets, new))
        self.holding = np.concatenate((self.holding, np.zeros(len(new), dtype=np.int32)))
        return self.ids[stems]

    def see(self, ids: Longs, articles: int) -> None:
        """Counts the stems of these articles, each stem once an article."""
        self.articles += articles
        np.add.at(self.holding, ids, 1)

    def rarity(self, ids: NDArray[np.integer]) -> Floats:
        """The inverse document frequency of stems."""
        held = np.maximum(1, self.holding[ids]) + np.maximum(0, self.prior * _shares()[self.buckets[ids]] - 1)
        found: Floats = np.log1p((self.articles + self.prior) / (held + 1)).astype(np.float32)
        return found


@cache
def _shares() -> Floats:
    """In what share of the articles of other years each bucket stands; 0 where that is not known."""
    shares = np.zeros(BUCKETS, dtype=np.float32)
    for row in table("mahdar.stories", "background.tsv"):
        at = bucket_of(row["stem"])
        shares[at] = max(shares[at], int(row["articles"]) / 1000)
    return shares


class Told(Struct, frozen=True, eq=False):
    """The stems of articles, one article after the other: distances and codes, how many there are in each, its hours and mark.

    A mark is the number of the weekday that is named, 0 for none, plus `DEATHS` where people are said to have been killed.
    """

    gaps: NDArray[np.uint16]
    codes: NDArray[np.uint8]
    sizes: Numbers
    hours: NDArray[np.float64]
    marks: NDArray[np.uint8]

    def picked(self, which: Longs) -> Told:
        """Some of the articles."""
        sizes = self.sizes[which]
        at = spread(starts_of(self.sizes)[which], sizes)
        return Told(self.gaps[at], self.codes[at], sizes, self.hours[which], self.marks[which])


def all_told(parts: Sequence[Told]) -> Told:
    """The articles of all parts."""
    return Told(
        joined([one.gaps for one in parts], np.uint16),
        joined([one.codes for one in parts], np.uint8),
        joined([one.sizes for one in parts], np.int32),
        joined([one.hours for one in parts], np.float64),
        joined([one.marks for one in parts], np.uint8),
    )


def packed(batch: Sequence[Sketch], seen: Frequencies) -> Told:
    """The stems of articles, how much they count there and how rare they are now that these are `seen` too."""
    ids = seen.met(joined([one.lead for one in batch], np.int32))
    keys = np.repeat(np.arange(len(batch)), [len(one.lead) for one in batch]) * BUCKETS + ids
    order = np.argsort(keys, kind="stable")
    begun = np.flatnonzero(firsts(keys[order]))
    counts = np.ones(len(keys), dtype=np.float32)
    sizes = np.array([len(one.lead) - len(one.title) for one in batch])
    body = spread(np.cumsum([len(one.lead) for one in batch]) - sizes, sizes)
    counts[body] = fading()[spread(np.zeros(len(batch), dtype=np.int64), sizes)]
    counts = np.add.reduceat(counts[order], begun) if len(begun) else counts
    keys = keys[order[begun]]
    article, stems = np.divmod(keys, BUCKETS)
    seen.see(stems, len(batch))
    titles = np.repeat(np.arange(len(batch)), [len(one.title) for one in batch]) * BUCKETS
    titled = np.zeros(len(keys), dtype=np.bool_)
    # Each stem of the title is one of the lead.
    titled[np.searchsorted(keys, titles + seen.met(joined([one.title for one in batch], np.int32)))] = True
    told = np.minimum(_nearest(_COUNTS, counts) * _LEVELS + _nearest(_RARITY, seen.rarity(stems)), _NOTHING - 1)
    first = firsts(article)
    gaps = np.where(first, stems, np.diff(keys, prepend=0))
    reach, rest = np.divmod(gaps, _FAR)
    ends = np.cumsum(reach + 1) - 1
    steps = np.full(len(keys) + int(reach.sum()), _FAR, dtype=np.uint16)
    codes = np.full(len(steps), _NOTHING, dtype=np.uint8)
    steps[ends] = rest + titled * _TITLED
    codes[ends] = told
    sizes = np.bincount(article, reach + 1, minlength=len(batch)).astype(np.int32)
    hours = np.array([one.hours for one in batch], dtype=np.float64)
    marks = np.array([one.day + DEATHS * one.deaths for one in batch], dtype=np.uint8)
    return Told(steps, codes, sizes, hours, marks)


def _nearest(values: Floats, wanted: Floats) -> Longs:
    """For each wanted value the place of the nearest one."""
    return np.searchsorted((values[1:] + values[:-1]) / 2, wanted)


class Rows(Struct, frozen=True, eq=False):
    """The vectors of articles, one after the other, for events and for storylines, with the same places.

    A place is twice the id of a stem of the lead, or one more for a stem of the title. The places of one article ascend, and
    its vector has length one. In those for storylines the common words of a matter (its countries, its institutions) tell more
    than the rare ones of a day: there rarity counts by its root and the title for more.
    """

    places: Buckets
    events: Floats
    lines: Floats
    starts: Longs
    hours: NDArray[np.float64]
    marks: NDArray[np.uint8]
    room: int


def unpacked(told: Told, by: Policy, room: int) -> Rows:
    """The vectors of articles, in which title and lead have their shares of the squared length; ids are below `room`."""
    titled = np.flatnonzero(told.gaps & _TITLED)
    ends = np.cumsum(told.sizes)
    places = np.cumsum(told.gaps & _FAR, dtype=np.int64)
    places -= np.repeat(np.concatenate(([0], places))[ends - told.sizes], told.sizes)
    article = np.searchsorted(ends, titled, side="right")
    counts = np.bincount(article, minlength=len(ends))
    # A stem of the title stands twice, the second time right after the first.
    twice = np.insert(np.arange(len(places)), titled + 1, titled)
    second = titled + 1 + np.arange(len(titled))
    found = (places << 1).astype(np.int32)[twice]
    found[second] += 1

    def made(power: float, share: float) -> Floats:
        own = _weights(by.saturation, power)
        weights, heads = own[told.codes], own[_ONCE + told.codes[titled] % _LEVELS]
        lead, title = totals(weights * weights, told.sizes), totals(heads * heads, counts)
        weights *= np.repeat(np.sqrt(np.where(title > 0, 1 - share, 1.0) / np.maximum(lead, 1e-30)).astype(np.float32), told.sizes)
        both = weights[twice]
        both[second] = heads * np.sqrt(share / np.maximum(title, 1e-30)).astype(np.float32)[article]
        return both

    events, lines = made(1.0, by.title_share), made(by.line_rarity, by.line_title_share)
    return Rows(found, events, lines, starts_of(told.sizes + counts), told.hours, told.marks, room)


@lru_cache(maxsize=8)
def _weights(saturation: float, power: float) -> Floats:
    """The weight of a stem before its vector has length one, by its code."""
    counts, rarity = _COUNTS[np.arange(256) // _LEVELS], _RARITY[np.arange(256) % _LEVELS]
    found: Floats = (counts / (counts + np.float32(saturation)) * rarity ** np.float32(power)).astype(np.float32)
    found[_NOTHING] = 0
    return found
