"""Places of many texts, side by side: the lists of texts that hold the same sampled shingle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Hashes, Print
from mahdar.copies.place import mark, places

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


class Postings(Struct, frozen=True, eq=False):
    """One row for each place of each text: whose mark it is, of which outlet (0 where unknown), how many places the text has."""

    place: Hashes
    mark: Hashes
    outlet: Hashes
    size: Numbers

    def __len__(self) -> int:
        return len(self.place)

    def at(self, which: Flags | NDArray[np.intp]) -> Postings:
        """Some of the rows."""
        return Postings(self.place[which], self.mark[which], self.outlet[which], self.size[which])


def postings(prints: Sequence[Print]) -> Postings:
    """The rows of texts, in the order of the texts."""
    each = [places(one) for one in prints]
    sizes = np.array([len(found) for found in each], dtype=np.int64)
    marks = np.array([mark(one.id) for one in prints], dtype=np.uint64)
    outlets = np.array([mark(one.outlet) if one.outlet else 0 for one in prints], dtype=np.uint64)
    found = np.concatenate(each) if each else np.array([], dtype=np.uint64)
    return Postings(found, np.repeat(marks, sizes), np.repeat(outlets, sizes), np.repeat(sizes, sizes))


def together(parts: Sequence[Postings]) -> Postings:
    """The rows of all parts, one after the other."""
    columns = ("place", "mark", "outlet", "size")
    return Postings(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


def in_order(held: Postings) -> NDArray[np.intp]:
    """Where the rows stand when they are sorted by place, then by mark."""
    return np.lexsort((held.mark, held.place))
