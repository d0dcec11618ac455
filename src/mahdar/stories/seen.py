"""Which ids have come before, eight bytes each."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mahdar.copies import mark
from mahdar.copies.words import Hashes


class Seen:
    """Ids that have come, as sorted hashes: two ids of a million are taken for one once in millions of archives."""

    def __init__(self, hashes: Hashes | None = None) -> None:
        self.hashes: Hashes = np.zeros(0, dtype=np.uint64) if hashes is None else hashes

    def new(self, ids: Iterable[str]) -> list[str]:
        """Those of these distinct ids that had not come yet; they have come now."""
        names = sorted(ids)
        own = np.array([mark(name) for name in names], dtype=np.uint64)
        at = np.searchsorted(self.hashes, own)
        known = np.zeros(len(own), dtype=np.bool_)
        inside = at < len(self.hashes)
        known[inside] = self.hashes[at[inside]] == own[inside]
        fresh = np.sort(own[~known])
        self.hashes = np.insert(self.hashes, np.searchsorted(self.hashes, fresh), fresh)
        return [name for name, old in zip(names, known.tolist(), strict=True) if not old]
