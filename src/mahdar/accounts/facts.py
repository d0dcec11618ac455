"""Tellings -> facts: groups of tellings of one thing, by best matches between articles."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.accounts.likeness import Pair
from mahdar.accounts.telling import Telling

#: The least likeness of two tellings of one fact, and the least share of it that a group keeps on average when it grows.
ALIKE = 0.15
ON_AVERAGE = 0.4


def facts(tellings: Sequence[Telling], alike: dict[Pair, float], *, least: float = ALIKE) -> list[list[int]]:
    """Groups of indices, each in order, in the order of their first; a telling without a match is alone."""
    best: dict[tuple[int, int], tuple[float, int]] = {}
    strong = sorted((-score, pair) for pair, score in alike.items() if score >= least)
    for minus, (i, j) in strong:
        best.setdefault((i, tellings[j].article), (-minus, j))
        best.setdefault((j, tellings[i].article), (-minus, i))
    group = list(range(len(tellings)))
    members = {i: [i] for i in group}
    for _, (i, j) in strong:
        if best[i, tellings[j].article][1] != j and best[j, tellings[i].article][1] != i:
            continue
        a, b = sorted((group[i], group[j]))
        if a != b and _average(tellings, alike, members[a], members[b]) >= least * ON_AVERAGE:
            for k in members[b]:
                group[k] = a
            members[a] += members.pop(b)
    return [sorted(members[g]) for g in sorted(members)]


def _average(tellings: Sequence[Telling], alike: dict[Pair, float], one: Sequence[int], other: Sequence[int]) -> float:
    """The mean likeness between two groups, over pairs of different articles."""
    scores = [alike.get((min(i, j), max(i, j)), 0.0) for i in one for j in other if tellings[i].article != tellings[j].article]
    return sum(scores) / len(scores) if scores else 0.0
