"""Storylines of a small run -> storylines: those about the same two actors stay together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

#: A run of at most so many articles was picked by hand, and what a person picked together seldom is five stories.
FEW = 12
#: The same two among the main actors of either story: who met whom, who fights whom.
SHARED = 2


def company(placed: Mapping[str, str], main: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Article to story, with stories of a small run joined that have two main actors in common; larger runs as they are.

    `main` gives the main actors of each article. Those of a story are main in half of its articles at least.
    """
    found = dict(placed)
    if len(found) > FEW:
        return found
    while pair := next(
        (p for p in combinations(sorted(set(found.values())), 2) if len(_of(p[0], found, main) & _of(p[1], found, main)) >= SHARED), None
    ):
        found = {article: pair[0] if story == pair[1] else story for article, story in found.items()}
    return found


def _of(story: str, placed: Mapping[str, str], main: Mapping[str, Sequence[str]]) -> set[str]:
    """The main actors of a story."""
    articles = [article for article, at in placed.items() if at == story]
    counts = Counter(actor for article in articles for actor in main.get(article, ()))
    return {actor for actor, count in counts.items() if 2 * count >= len(articles)}
