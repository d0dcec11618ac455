"""How alike two tellings are: what they share, weighed by how seldom the story says it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from mahdar.accounts.lexicon import stem
from mahdar.accounts.telling import Telling

#: A key that more tellings than this hold is what the story is about: it weighs in, and proposes nobody by itself.
TOO_COMMON = 40
#: Below this weight of keys a telling is too short for its containment to mean much.
SHORT = 25.0

Pair = tuple[int, int]


def likeness(tellings: Sequence[Telling], *, within: bool = False) -> dict[Pair, float]:
    """Pairs of tellings, the lower index first, with how alike they are, 0 to 1; of different articles unless `within`."""
    held: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(tellings):
        for key in sorted(one.keys):
            held[key].append(i)
    weight = {key: log(1 + len(tellings) / len(places)) for key, places in held.items()}
    total = [sum(weight[k] for k in sorted(one.keys)) for one in tellings]
    found: dict[Pair, float] = {}
    for pair in sorted(_proposed(tellings, held, within=within)):
        i, j = pair
        both = sum(weight[k] for k in sorted(tellings[i].keys & tellings[j].keys))
        found[pair] = _alike(both, total[i], total[j])
    return found


def deeds(tellings: Sequence[Telling], pairs: Iterable[Pair]) -> dict[Pair, float]:
    """How much of what two tellings say beside names they share, 0 to 1: who is named may be all that two sentences have in common.

    The mean of resemblance and containment, by whole weights, so that the order of adding changes nothing.
    """
    said = [frozenset(key for key in one.keys if not key.startswith("@")) - _named(one) for one in tellings]
    held = Counter(key for keys in said for key in keys)
    weight = {key: round(1e6 * log(1 + len(tellings) / count)) for key, count in held.items()}
    total = [sum(weight[key] for key in keys) for keys in said]
    found: dict[Pair, float] = {}
    for i, j in pairs:
        both = sum(weight[key] for key in said[i] & said[j])
        smaller, joined = min(total[i], total[j]), total[i] + total[j] - both
        found[i, j] = (both / smaller + both / joined) / 2 if smaller else 0.0
    return found


def _named(one: Telling) -> frozenset[str]:
    """The keys of the words that stand in names."""
    return frozenset(stem(word) for name in one.names for word in name.words)


def _proposed(tellings: Sequence[Telling], held: dict[str, list[int]], *, within: bool) -> set[Pair]:
    """Pairs that share a key which is not too common."""
    return {
        (i, j)
        for places in held.values()
        if 1 < len(places) <= TOO_COMMON
        for n, j in enumerate(places)
        for i in places[:n]
        if within or tellings[i].article != tellings[j].article
    }


def _alike(both: float, one: float, other: float) -> float:
    """Resemblance and containment in one: a short telling may be contained by chance, so there resemblance counts more."""
    smaller, joined = min(one, other), one + other - both
    trust = 0.5 if smaller > SHORT else 0.3
    return trust * both / smaller + (1 - trust) * both / joined
