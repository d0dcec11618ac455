"""How alike the tellings of a story are: what they share, weighed by how seldom the story says it; moved on as articles come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from math import log

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.accounts.telling import Telling

#: A key that more tellings than this hold is what the story is about: it weighs in, and proposes nobody by itself.
TOO_COMMON = 40
#: How often a story says a word is counted in so many of its articles, those of the lowest ids: ids are hashes, so these are a fair
#: sample, and in a larger story one more article seldom changes what the others weigh.
SAMPLE = 32
#: Below this weight of keys a telling is too short for its containment to mean much.
SHORT = 25.0
#: Weights are whole millionths, so that the order of adding changes nothing: their sums are exact.
_WHOLE = 1e6
#: Pairs of a telling and somebody who holds one of its keys that are looked at together, which bounds the memory that it takes.
_TOGETHER = 1 << 19

_Numbers = NDArray[np.intp]
_Weighed = NDArray[np.float64]


class Near(Struct, frozen=True, gc=False):
    """How alike two tellings are, 0 to 1; `deed` is how much of what they say beside names they share, 0 where they are less alike."""

    score: float
    deed: float


class Likeness:
    """The pairs of tellings that are alike, of different articles unless `within`.

    Pairs from `least` on are kept, and from `deed` on what they share beside names is told too. What is kept follows from the
    articles that are there, whatever came and went before.
    """

    def __init__(self, least: float, deed: float, *, within: bool = False) -> None:
        self.least, self.deed, self.within = least, deed, within
        self.articles: dict[str, Sequence[Telling]] = {}
        self.near: dict[Telling, dict[Telling, Near]] = {}
        self._sample: tuple[str, ...] = ()
        self._weights = _Weights((), TOO_COMMON)

    def move(self, left: Iterable[str], came: Mapping[str, Sequence[Telling]]) -> set[Telling]:
        """Lets articles go and come; gives the tellings that have other counterparts now, those that are gone too."""
        changed: set[Telling] = set()
        touched = {*left, *came}
        for article in sorted(touched & self.articles.keys()):
            for one in self.articles.pop(article):
                others = self.near.pop(one)
                for other in others:
                    del self.near[other][one]
                changed |= {one, *others}
        self.articles |= came
        sample = tuple(nsmallest(SAMPLE, self.articles))
        common = _common(len(self.articles))
        if sample == self._sample and common == self._weights.common and touched.isdisjoint(sample):
            fresh: Iterable[str] = came
        else:
            changed |= self.near.keys()
            self.near, self._sample = {}, sample
            self._weights = _Weights([one for article in sample for one in self.articles[article]], common)
            fresh = self.articles
        new = [one for article in sorted(fresh) for one in self.articles[article]]
        self.near |= {one: {} for one in new}
        for one, other, score in self._alike(new) if new else ():
            self.near[one][other] = self.near[other][one] = Near(score, self._deed(one, other) if score >= self.deed else 0.0)
            changed |= {one, other}
        return changed.union(new)

    def _alike(self, new: Sequence[Telling]) -> Iterator[tuple[Telling, Telling, float]]:
        """The pairs of new tellings with those that are there, and with each other once, that are alike, and how much."""
        fresh = set(new)
        every = [*(one for some in self.articles.values() for one in some if one not in fresh), *new]
        if len(every) < 2:
            return
        held = _Held(every, self._weights)
        articles = {name: n for n, name in enumerate(self.articles)}
        home = np.array([articles[one.article] for one in every])
        for one, other, both in held.sharing(len(every) - len(new)):
            if not self.within:
                apart = home[one] != home[other]
                one, other, both = one[apart], other[apart], both[apart]
            score = _score(both, held.totals[one], held.totals[other])
            close = score >= self.least
            for a, b, how in zip(one[close].tolist(), other[close].tolist(), score[close].tolist(), strict=True):
                yield every[a], every[b], how

    def _deed(self, one: Telling, other: Telling) -> float:
        """The mean of resemblance and containment beside names: who is named may be all that two sentences have in common."""
        of = self._weights
        both, mine, theirs = of.said_sum((one.keys & other.keys) - one.named - other.named), of.said_total(one), of.said_total(other)
        smaller = min(mine, theirs)
        return (both / smaller + both / (mine + theirs - both)) / 2 if smaller else 0.0


def _score(both: _Weighed, mine: _Weighed, theirs: _Weighed) -> _Weighed:
    """Resemblance and containment in one: a short telling may be contained by chance, so there resemblance counts more."""
    smaller, joined = np.minimum(mine, theirs), mine + theirs - both
    trust = np.where(smaller > SHORT * _WHOLE, 0.5, 0.3)
    score: _Weighed = trust * both / smaller + (1 - trust) * both / joined
    return score


class _Held:
    """Who holds which key, as flat arrays: the tellings of each key stand side by side."""

    def __init__(self, every: Sequence[Telling], weights: _Weights) -> None:
        known: dict[str, int] = {}
        self._keys = np.array([known.setdefault(key, len(known)) for one in every for key in one.keys], dtype=np.intp)
        sizes = np.array([len(one.keys) for one in every])
        self._first = np.concatenate([[0], np.cumsum(sizes)])
        self._weight = np.array([weights.of(key) for key in known])
        self._proposes = np.array([weights.proposes(key) for key in known], dtype=np.bool_)
        owner = np.repeat(np.arange(len(every)), sizes)
        self._holders = owner[np.argsort(self._keys, kind="stable")]
        self._many = np.bincount(self._keys, minlength=len(known))
        self._from = np.cumsum(self._many) - self._many
        self.totals = np.bincount(owner, weights=self._weight[self._keys], minlength=len(every)).astype(np.float64, copy=False)

    def sharing(self, since: int) -> Iterator[tuple[_Numbers, _Numbers, _Weighed]]:
        """The tellings from a number on with those before each that share a key which is not too common; the weight of all they share."""
        count = len(self._first) - 1
        met = np.concatenate([[0], np.cumsum(self._many[self._keys])])[self._first]
        while since < count:
            until = min(int(np.searchsorted(met, met[since] + _TOGETHER)), since + _TOGETHER // count, count)
            until = max(until, since + 1)
            keys = self._keys[self._first[since] : self._first[until]]
            many = self._many[keys]
            at = np.repeat(self._from[keys] - np.cumsum(many) + many, many) + np.arange(many.sum())
            row = np.repeat(np.repeat(np.arange(until - since), np.diff(self._first[since : until + 1])), many)
            cell = row * count + self._holders[at]
            both = np.bincount(cell, weights=np.repeat(self._weight[keys], many), minlength=(until - since) * count).astype(
                np.float64, copy=False
            )
            near = np.zeros((until - since) * count, dtype=np.bool_)
            near[cell[np.repeat(self._proposes[keys], many)]] = True
            found = np.flatnonzero(near)
            one, other = found // count + since, found % count
            before = other < one
            yield one[before], other[before], both[found[before]]
            since = until


class _Weights:
    """How much each key weighs, counted in a sample; a key that more than `common` tellings of it hold proposes nobody."""

    def __init__(self, sample: Sequence[Telling], common: int) -> None:
        self.common = common
        self._keys = Counter(chain.from_iterable(one.keys for one in sample))
        said = Counter(chain.from_iterable(one.said for one in sample))
        weights = [0, *(round(_WHOLE * log(1 + len(sample) / count)) for count in range(1, len(sample) + 1))]
        self._weight = {key: weights[count] for key, count in self._keys.items()}
        self._deed = {key: weights[count] for key, count in said.items()}
        self._once = weights[1] if sample else 0
        self._said: dict[Telling, int] = {}

    def proposes(self, key: str) -> bool:
        return self._keys[key] <= self.common

    def of(self, key: str) -> int:
        return self._weight.get(key, self._once)

    def said_total(self, one: Telling) -> int:
        if one not in self._said:
            self._said[one] = self.said_sum(one.said)
        return self._said[one]

    def said_sum(self, keys: Iterable[str]) -> int:
        return sum([self._deed.get(key, self._once) for key in keys])


def _common(articles: int) -> int:
    """How many tellings of the sample may hold a key that proposes: as many of the whole as `TOO_COMMON`, to a doubling of its articles."""
    if articles <= SAMPLE:
        return TOO_COMMON
    doubled = 1 << (articles - 1).bit_length()
    return TOO_COMMON * SAMPLE // doubled
