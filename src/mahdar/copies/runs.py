"""Sorted rows of a key and a number, kept in a few runs of which each is many times longer than the next."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mahdar.copies.shingles import distinct
from mahdar.copies.words import Hashes

Numbered = NDArray[np.uint32]
Spots = NDArray[np.intp]
Value = TypeVar("Value", bound=np.generic)

#: A run is merged into the one before it when that one is less than so many times longer.
TIMES = 8


class Runs:
    """Rows in the order of their keys; twelve bytes a row, and no Python object for any."""

    def __init__(self) -> None:
        self.runs: list[tuple[Hashes, Numbered]] = []

    def add(self, keys: Hashes, numbers: Numbered) -> None:
        """Puts rows in."""
        order = np.argsort(keys, kind="stable")
        self.runs.append((keys[order], numbers[order]))
        while len(self.runs) > 1 and len(self.runs[-2][0]) < TIMES * len(self.runs[-1][0]):
            (keys, numbers), (more, others) = self.runs[-2:]
            del self.runs[-2:]
            at = np.searchsorted(keys, more, "right")
            self.runs.append((np.insert(keys, at, more), np.insert(numbers, at, others)))

    def only(self, kept: NDArray[np.bool_]) -> None:
        """Leaves the rows whose numbers are to be kept."""
        self.runs = [(keys[kept[numbers]], numbers[kept[numbers]]) for keys, numbers in self.runs]

    def equal(self, keys: Hashes) -> Numbered:
        """The numbers of the rows with one of these keys, each once, sorted."""
        keys, found = distinct(keys), [np.empty(0, dtype=np.uint32)]
        for held, numbers in self.runs:
            low, high = (np.searchsorted(held, keys, side) for side in ("left", "right"))
            found.append(numbers[spread(low, high)])
        return np.unique(np.concatenate(found))


def spread(start: Spots, end: Spots) -> Spots:
    """Every index from each start up to its end."""
    lengths = end - start
    total = int(lengths.sum())
    return np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(total) if total else np.empty(0, np.intp)


def grown(values: NDArray[Value], length: int) -> NDArray[Value]:
    """The same values with room for so many."""
    if length <= len(values):
        return values
    return np.concatenate([values, np.zeros(max(length, len(values) * 9 // 8) - len(values), dtype=values.dtype)])
