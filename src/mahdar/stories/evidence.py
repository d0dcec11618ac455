"""An article and the event it stands in -> the evidence: how alike they are, and in which words."""

from __future__ import annotations

import numpy as np

from mahdar.stories.sketch import BUCKETS, Sketch, printed
from mahdar.stories.vector import Vector

#: Words named as evidence.
NAMED = 5


def evidence(one: Sketch, own: Vector, event: Vector) -> tuple[float, tuple[str, ...]]:
    """The mean cosine of an article and the others of its event, and the words that make most of it, the strongest first.

    Both are empty for an article that stands alone.
    """
    if event.count < 2 or not len(own.places):
        return 0.0, ()
    at = np.minimum(np.searchsorted(event.places, own.places), len(event.places) - 1)
    known = event.places[at] == own.places
    others = np.where(known, event.weights[at], 0) - own.weights
    shares = own.weights * others
    lead = int(np.searchsorted(own.places, BUCKETS))
    best = np.argsort(-shares[:lead], kind="stable")[:NAMED]
    words = printed(one, own.places[best[shares[best] > 1e-6]].tolist())
    return float(shares.sum()) / (event.count - 1), words
