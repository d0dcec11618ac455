"""Sketch -> Vector: its stems weighed by how rare they are, and sums of such vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.policy import Policy
from mahdar.stories.sketch import BUCKETS, Buckets, Counts, Sketch


class Vector(Struct, frozen=True, eq=False):
    """The sum of the vectors of `count` articles, sparse: sorted places and their weights.

    A place is the bucket of a stem of the lead, or that plus BUCKETS for a stem of the title. One article's vector has
    length one. `first` and `last` are hours.
    """

    places: Buckets
    weights: Counts
    count: int
    first: float
    last: float


class Frequencies:
    """In how many articles of the stream each stem was seen: what is rare is learnt from the stream itself.

    Before it, `prior` articles are taken as seen, with every stem in one of them.
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
        return np.log1p((self.articles + self.prior) / (np.maximum(1, self.holding[buckets]) + 1)).astype(np.float32)


def vectors(one: Sketch, seen: Frequencies, by: Policy) -> tuple[Vector, Vector]:
    """The vectors of an article, in which its title and its lead have their shares of the squared length.

    The first is for events, the second for storylines: there the common words of a matter (its countries, its
    institutions) tell more than the rare ones of a day, so rarity counts by its root and the title for more.
    """
    places = np.concatenate((one.lead, one.title + np.int32(BUCKETS)))
    lead, title = (counts / (counts + by.saturation) for counts in (one.lead_counts, one.title_counts))
    rare_lead, rare_title = seen.rarity(one.lead), seen.rarity(one.title)

    def made(power: float, share: float) -> Vector:
        share = share if len(one.title) else 0.0
        parts = _unit(lead * rare_lead**power) * np.sqrt(1 - share), _unit(title * rare_title**power) * np.sqrt(share)
        return Vector(places, np.concatenate(parts).astype(np.float32), 1, one.hours, one.hours)

    return made(1.0, by.title_share), made(by.line_rarity, by.line_title_share)


def _unit(weights: Counts) -> Counts:
    length = float(np.linalg.norm(weights))
    return weights / np.float32(length) if length else weights


def together(vectors: Sequence[Vector]) -> Vector:
    """The sum of vectors."""
    if len(vectors) == 1:
        return vectors[0]
    places = np.concatenate([v.places for v in vectors])
    order = np.argsort(places, kind="stable")
    ordered = places[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else order
    weights = np.concatenate([v.weights for v in vectors])[order]
    return Vector(
        ordered[starts],
        np.add.reduceat(weights, starts) if len(starts) else weights,
        sum(v.count for v in vectors),
        float(np.fmin.reduce([v.first for v in vectors])),
        float(np.fmax.reduce([v.last for v in vectors])),
    )


def mean(one: Vector) -> Vector:
    """A group as if it were one article: the mean of its articles."""
    return one if one.count == 1 else Vector(one.places, one.weights / np.float32(one.count), 1, one.first, one.last)


def dots(one: Vector, others: Sequence[Vector]) -> Counts:
    """The inner products of one vector with others."""
    if not others:
        return np.zeros(0, dtype=np.float32)
    table = np.zeros(2 * BUCKETS, dtype=np.float32) if not _TABLE else _TABLE.pop()
    table[one.places] = one.weights
    # One zero at the end, because a sum may begin there; sums of nothing are set right below.
    shares = np.zeros(sum(len(other.places) for other in others) + 1, dtype=np.float32)
    np.multiply(table[np.concatenate([o.places for o in others])], np.concatenate([o.weights for o in others]), out=shares[:-1])
    table[one.places] = 0
    _TABLE.append(table)
    lengths = np.array([len(other.places) for other in others])
    found: Counts = np.add.reduceat(shares, np.cumsum(lengths) - lengths)
    found[lengths == 0] = 0
    return found


_TABLE: list[Counts] = []


def decay(a: Vector, b: Vector, hours: float) -> float:
    """What the time between two groups leaves of their likeness: 1 where they overlap or a time is not known."""
    gap = max(a.first - b.last, b.first - a.last)
    return float(np.exp(-(gap**2) / (2 * hours**2))) if gap > 0 and hours else 1.0
