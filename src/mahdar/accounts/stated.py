"""Claims of one kind on one issue -> those that word one thing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mahdar.accounts.telling import Telling
from mahdar.claims import Claim

#: What two parties agree on, or one promises, is a fact of the story; what several demand on one issue is not.
OUTCOMES = frozenset({"agreement", "commitment"})
#: Two claims word one thing when they share so many words beside names, and so much of the shorter one.
SHARED = 2
MOSTLY = 0.5


class Carried(Struct, frozen=True, gc=False):
    """One claim and what it says."""

    claim: Claim
    content: frozenset[str]


def worded_alike(carried: Sequence[Carried]) -> list[list[Carried]]:
    """The claims by the thing they word, in order; the first of each group is what the others resemble."""
    groups: list[list[Carried]] = []
    for one in carried:
        home = next((group for group in groups if _alike(group[0].content, one.content)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    both, smaller = len(one & other), min(len(one), len(other))
    return both >= SHARED and both >= MOSTLY * smaller


def content_of(telling: Telling) -> frozenset[str]:
    """What a claim says beside names, numbers and that it is agreed: every agreement says so."""
    return telling.words - {"=agree"}
