"""How common words and shingles are in a run: what many texts hold says little about two of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from mahdar.copies.fingerprint import Hashes, Print

#: A word is rare that stands in at most this share of the texts (and in three texts at least, for small runs).
RARE_WORD = 0.01
#: A shingle is rare that at most this many texts hold: the two compared and one more.
RARE_SHINGLE = 3


class Rarity(Struct, frozen=True, eq=False):
    """The rare words and rare shingles of a run, as sorted hashes."""

    words: Hashes
    shingles: Hashes

    def rare(self, words: Hashes) -> Hashes:
        """Those of `words` that are rare or numbers, each once, sorted."""
        unique = np.unique(words)
        wanted: Hashes = unique[_among(unique, self.words) | (unique & np.uint64(1)).astype(bool)]
        return wanted

    def seldom(self, shingles: Hashes) -> int:
        """How many of `shingles` are rare."""
        return int(_among(shingles, self.shingles).sum())


def rarity(prints: Sequence[Print]) -> Rarity:
    """What is rare among these texts."""
    limit = max(RARE_SHINGLE, round(RARE_WORD * len(prints)))
    return Rarity(_seldom([p.words for p in prints], limit), _seldom([p.shingles for p in prints], RARE_SHINGLE))


def _seldom(texts: Sequence[Hashes], limit: int) -> Hashes:
    if not texts:
        return np.array([], dtype=np.uint64)
    values, counts = np.unique(np.concatenate([np.unique(t) for t in texts]), return_counts=True)
    return values[counts <= limit]


def _among(values: Hashes, table: Hashes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each of `values` stands in the sorted `table`."""
    if not len(table):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(np.searchsorted(table, values), len(table) - 1)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = table[at] == values
    return found
