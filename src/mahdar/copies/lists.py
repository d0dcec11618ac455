"""The lists around some places as they were and as they will be, and what changes in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from mahdar.copies.candidates import NEAR, Met, Rows, formulas, links, met
from mahdar.copies.postings import Flags, Postings, in_order, together
from mahdar.copies.shelf import Shelf
from mahdar.copies.shingles import distinct
from mahdar.copies.words import Hashes

Pair = tuple[int, int]

#: Slots in which rows are counted, to tell those that stand alone in their lists.
_SLOTS = 1 << 18


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

    def stirred(self) -> tuple[Doubts, frozenset[Pair]]:
        """Pairs of texts that stay, by mark: those of which lists say something else now, and those that a list joins anew.

        A list says something else of a pair where it parts the two or where its shingle turned into a formula for one of
        them or back.
        """
        stays = self.before & self.after
        turned = np.zeros(len(stays), dtype=np.bool_)
        turned[self.before] = formulas(self.rows.at(self.before))
        turned[self.after] ^= formulas(self.rows.at(self.after))
        was, now = np.flatnonzero(self.before), np.flatnonzero(self.after)
        one, other = self._met(was)
        apart = np.cumsum(self.after)[other] - np.cumsum(self.after)[one] > NEAR
        doubtful = apart | turned[one] | turned[other]
        lower, higher = self._marks(one[doubtful], other[doubtful])
        one, other = self._met(now)
        joined = np.cumsum(self.before)[other] - np.cumsum(self.before)[one] > NEAR
        pairs = zip(*(marks.tolist() for marks in self._marks(one[joined], other[joined])), strict=True)
        return Doubts(distinct(np.concatenate([lower, higher])), distinct(code(lower, higher))), frozenset(pairs)

    def _met(self, there: Rows) -> tuple[Rows, Rows]:
        """The rows that meet before or after and stay."""
        one, other = links(self.rows.at(there))
        one, other = there[one], there[other]
        stays = self.before & self.after
        both = stays[one] & stays[other]
        return one[both], other[both]

    def _marks(self, one: Rows, other: Rows) -> tuple[Hashes, Hashes]:
        ones, others = self.rows.mark[one], self.rows.mark[other]
        return np.minimum(ones, others), np.maximum(ones, others)


class Doubts(Struct, frozen=True, eq=False):
    """Texts of pairs that may be judged otherwise now, by mark, and the codes of the pairs; both sorted."""

    marks: Hashes
    codes: Hashes

    def hold(self, pairs: Sequence[Pair]) -> list[bool]:
        """Of each pair whether it is among them."""
        marks = np.array(pairs, dtype=np.uint64).reshape(-1, 2)
        found: list[bool] = np.isin(code(marks[:, 0], marks[:, 1]), self.codes).tolist()
        return found


def code(lower: Hashes, higher: Hashes) -> Hashes:
    """One number for two marks; that two pairs share one costs a look at a pair that nothing happened to."""
    return (lower * np.uint64(0x9E3779B97F4A7C15)) ^ higher


def lists(shelf: Shelf, gone: Postings, new: Postings, *, around: Hashes, reach: int) -> Lists:
    """The lists around some places, from what is kept, without the rows that go and with those that are new.

    A row that stands alone in its list is left out.
    """
    keys = gone.place >> np.uint64(32)
    most = int(np.unique(keys, return_counts=True)[1].max()) if len(keys) else 0
    kept = shelf.near(distinct(around), reach + most)
    left = np.isin(kept.mark, np.unique(gone.mark))
    rows = together([kept, new])
    before = np.arange(len(rows)) < len(kept)
    after = ~np.concatenate([left, np.zeros(len(new), dtype=np.bool_)])
    some = _in_company(rows.place)
    order = some[in_order(rows.at(some))]
    return Lists(rows.at(order), before[order], after[order], ~before[order])


def _in_company(places: Hashes) -> Rows:
    """The rows of lists of two or more, and a few of others."""
    slots = ((places >> np.uint64(32)) & np.uint64(_SLOTS - 1)).view(np.intp)
    found: Rows = np.flatnonzero(np.bincount(slots, minlength=_SLOTS).take(slots) > 1)
    return found
