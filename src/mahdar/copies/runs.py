"""Sorted rows of a key and a number, kept in a few runs of which each is many times longer than the next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Hashes

Numbered = NDArray[np.uint32]
Spots = NDArray[np.intp]

#: A run is merged into the one before it when that one is less than so many times longer.
TIMES = 8


class Runs:
    """Rows in the order of their keys, in runs; twelve bytes a row, and no Python object for any."""

    def __init__(self) -> None:
        self.runs: list[tuple[Hashes, Numbered]] = []

    def __len__(self) -> int:
        return sum(len(keys) for keys, _ in self.runs)

    def add(self, keys: Hashes, numbers: Numbered) -> None:
        """Puts rows in."""
        order = np.argsort(keys, kind="stable")
        self.runs.append((keys[order], numbers[order]))
        while len(self.runs) > 1 and len(self.runs[-2][0]) < TIMES * len(self.runs[-1][0]):
            self._merge()

    def _merge(self) -> None:
        (keys, numbers), (more, others) = self.runs[-2:]
        self.runs[-2:] = []
        at = np.searchsorted(keys, more, "right") + np.arange(len(more))
        rest = np.ones(len(keys) + len(more), dtype=np.bool_)
        rest[at] = False
        both = np.empty(len(rest), dtype=np.uint64)
        both[at], both[rest] = more, keys
        del keys, more
        which = np.empty(len(rest), dtype=np.uint32)
        which[at], which[rest] = others, numbers
        self.runs.append((both, which))

    def only(self, kept: NDArray[np.bool_]) -> None:
        """Leaves the rows whose numbers are to be kept."""
        self.runs = [(keys[kept[numbers]], numbers[kept[numbers]]) for keys, numbers in self.runs]

    def equal(self, keys: Hashes) -> Numbered:
        """The numbers of the rows with one of these keys."""
        found = [np.empty(0, dtype=np.uint32)]
        for held, numbers in self.runs:
            found.append(numbers[_spread(np.searchsorted(held, keys, "left"), np.searchsorted(held, keys, "right"))])
        return np.concatenate(found)

    def around(self, places: Hashes, reach: int) -> Iterator[tuple[Hashes, Numbered]]:
        """Of each run the rows within reach of one of these places, in one list with it: those with the same upper half of the key."""
        low = places >> np.uint64(32) << np.uint64(32)
        for keys, numbers in self.runs:
            if len(keys):
                first, last = np.searchsorted(keys, low, "left"), np.searchsorted(keys, low | np.uint64(0xFFFFFFFF), "right")
                start = np.maximum(first, np.searchsorted(keys, places, "left") - reach)
                end = np.minimum(last, np.searchsorted(keys, places, "right") + reach)
                at = np.unique(_spread(start, end))
                if len(at):  # rows with one key stand together or not at all
                    edges = np.unique(keys[at])
                    at = np.unique(_spread(np.searchsorted(keys, edges, "left"), np.searchsorted(keys, edges, "right")))
                yield keys[at], numbers[at]


def _spread(start: Spots, end: Spots) -> Spots:
    """Every index from each start up to its end."""
    lengths = end - start
    total = int(lengths.sum())
    return np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(total) if total else np.empty(0, np.intp)
