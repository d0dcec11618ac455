"""How alike the tellings of a story are: what they share, weighed by how seldom the story says it; moved on as articles come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from math import log

from msgspec import Struct

from mahdar.accounts.telling import Telling

#: A key that more tellings than this hold is what the story is about: it weighs in, and proposes nobody by itself.
TOO_COMMON = 40
#: How often a story says a word is counted in so many of its articles, those of the lowest ids: ids are hashes, so these are a fair
#: sample, and in a larger story one more article seldom changes what the others weigh.
SAMPLE = 32
#: Below this weight of keys a telling is too short for its containment to mean much.
SHORT = 25.0
#: Weights are whole millionths, so that the order of adding changes nothing.
_WHOLE = 1e6


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
        self._held: dict[str, dict[Telling, None]] = {}
        self._sample: tuple[str, ...] = ()
        self._weights = _Weights((), TOO_COMMON)

    def move(self, left: Iterable[str], came: Mapping[str, Sequence[Telling]]) -> set[Telling]:
        """Lets articles go and come; gives the tellings that have other counterparts now, those that are gone too."""
        changed: set[Telling] = set()
        touched = {*left, *came}
        for article in sorted(touched & self.articles.keys()):
            for one in self.articles.pop(article):
                changed |= {one, *self._drop(one)}
        self.articles |= came
        sample = tuple(nsmallest(SAMPLE, self.articles))
        common = _common(len(self.articles))
        if sample == self._sample and common == self._weights.common and touched.isdisjoint(sample):
            fresh: Iterable[str] = came
        else:
            changed |= self.near.keys()
            self.near, self._held, self._sample = {}, {}, sample
            self._weights = _Weights([one for article in sample for one in self.articles[article]], common)
            fresh = self.articles
        for article in sorted(fresh):
            for one in self.articles[article]:
                changed |= {one, *self._enter(one)}
        return changed

    def _drop(self, one: Telling) -> Collection[Telling]:
        for key in one.keys:
            self._held[key].pop(one, None)
        others = self.near.pop(one)
        for other in others:
            del self.near[other][one]
        return others

    def _enter(self, one: Telling) -> Collection[Telling]:
        mine = {other: near for other in self._proposed(one) if (near := self._alike(one, other))}
        for other, near in mine.items():
            self.near[other][one] = near
        self.near[one] = mine
        for key in one.keys:
            self._held.setdefault(key, {})[one] = None
        return mine

    def _proposed(self, one: Telling) -> Iterator[Telling]:
        """The tellings that share a key which is not too common."""
        rare = [held for key in one.keys if self._weights.proposes(key) and (held := self._held.get(key))]
        found = dict.fromkeys(other for held in rare for other in held)
        return (other for other in found if self.within or other.anchor.article != one.anchor.article)

    def _alike(self, one: Telling, other: Telling) -> Near | None:
        """Resemblance and containment in one: a short telling may be contained by chance, so there resemblance counts more."""
        of = self._weights
        both, mine, theirs = of.key_sum(one.keys & other.keys), of.total(one), of.total(other)
        smaller, joined = min(mine, theirs), mine + theirs - both
        trust = 0.5 if smaller > SHORT * _WHOLE else 0.3
        score = trust * both / smaller + (1 - trust) * both / joined
        if score < self.least:
            return None
        return Near(score, self._deed(one, other) if score >= self.deed else 0.0)

    def _deed(self, one: Telling, other: Telling) -> float:
        """The mean of resemblance and containment beside names: who is named may be all that two sentences have in common."""
        of = self._weights
        both, mine, theirs = of.said_sum(one.said & other.said), of.said_sum(one.said), of.said_sum(other.said)
        smaller = min(mine, theirs)
        return (both / smaller + both / (mine + theirs - both)) / 2 if smaller else 0.0


class _Weights:
    """How much each key weighs, counted in a sample; a key that more than `common` tellings of it hold proposes nobody."""

    def __init__(self, sample: Sequence[Telling], common: int) -> None:
        self.common = common
        self._tellings = len(sample)
        self._keys = Counter(key for one in sample for key in one.keys)
        self._said = Counter(key for one in sample for key in one.said)
        self._weight = {key: self._of(count) for key, count in self._keys.items()}
        self._deed = {key: self._of(count) for key, count in self._said.items()}
        self._once = self._of(1)
        self._totals: dict[Telling, int] = {}

    def proposes(self, key: str) -> bool:
        return self._keys[key] <= self.common

    def total(self, one: Telling) -> int:
        if one not in self._totals:
            self._totals[one] = self.key_sum(one.keys)
        return self._totals[one]

    def key_sum(self, keys: Iterable[str]) -> int:
        return sum([self._weight.get(key, self._once) for key in keys])

    def said_sum(self, keys: Iterable[str]) -> int:
        return sum([self._deed.get(key, self._once) for key in keys])

    def _of(self, count: int) -> int:
        return round(_WHOLE * log(1 + self._tellings / count))


def _common(articles: int) -> int:
    """How many tellings of the sample may hold a key that proposes: as many of the whole as `TOO_COMMON`, to a doubling of its articles."""
    if articles <= SAMPLE:
        return TOO_COMMON
    doubled = 1 << (articles - 1).bit_length()
    return TOO_COMMON * SAMPLE // doubled
