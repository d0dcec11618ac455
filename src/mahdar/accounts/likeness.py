"""How alike two tellings are: what they share, weighed by how seldom the story says it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

from mahdar.accounts.telling import Telling

#: A key that more tellings than this hold is what the story is about, and proposes nobody by itself.
TOO_COMMON = 80
#: Below this weight of keys a telling is too short for its containment to mean much.
SHORT = 12.0

Pair = tuple[int, int]


def likeness(tellings: Sequence[Telling], *, within: bool = False) -> dict[Pair, float]:
    """Pairs of tellings, the lower index first, with how alike they are, 0 to 1; of different articles unless `within`."""
    held: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(tellings):
        for key in sorted(one.keys):
            held[key].append(i)
    weight = {key: log(1 + len(tellings) / len(places)) for key, places in held.items()}
    total = [sum(weight[k] for k in sorted(one.keys)) for one in tellings]
    shared: Counter[Pair] = Counter()
    for key, places in held.items():
        if 1 < len(places) <= max(TOO_COMMON, len(tellings) // 20):
            for n, j in enumerate(places):
                for i in places[:n]:
                    if within or tellings[i].article != tellings[j].article:
                        shared[i, j] += weight[key]  # type: ignore[assignment]  # a counter of weights
    return {pair: _alike(both, total[pair[0]], total[pair[1]]) for pair, both in shared.items()}


def _alike(both: float, one: float, other: float) -> float:
    """Resemblance and containment in one: a short telling may be contained by chance, so there resemblance counts more."""
    smaller, joined = min(one, other), one + other - both
    trust = 0.5 if smaller > SHORT else 0.3
    return trust * both / smaller + (1 - trust) * both / joined
