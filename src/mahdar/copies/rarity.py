"""Which words are rare: a matter of a shipped table, so that what is said of two texts depends on nothing else that was read."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Hashes, hashed
from mahdar.spans import table

Flags = NDArray[np.bool_]


def rare(words: Hashes) -> Flags:
    """Which words are numbers or stand not in the table of common ones (`common.tsv`, made by train/common.py)."""
    common = _common()
    at = np.minimum(np.searchsorted(common, words), len(common) - 1)
    found: Flags = (common[at] != words) | (words & np.uint64(1)).astype(bool)
    return found


@cache
def _common() -> Hashes:
    """The hashes of common words, sorted."""
    return np.sort(np.frombuffer(b"".join(hashed(row["form"]) for row in table("mahdar.copies", "common.tsv")), dtype="<u8"))
