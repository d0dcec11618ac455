"""Which words are rare: a matter of a shipped table, so that what is said of two texts depends on nothing else that was read."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from mahdar.copies.words import Hashes, words
from mahdar.spans import table

Flags = NDArray[np.bool_]

#: Slots of a table, and how far hashes are moved to tell the slots of one table and the next.
_SLOTS = 1 << 14
_SHIFTS = [np.uint64(shift) for shift in (50, 36, 22)]


def rare(hashes: Hashes) -> Flags:
    """Which words are numbers or stand not in the table of common ones (`common.tsv`, made by train/common.py)."""
    found: Flags = (hashes & np.uint64(1)).astype(bool)
    common = np.zeros(len(hashes), dtype=np.bool_)
    for shift, held in zip(_SHIFTS, _common(), strict=True):
        common |= held.take(_slots(hashes, shift)) == hashes
    return found | ~common


@cache
def _common() -> list[Hashes]:
    """The hashes of common words, in one table after the other by other bits, until each has a slot of its own."""
    left, made = words("\n".join(row["form"] for row in table("mahdar.copies", "common.tsv")))[0], []
    for shift in _SHIFTS:
        slots = _slots(left, shift)
        made.append(np.ones(_SLOTS, dtype=np.uint64))
        made[-1][slots] = left
        left = left[made[-1][slots] != left]
    return made


def _slots(hashes: Hashes, shift: np.uint64) -> NDArray[np.intp]:
    return ((hashes >> shift) & np.uint64(_SLOTS - 1)).view(np.intp)
