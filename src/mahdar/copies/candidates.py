"""Lists of texts that hold the same shingle -> pairs worth comparing, and what those lists say of the pairs.

A text meets the texts that stand nearest to it in the order of days, in each list that it stands in. So a formula that
stands in a hundred thousand texts proposes no more than `NEAR` pairs a text, a report that three hundred outlets print
is still one group, and what a new text changes lies around its places in the lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Print
from mahdar.copies.place import mark
from mahdar.copies.postings import Flags, Numbers, Postings, in_order, postings
from mahdar.copies.words import Hashes

#: A text meets so many texts before it and after it in a list.
NEAR = 32
#: The least share of the smaller text's samples that a pair must meet in to be compared at all.
LEAST_SHARE = 0.08
#: A shingle is a formula where one outlet prints it so often around a text, or where it stands on so many days: an outlet
#: repeats its forms, seldom a report; a report lives a day or two, a form comes back.
OFTEN, DAYS = 3, 4

Rows = NDArray[np.intp]


class Met(Struct, frozen=True, eq=False):
    """Pairs of texts by their marks, the lower first: in how many lists they meet, in how many of those as no formula."""

    one: Hashes
    other: Hashes
    count: Numbers
    plain: Numbers
    least: Numbers

    def enough(self) -> Flags:
        """Which pairs meet often enough to be compared; `least` is the smaller number of places of the two."""
        found: Flags = self.count >= LEAST_SHARE * self.least
        return found


def links(held: Postings) -> tuple[Rows, Rows]:
    """The rows that meet, the earlier and the later, in sorted postings."""
    keys = held.place >> np.uint64(32)
    here = np.arange(len(keys))
    pairs: list[tuple[Rows, Rows]] = []
    for step in range(1, NEAR + 1):
        here = here[: np.searchsorted(here, len(keys) - step)]
        here = here[keys[here + step] == keys[here]]
        if not len(here):
            break
        pairs.append((here, here + step))
    if not pairs:
        return here, here
    return np.concatenate([one for one, _ in pairs]), np.concatenate([other for _, other in pairs])


def formulas(held: Postings) -> Flags:
    """For each row of sorted postings whether its shingle is a formula, by the rows that it meets and itself."""
    keys = held.place >> np.uint64(32)
    begin, over = np.searchsorted(keys, keys, "left"), np.searchsorted(keys, keys, "right")
    first, last = _thrice(held.outlet, keys, np.flatnonzero((over - begin >= OFTEN) & (held.outlet > 0)))
    start = np.maximum(last - NEAR, begin[first])
    end = np.minimum(first + NEAR + 1, over[first])
    depth = np.bincount(start, minlength=len(keys) + 1) - np.bincount(end, minlength=len(keys) + 1)
    days = held.place >> np.uint64(16)
    turns = np.concatenate(([0], np.cumsum(days[1:] != days[:-1]))) if len(days) else np.empty(0, np.intp)
    here = np.arange(len(keys))
    earliest, latest = np.maximum(here - NEAR, begin), np.minimum(here + NEAR, over - 1)
    found: Flags = (np.cumsum(depth)[:-1] > 0) | (turns[latest] - turns[earliest] >= DAYS - 1)
    return found


def _thrice(outlets: Hashes, keys: Hashes, known: Rows) -> tuple[Rows, Rows]:
    """The first and the last of every `OFTEN` rows running, among those of one list and one outlet, that some row can meet all of.

    `known` are the rows that are looked at.
    """
    known = known[np.lexsort((known, outlets[known], keys[known]))]
    first, last = known[: max(0, len(known) - OFTEN + 1)], known[OFTEN - 1 :]
    near = (keys[first] == keys[last]) & (outlets[first] == outlets[last]) & (last - first <= 2 * NEAR)
    return first[near], last[near]


def met(held: Postings, one: Rows, other: Rows) -> Met:
    """The pairs of texts of some links of sorted postings."""
    marks, at = np.unique(held.mark, return_inverse=True)
    sizes = np.zeros(len(marks), dtype=np.int64)
    sizes[at] = held.size
    low, high = np.minimum(at[one], at[other]), np.maximum(at[one], at[other])
    pairs, which = np.unique(low * len(marks) + high, return_inverse=True)
    formula = formulas(held)
    plain = np.bincount(which, weights=~(formula[one] | formula[other]), minlength=len(pairs)).astype(np.int64)
    low, high = np.divmod(pairs, max(1, len(marks)))
    count = np.bincount(which, minlength=len(pairs))
    return Met(marks[low], marks[high], count, plain, np.minimum(sizes[low], sizes[high]))


def candidates(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    """Indices of pairs that may be copies, the lower first, in order.

    Measured on 6,287 articles of 14 outlets: every one of 1,863 pairs with resemblance of .5 or containment of .8 is
    proposed, with four proposals for each such pair (`bench/copies.py`).
    """
    held = postings(prints)
    held = held.at(in_order(held))
    found = met(held, *links(held))
    enough = found.enough()
    at = {mark(one.id): index for index, one in enumerate(prints)}
    pairs = zip(found.one[enough].tolist(), found.other[enough].tolist(), strict=True)
    yield from sorted((min(at[a], at[b]), max(at[a], at[b])) for a, b in pairs)
