"""Sorted rows of a key and a number, kept in a few runs of which each is many times longer than the next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mahdar.copies.shingles import distinct
from mahdar.copies.words import Hashes

Numbered = NDArray[np.uint32]
Spots = NDArray[np.intp]
Run = tuple[Hashes, Numbered]

#: A run is merged into the one before it when that one is less than so many times longer.
TIMES = 8
#: From so many rows on, rows are kept apart by the upper four bits of their keys, so that merging copies a sixteenth at a time.
LONG, PARTS = 4_000_000, 16


class Runs:
    """Rows in the order of their keys, which are below 2^63; twelve bytes a row, and no Python object for any."""

    def __init__(self) -> None:
        self.parts: list[list[Run]] = [[]]
        self.edges: Hashes = np.array([], dtype=np.uint64)

    def __len__(self) -> int:
        return sum(len(keys) for part in self.parts for keys, _ in part)

    def add(self, keys: Hashes, numbers: Numbered) -> None:
        """Puts rows in."""
        order = np.argsort(keys, kind="stable")
        keys, numbers = keys[order], numbers[order]
        for part, start, end in self._apart(keys):
            part.append((keys[start:end], numbers[start:end]))
            while len(part) > 1 and len(part[-2][0]) < TIMES * len(part[-1][0]):
                one, more = part[-2:]
                del part[-2:]
                part.append(_merged(one, more))
        if len(self.parts) == 1 and len(self) > LONG:
            self._split()

    def only(self, kept: NDArray[np.bool_]) -> None:
        """Leaves the rows whose numbers are to be kept."""
        for part in self.parts:
            part[:] = [(keys[kept[numbers]], numbers[kept[numbers]]) for keys, numbers in part]

    def equal(self, keys: Hashes) -> Numbered:
        """The numbers of the rows with one of these keys, each once, sorted."""
        keys, found = distinct(keys), [np.empty(0, dtype=np.uint32)]
        for part, start, end in self._apart(keys):
            for held, numbers in part:
                low, high = (np.searchsorted(held, keys[start:end], side) for side in ("left", "right"))
                found.append(numbers[_spread(low, high)])
        return np.unique(np.concatenate(found))

    def around(self, places: Hashes, reach: int) -> Iterator[Run]:
        """The rows within reach of one of these sorted places, in one list with it: those with the same upper half of the key."""
        for part, start, end in self._apart(places):
            for keys, numbers in part:
                at = _within(keys, places[start:end], reach)
                yield keys[at], numbers[at]

    def _apart(self, keys: Hashes) -> Iterator[tuple[list[Run], int, int]]:
        """The parts that sorted keys belong to, and which keys belong to each."""
        cuts = [0, *np.searchsorted(keys, self.edges).tolist(), len(keys)]
        for part, start, end in zip(self.parts, cuts, cuts[1:], strict=False):
            if end > start:
                yield part, start, end

    def _split(self) -> None:
        runs = self.parts[0]
        self.edges = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(59)
        self.parts = [[] for _ in range(PARTS)]
        while runs:
            keys, numbers = runs.pop(0)
            for part, start, end in self._apart(keys):
                part.append((keys[start:end].copy(), numbers[start:end].copy()))


def _merged(one: Run, more: Run) -> Run:
    """The rows of two runs; those of the first come before equal ones of the second."""
    at = np.searchsorted(one[0], more[0], "right") + np.arange(len(more[0]))
    rest = np.ones(len(one[0]) + len(more[0]), dtype=np.bool_)
    rest[at] = False
    keys, numbers = np.empty(len(rest), dtype=np.uint64), np.empty(len(rest), dtype=np.uint32)
    keys[at], keys[rest] = more[0], one[0]
    numbers[at], numbers[rest] = more[1], one[1]
    return keys, numbers


def _within(keys: Hashes, places: Hashes, reach: int) -> Spots:
    """Where the rows within reach stand; rows with one key stand together or not at all."""
    low = places >> np.uint64(32) << np.uint64(32)
    first, last = np.searchsorted(keys, low, "left"), np.searchsorted(keys, low | np.uint64(0xFFFFFFFF), "right")
    start = np.maximum(first, np.searchsorted(keys, places, "left") - reach)
    end = np.minimum(last, np.searchsorted(keys, places, "right") + reach)
    wanted = end > start
    start, end = start[wanted], end[wanted]
    start = np.searchsorted(keys, keys[start], "left")
    end = np.searchsorted(keys, keys[end - 1], "right")
    found = np.sort(_spread(start, end))
    return found[np.concatenate(([True], found[1:] != found[:-1]))] if len(found) else found


def _spread(start: Spots, end: Spots) -> Spots:
    """Every index from each start up to its end."""
    lengths = end - start
    total = int(lengths.sum())
    return np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(total) if total else np.empty(0, np.intp)
