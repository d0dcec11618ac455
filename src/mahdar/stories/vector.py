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
    length one. `own` is the sum of the squared lengths of its articles; `first` and `last` are hours.
    """

    places: Buckets
    weights: Counts
    count: int
    first: float
    last: float


class Frequencies:
    """In how many articles of the stream each stem was seen: what is rare is learnt from the stream itself."""

    def __init__(self) -> None:
        self.articles = 0
        self.holding: NDArray[np.int32] = np.zeros(BUCKETS, dtype=np.int32)

    def see(self, sketches: Sequence[Sketch]) -> None:
        """Counts the stems of these articles."""
        self.articles += len(sketches)
        for one in sketches:
            self.holding[one.lead] += 1

    def rarity(self, buckets: Buckets) -> Counts:
        """The inverse document frequency of each bucket."""
        return np.log1p(self.articles / np.maximum(1, self.holding[buckets])).astype(np.float32)


def vector(one: Sketch, seen: Frequencies, by: Policy) -> Vector:
    """The vector of an article: its title has `title_share` of the squared length, its title and lead together the rest."""
    title = _unit(one.title_counts / (one.title_counts + by.saturation) * seen.rarity(one.title)) * np.sqrt(by.title_share)
    lead = _unit(one.lead_counts / (one.lead_counts + by.saturation) * seen.rarity(one.lead)) * np.sqrt(1 - by.title_share)
    weights = np.concatenate((lead, title)).astype(np.float32)
    return Vector(np.concatenate((one.lead, one.title + np.int32(BUCKETS))), weights, 1, one.hours, one.hours)


def _unit(weights: Counts) -> Counts:
    length = float(np.linalg.norm(weights))
    return weights / np.float32(length) if length else weights


def together(vectors: Sequence[Vector]) -> Vector:
    """The sum of vectors."""
    if len(vectors) == 1:
        return vectors[0]
    places, at = np.unique(np.concatenate([v.places for v in vectors]), return_inverse=True)
    weights = np.bincount(at, np.concatenate([v.weights for v in vectors]), len(places)).astype(np.float32)
    return Vector(
        places,
        weights,
        sum(v.count for v in vectors),
        float(np.fmin.reduce([v.first for v in vectors])),
        float(np.fmax.reduce([v.last for v in vectors])),
    )


def dots(one: Vector, others: Sequence[Vector]) -> list[float]:
    """The inner products of one vector with others."""
    table = np.zeros(2 * BUCKETS, dtype=np.float32) if not _TABLE else _TABLE.pop()
    table[one.places] = one.weights
    found = [float(table[other.places] @ other.weights) for other in others]
    table[one.places] = 0
    _TABLE.append(table)
    return found


_TABLE: list[Counts] = []


def decay(a: Vector, b: Vector, hours: float) -> float:
    """What the time between two groups leaves of their likeness: 1 where they overlap or a time is not known."""
    gap = max(a.first - b.last, b.first - a.last)
    return float(np.exp(-(gap**2) / (2 * hours**2))) if gap > 0 and hours else 1.0
