"""Vectors of articles, their sums, and how alike two are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from mahdar.stories.sketch import BUCKETS, Buckets, Counts


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
