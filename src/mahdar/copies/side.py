"""Print -> Side: a text made ready to be measured against others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Print
from mahdar.copies.rarity import rare
from mahdar.copies.shingles import WIDTH, shingles
from mahdar.copies.words import Hashes

Flags = NDArray[np.bool_]
Spots = NDArray[np.intp]

#: Stands after the last of sorted values, so that whatever is looked up there stands somewhere.
_LAST = np.array([2**64 - 1], dtype=np.uint64)


class Side(Struct, frozen=True, eq=False):
    """A text with its shingles and words sorted, each once and with one value more at the end that is none of them.

    `at` says for each word of the text where the shingle that begins with it stands among those, that last one where none does;
    it is a word longer than the text and at least `WIDTH` + 1 long. `rare` are the rare words and the numbers, sorted, and
    `times` says how often more than once the text has each; `said` is their sum.
    """

    text: Print
    shingles: Hashes
    at: Spots
    words: Hashes
    rare: Hashes
    times: Spots
    said: int
    title: frozenset[int]


def sides(texts: Sequence[Print]) -> list[Side]:
    """Texts made ready."""
    if not texts:
        return []
    ready = [_sorted(found) for found in shingles([text.words for text in texts]).each()]
    counted = [_counted(text.words) for text in texts]
    seldom = rare(np.concatenate([words for words, _ in counted]))
    found, start = [], 0
    for text, (values, at), (words, times) in zip(texts, ready, counted, strict=True):
        few = seldom[start : start + len(words)].nonzero()[0]
        start += len(words)
        again = times.take(few)
        placed = np.full(max(len(text.words), WIDTH) + 1, len(values) - 1)
        placed[: len(at)] = at
        found.append(Side(text, values, placed, _ended(words), words.take(few), again, int(again.sum()), frozenset(text.title.tolist())))
    return found


def _sorted(values: Hashes) -> tuple[Hashes, Spots]:
    """The distinct values, sorted, and one more; and the place among them of each value."""
    order = values.argsort()
    ordered = values.take(order)
    first = np.ones(len(values), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    at = np.empty(len(values), dtype=np.intp)
    at[order] = first.cumsum() - 1
    return _ended(ordered[first]), at


def _counted(values: Hashes) -> tuple[Hashes, Spots]:
    """The distinct values, sorted, and how often more than once each is there."""
    ordered = np.sort(values)
    first = np.ones(len(values) + 1, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:-1])
    edges = first.nonzero()[0]
    return ordered.take(edges[:-1]), edges[1:] - edges[:-1] - 1


def _ended(values: Hashes) -> Hashes:
    return np.concatenate((values, _LAST))
