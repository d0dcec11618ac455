"""Prints -> pairs worth comparing: those that share enough of their sampled shingles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mahdar.copies.fingerprint import Print

#: A shingle that more texts than this hold is a formula (a dateline, a legal phrase) and proposes nobody.
TOO_COMMON = 100
#: The least share of the smaller text's samples that a pair must have in common to be compared at all.
LEAST_SHARE = 0.1


def candidates(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    """Indices of pairs that may be copies, the lower first, in order.

    Measured on 6,359 articles of 14 outlets: every one of 1,863 pairs with resemblance of .5 or containment of .8 is
    proposed, with four proposals for each such pair (`bench/copies.py`).
    """
    index: dict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for place, one in enumerate(prints):
        sample = one.sample.tolist() or one.shingles.tolist()[:1]
        sizes.append(len(sample))
        for shingle in sample:
            index[shingle].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in index.values():
        if 1 < len(places) <= TOO_COMMON:
            for j, b in enumerate(places):
                for a in places[:j]:
                    shared[a, b] += 1
    yield from sorted(pair for pair, n in shared.items() if n >= LEAST_SHARE * min(sizes[pair[0]], sizes[pair[1]]))
