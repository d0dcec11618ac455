"""Print -> Side: a text made ready to be measured against others."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import WIDTH, Hashes, Print
from mahdar.copies.rarity import rare

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


class Side(Struct, frozen=True, eq=False):
    """A text with its shingles, words and title sorted, each value once.

    `shingle_at` and `word_at` say for each place of the text where its value stands among the sorted ones; `rare` says of
    each word whether it is rare or a number.
    """

    text: Print
    shingles: Hashes
    shingle_at: Places
    words: Hashes
    word_at: Places
    rare: Flags
    title: Hashes


def side(text: Print) -> Side:
    """A text made ready."""
    shingles, shingle_at = once(text.shingles)
    words, word_at = once(text.words)
    return Side(text, shingles, shingle_at, words, word_at, rare(words), once(text.title)[0])


def once(values: Hashes) -> tuple[Hashes, Places]:
    """The distinct values, sorted, and the place among them of each value."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    first = np.ones(len(values), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    at = np.empty(len(values), dtype=np.intp)
    at[order] = np.cumsum(first) - 1
    return ordered[first], at


def among(values: Hashes, table: Hashes) -> tuple[Flags, Places]:
    """Of sorted values whether each stands in the sorted `table`, and where."""
    if not len(table):
        return np.zeros(len(values), dtype=np.bool_), np.zeros(len(values), dtype=np.intp)
    at = np.minimum(np.searchsorted(table, values), len(table) - 1)
    return table[at] == values, at


def covered(one: Side, hit: Flags) -> Flags:
    """For each word of a text whether it stands in one of the shingles that were hit."""
    count = len(one.text.words)
    if count < WIDTH:
        return np.full(count, bool(hit.any()))
    found = np.zeros(count, dtype=np.bool_)
    at = hit[one.shingle_at]
    for k in range(WIDTH):
        found[k : k + len(at)] |= at
    return found
