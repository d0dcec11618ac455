"""Which words are rare: a matter of a shipped table, so that what is said of two texts depends on nothing else that was read."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from mahdar.copies.words import Hashes, words
from mahdar.spans import table

Flags = NDArray[np.bool_]


def rare(hashes: Hashes) -> Flags:
    """Which words are numbers or stand not in the table of common ones (`common.tsv`, made by train/common.py)."""
    common = _common()
    at = np.minimum(np.searchsorted(common, hashes), len(common) - 1)
    found: Flags = (common[at] != hashes) | (hashes & np.uint64(1)).astype(bool)
    return found


@cache
def _common() -> Hashes:
    """The hashes of common words, sorted."""
    return np.sort(words("\n".join(row["form"] for row in table("mahdar.copies", "common.tsv")))[0])
