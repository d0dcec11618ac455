"""Sketch -> bytes -> Vectors: what is kept of an article while its event is active, four bytes for each of its stems."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from mahdar.spans import table
from mahdar.stories.policy import Policy
from mahdar.stories.sketch import BUCKETS, Buckets, Counts, Sketch, bucket_of
from mahdar.stories.vector import Vector

#: Of 32 bits the highest tell the place, five how often the stem stands there, six how rare it was when the article came.
_COUNT, _LEVEL, _PLACE = 5, 6, 11
_MOST = (1 << _COUNT) - 1
_LEVELS = (1 << _LEVEL) - 1
#: Counts and inverse document frequencies are kept to this; of the latter none above 15 is met before millions of articles.
_STEP = 0.25


class Frequencies:
    """In how many articles of the stream each stem was seen: what is rare is learnt from the stream itself.

    Before it, `prior` articles are taken as seen, with each stem in as many of them as the table of other years tells, in
    one at least.
    """

    def __init__(self, prior: int) -> None:
        self.articles, self.prior = 0, prior
        self.holding: NDArray[np.int32] = np.zeros(BUCKETS, dtype=np.int32)

    def branch(self) -> Frequencies:
        """The same, to count on without counting here."""
        other = Frequencies(self.prior)
        other.articles, other.holding = self.articles, self.holding.copy()
        return other

    def see(self, sketches: Sequence[Sketch]) -> None:
        """Counts the stems of these articles."""
        self.articles += len(sketches)
        for one in sketches:
            self.holding[one.lead] += 1

    def rarity(self, buckets: Buckets) -> Counts:
        """The inverse document frequency of each bucket."""
        held = np.maximum(1, self.holding[buckets]) + np.maximum(0, self.prior * _shares()[buckets] - 1)
        return np.log1p((self.articles + self.prior) / (held + 1)).astype(np.float32)


@cache
def _shares() -> Counts:
    """In what share of the articles of other years each bucket stands; 0 where that is not known."""
    shares = np.zeros(BUCKETS, dtype=np.float32)
    for row in table("mahdar.stories", "background.tsv"):
        at = bucket_of(row["stem"])
        shares[at] = max(shares[at], int(row["articles"]) / 1000)
    return shares


def packed(one: Sketch, seen: Frequencies) -> bytes:
    """The stems of an article with their counts and how rare they are now."""
    buckets = np.concatenate((one.lead, one.title)).astype(np.uint32)
    buckets[len(one.lead) :] += BUCKETS
    counts = np.clip(np.rint(np.concatenate((one.lead_counts, one.title_counts)) / _STEP), 1, _MOST).astype(np.uint32)
    rarity = seen.rarity(np.concatenate((one.lead, one.title)))
    levels = np.minimum(np.rint(rarity / _STEP), _LEVELS).astype(np.uint32)
    found: NDArray[np.uint32] = buckets << np.uint32(_PLACE) | counts << np.uint32(_LEVEL) | levels
    return found.tobytes()


def unpacked(articles: Sequence[tuple[bytes, float]], by: Policy) -> list[tuple[Vector, Vector]]:
    """The vectors of articles, given with their hours, in which title and lead have their shares of the squared length.

    The first is for events, the second for storylines: there the common words of a matter (its countries, its
    institutions) tell more than the rare ones of a day, so rarity counts by its root and the title for more.
    """
    every = np.frombuffer(b"".join([told for told, _ in articles]), np.uint32)
    places = (every >> np.uint32(_PLACE)).astype(np.int32)
    sizes = np.array([len(told) // 4 for told, _ in articles], dtype=np.int64)
    # Lead and title of each article as two parts, numbered 2 n and 2 n + 1.
    part = 2 * np.repeat(np.arange(len(articles)), sizes) + (places >= BUCKETS)
    titled = np.bincount(part, minlength=2 * len(articles))[1::2] > 0
    codes = every & np.uint32((1 << _PLACE) - 1)

    def made(power: float, share: float) -> Counts:
        weights = _weights(by.saturation, power)[codes]
        squares = np.bincount(part, weights * weights, minlength=2 * len(articles))
        shares = np.stack((np.where(titled, 1 - share, 1.0), np.full(len(articles), share)), 1).ravel()
        scale = np.sqrt(shares / np.maximum(squares, 1e-30)).astype(np.float32)
        scaled: Counts = weights * scale[part]
        return scaled

    first, second = made(1.0, by.title_share), made(by.line_rarity, by.line_title_share)
    ends = np.cumsum(sizes).tolist()
    return [
        (
            Vector(places[end - size : end], first[end - size : end], 1, hours, hours),
            Vector(places[end - size : end], second[end - size : end], 1, hours, hours),
        )
        for end, size, (_, hours) in zip(ends, sizes.tolist(), articles, strict=True)
    ]


def vectors(one: Sketch, seen: Frequencies, by: Policy) -> tuple[Vector, Vector]:
    """The vectors of one article."""
    return unpacked([(packed(one, seen), one.hours)], by)[0]


@lru_cache(maxsize=8)
def _weights(saturation: float, power: float) -> Counts:
    """The weight of a stem before its vector has length one, by its count and its rarity."""
    counts, levels = (np.float32(_STEP) * part for part in np.divmod(np.arange(1 << _PLACE, dtype=np.float32), np.float32(_LEVELS + 1)))
    found: Counts = counts / (counts + np.float32(saturation)) * levels ** np.float32(power)
    return found
