"""How common words and shingles are in a run: what many texts hold says little about two of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Hashes, Print

Flags = NDArray[np.bool_]

#: A word is rare that stands in at most this share of the texts (and in three texts at least, for small runs).
RARE_WORD = 0.01
#: A shingle is rare that at most this many texts hold: the two compared and one more.
RARE_SHINGLE = 3


class Rarity(Struct, frozen=True, eq=False):
    """The rare words and rare shingles of a run, as sorted hashes."""

    words: Hashes
    shingles: Hashes

    def rare(self, words: Hashes) -> Flags:
        """Which of these sorted words are rare or numbers."""
        flags: Flags = _among(words, self.words) | (words & np.uint64(1)).astype(bool)
        return flags

    def seldom(self, shingles: Hashes) -> Flags:
        """Which of these sorted shingles are rare."""
        return _among(shingles, self.shingles)


def rarity(prints: Sequence[Print]) -> Rarity:
    """What is rare among these texts."""
    limit = max(RARE_SHINGLE, round(RARE_WORD * len(prints)))
    return Rarity(_seldom([p.words for p in prints], limit), _seldom([p.shingles for p in prints], RARE_SHINGLE))


def _seldom(texts: Sequence[Hashes], limit: int) -> Hashes:
    """The values that at most `limit` texts hold, sorted."""
    if not texts:
        return np.array([], dtype=np.uint64)
    held = np.concatenate([_once(t) for t in texts])
    if not len(held):
        return held
    held.sort()
    starts = np.flatnonzero(np.concatenate(([True], held[1:] != held[:-1])))
    counts = np.diff(starts, append=len(held))
    found: Hashes = held[starts[counts <= limit]]
    return found


def _once(values: Hashes) -> Hashes:
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _among(values: Hashes, table: Hashes) -> Flags:
    """Whether each of `values` stands in the sorted `table`."""
    if not len(table):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(np.searchsorted(table, values), len(table) - 1)
    found: Flags = table[at] == values
    return found
