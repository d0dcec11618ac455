"""The inverted index over the articles of active stories: by an article's rarest words, who may tell the same story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from mahdar.stories.policy import Policy
from mahdar.stories.sketch import BUCKETS
from mahdar.stories.vector import Vector


class Lookup:
    """For each word the newest articles that it is among the heaviest words of."""

    def __init__(self, by: Policy) -> None:
        self.by = by
        self.holding: dict[int, list[int]] = {}

    def add(self, number: int, heaviest: Sequence[int]) -> None:
        """Enters an article under its words; the oldest of a word's articles make room."""
        for place in heaviest:
            listed = self.holding.setdefault(place, [])
            listed.append(number)
            if len(listed) > 2 * self.by.postings:
                del listed[: -self.by.postings]

    def near(self, heaviest: Sequence[int], home: Callable[[int], int | None]) -> list[int]:
        """The homes of articles that share most of these words, at most `candidates`; a home of None is passed over."""
        votes: Counter[int] = Counter()
        for place in heaviest:
            listed = self.holding.get(place, ())
            for number in listed[-self.by.postings :]:
                votes[number] += 1
        homes: dict[int, int] = {}
        for number, count in votes.items():
            at = home(number)
            if at is not None and count > homes.get(at, 0):
                homes[at] = count
        best = sorted(homes.items(), key=lambda item: (-item[1], item[0]))
        return [at for at, _ in best[: self.by.candidates]]


def heaviest(one: Vector, most: int) -> list[int]:
    """The words of an article's lead that weigh most, at most so many."""
    count = int(np.searchsorted(one.places, BUCKETS))
    order = np.argsort(-one.weights[:count], kind="stable")[:most]
    found: list[int] = one.places[:count][order].tolist()
    return found
