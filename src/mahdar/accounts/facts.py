"""Tellings -> Fact: around each telling, those of the other articles that tell the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from mahdar.accounts.likeness import Pair, deeds
from mahdar.accounts.telling import Telling

#: The least likeness of two tellings of one fact, and the least from which they are said to tell it alike.
#: Chosen on two of the three annotated stories; below .15 neighbours are about something else.
SAME_FACT = 0.15
ALIKE = 0.45
#: So much of what they say beside names two tellings share that tell a fact alike.
SAME_DEED = 0.43
#: How many passages of one article a fact takes in: a long lead sentence is often told in two elsewhere.
PASSAGES = 2


class Fact(Struct, frozen=True):
    """A telling and its counterparts: `members` are all of them, `alike` those that tell it alike, one an article."""

    seed: int
    members: tuple[int, ...]
    alike: tuple[int, ...]


def facts(tellings: Sequence[Telling], alike: dict[Pair, float]) -> list[Fact]:
    """The facts of a story, the best supported first; a telling that a better seed holds closely is no seed itself."""
    told_alike = {
        pair for pair, share in deeds(tellings, [p for p, score in alike.items() if score >= ALIKE]).items() if share >= SAME_DEED
    }
    near: dict[int, dict[int, list[tuple[float, int]]]] = defaultdict(lambda: defaultdict(list))
    for (i, j), score in alike.items():
        if score >= SAME_FACT:
            near[i][tellings[j].article].append((-score, j))
            near[j][tellings[i].article].append((-score, i))
    best = {i: [pair for article in sorted(near[i]) for pair in sorted(near[i][article])[:PASSAGES]] for i in sorted(near)}
    found: list[Fact] = []
    taken: set[int] = set()
    for i in sorted(range(len(tellings)), key=lambda i: (sum(s for s, _ in best.get(i, [])), i)):
        if i in taken:
            continue
        close: dict[int, int] = {}
        for _, j in best.get(i, []):
            if (min(i, j), max(i, j)) in told_alike:
                close.setdefault(tellings[j].article, j)
        taken |= {i, *close.values()}
        found.append(Fact(i, tuple(sorted({i, *(j for _, j in best.get(i, []))})), tuple(sorted({i, *close.values()}))))
    return found
