"""Articles and the events they stand in -> the evidence: how alike they are, and in which words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mahdar.stories.flat import Longs, totals
from mahdar.stories.sketch import Sketch, printed
from mahdar.stories.stretches import Buckets
from mahdar.stories.vector import Groups, looked_up, strongest

#: Words named as evidence.
NAMED = 5


def evidence(articles: Sequence[Sketch], groups: Groups, events: Longs, buckets: Buckets) -> list[tuple[float, tuple[str, ...]]]:
    """The mean cosine of each article and the others of its event, and the words that make most of it, the strongest first.

    The articles are the last of the groups, `events` tells where among all those of their events stand, of two articles at least;
    `buckets` are those of ids.
    """
    other = np.arange(len(groups.names) - len(articles), len(groups.names))
    order = np.argsort(events, kind="stable")
    found: list[tuple[float, tuple[str, ...]]] = [(0.0, ())] * len(articles)
    for part, held, at in looked_up(groups, events[order], other[order]):
        which = order[part]
        own, places = groups.weights[at], groups.places[at]
        shares = own * (held - own)
        sizes = np.diff(groups.starts)[other[which]]
        scores = totals(shares, sizes) / (groups.counts[events[which]] - 1)
        telling = np.flatnonzero((shares > 1e-6) & (places & 1 == 0))
        best, count = strongest(np.repeat(np.arange(len(which)), sizes)[telling], shares[telling], len(which), NAMED)
        told, end = buckets[places[telling[best]] >> 1].tolist(), 0
        for article, score, few in zip(which.tolist(), scores.tolist(), count.tolist(), strict=True):
            found[article] = score, printed(articles[article], told[end : end + few])
            end += few
    return found
