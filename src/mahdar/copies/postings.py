"""Places of many texts, side by side: the lists of texts that hold the same sampled shingle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Print
from mahdar.copies.place import mark, order
from mahdar.copies.shingles import shingles
from mahdar.copies.words import Hashes

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
    """The rows of texts, in the order of the texts, those of a text by place.

    A place is a number of 63 bits: 31 of a sampled shingle, then the text's order.
    """
    samples, whose = shingles([one.words for one in prints]).samples()
    marks = np.array([mark(one.id) for one in prints], dtype=np.uint64)
    orders = np.array([order(one.day, mark(one.id)) for one in prints], dtype=np.uint64)
    outlets = np.array([mark(one.outlet) if one.outlet else 0 for one in prints], dtype=np.uint64)
    sizes = np.bincount(whose, minlength=len(prints))
    return Postings(samples << np.uint64(32) | orders[whose], marks[whose], outlets[whose], sizes[whose])


def together(parts: Sequence[Postings]) -> Postings:
    """The rows of all parts, one after the other."""
    columns = ("place", "mark", "outlet", "size")
    return Postings(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


def in_order(held: Postings) -> NDArray[np.intp]:
    """Where the rows stand when they are sorted by place, then by mark."""
    order = np.argsort(held.place)
    places = held.place.take(order)
    return np.lexsort((held.mark, held.place)) if (places[1:] == places[:-1]).any() else order
