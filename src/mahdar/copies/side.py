"""Print -> Side: a text made ready to be measured against others."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import WIDTH, Hashes, Print, distinct
from mahdar.copies.rarity import rare

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


class Side(Struct, frozen=True, eq=False):
    """A text with its shingles, words and title sorted, each value once.

    `shingle_at` and `word_at` say for each place of the text where its value stands among the sorted ones; `rare` says of
    each word whether it is rare or a number, `again` which of those the text says more than once, and `times` how often more.
    """

    text: Print
    shingles: Hashes
    shingle_at: Places
    words: Hashes
    word_at: Places
    rare: Flags
    again: Hashes
    times: Places
    title: Hashes


def side(text: Print) -> Side:
    """A text made ready."""
    shingles, shingle_at = once(text.shingles)
    words, word_at = once(text.words)
    seldom = rare(words)
    times = np.bincount(word_at, minlength=len(words)) - 1
    again = np.flatnonzero(seldom & (times > 0))
    return Side(text, shingles, shingle_at, words, word_at, seldom, words[again], times[again], distinct(text.title))


def once(values: Hashes) -> tuple[Hashes, Places]:
    """The distinct values, sorted, and the place among them of each value."""
    order = np.argsort(values)
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


def runs(one: Side, hit: Flags) -> list[tuple[int, int]]:
    """The stretches of words of a text, half open, that stand in shingles that were hit."""
    if len(one.text.words) < WIDTH:
        return [(0, len(one.text.words))] if hit.any() else []
    at = np.zeros(len(one.text.shingles) + 2, dtype=np.bool_)
    at[1:-1] = hit[one.shingle_at]
    edges = np.flatnonzero(at[1:] != at[:-1]).tolist()
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end + WIDTH - 1
        else:
            found.append((start, end + WIDTH - 1))
    return found
