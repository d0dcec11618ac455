"""The lists around some places as they were and as they will be, and what changes in them."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from mahdar.copies.candidates import NEAR, Met, Rows, formulas, links, met
from mahdar.copies.fingerprint import Hashes
from mahdar.copies.postings import Flags, Postings, in_order, together
from mahdar.copies.shelf import Shelf

Pair = tuple[int, int]


class Lists(Struct, frozen=True, eq=False):
    """Rows of lists, sorted; which were there before, which are there after, and which of those are new."""

    rows: Postings
    before: Flags
    after: Flags
    fresh: Flags

    def came(self) -> Met:
        """The pairs in which a new text takes part."""
        held, fresh = self.rows.at(self.after), self.fresh[self.after]
        one, other = links(held)
        wanted = fresh[one] | fresh[other]
        return met(held, one[wanted], other[wanted])

    def between(self, pairs: frozenset[Pair]) -> Met:
        """Those of these pairs that meet afterwards; the lower mark comes first."""
        held = self.rows.at(self.after)
        seen = np.array(sorted({mark for pair in pairs for mark in pair}), dtype=np.uint64)
        one, other = links(held)
        wanted = np.isin(held.mark[one], seen) & np.isin(held.mark[other], seen)
        found = met(held, one[wanted], other[wanted])
        of_them = np.array([pair in pairs for pair in zip(found.one.tolist(), found.other.tolist(), strict=True)], dtype=np.bool_)
        return Met(*(getattr(found, name)[of_them] for name in ("one", "other", "count", "plain", "least")))

    def stirred(self) -> tuple[frozenset[int], frozenset[Pair], frozenset[Pair]]:
        """Of texts that stay: those for which a shingle turned into a formula or back, pairs that a list parts, pairs that it joins."""
        stays = self.before & self.after
        formula = np.zeros((2, len(stays)), dtype=np.bool_)
        formula[0, self.before] = formulas(self.rows.at(self.before))
        formula[1, self.after] = formulas(self.rows.at(self.after))
        flipped = frozenset(self.rows.mark[stays & (formula[0] != formula[1])].tolist())
        parted = self._apart(np.flatnonzero(self.before), np.cumsum(self.after))
        return flipped, parted, self._apart(np.flatnonzero(self.after), np.cumsum(self.before))

    def _apart(self, there: Rows, rank: Rows) -> frozenset[Pair]:
        """Of rows that meet on one side and stay those that are too far apart on the other."""
        one, other = links(self.rows.at(there))
        one, other = there[one], there[other]
        stays = self.before & self.after
        far = stays[one] & stays[other] & (rank[other] - rank[one] > NEAR)
        ones, others = self.rows.mark[one[far]], self.rows.mark[other[far]]
        return frozenset(zip(np.minimum(ones, others).tolist(), np.maximum(ones, others).tolist(), strict=True))


def lists(shelf: Shelf, gone: Postings, new: Postings, *, around: Hashes, reach: int) -> Lists:
    """The lists around some places, from what is kept, without the rows that go and with those that are new."""
    keys = gone.place >> np.uint64(32)
    most = int(np.unique(keys, return_counts=True)[1].max()) if len(keys) else 0
    kept = shelf.near(np.unique(around), reach + most)
    new = new.at(np.isin(new.place >> np.uint64(32), around >> np.uint64(32)))
    left = np.isin(kept.mark, np.unique(gone.mark))
    rows = together([kept, new])
    order = in_order(rows)
    before = np.concatenate([np.ones(len(kept), dtype=np.bool_), np.zeros(len(new), dtype=np.bool_)])
    after = np.concatenate([~left, np.ones(len(new), dtype=np.bool_)])
    return Lists(rows.at(order), before[order], after[order], ~before[order])
