"""Words of texts -> their shingles, those of many texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.words import Hashes

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]

#: Words in a shingle. Five is the length at which formulas of Arabic news still recur and whole sentences do not.
WIDTH = 5
#: One shingle in this many goes into the index. Sampling by value keeps the same shingles of every text, so the share
#: of samples in common estimates containment as well as resemblance, which signatures of fixed length do not.
SAMPLED = 6

_ODD = [np.uint64(p) for p in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)]
_LOW, _UPPER = np.uint64(0x7FFFFFFF), np.uint64(32)


class Shingles(Struct, frozen=True, eq=False):
    """The shingles of many texts, one after the other: `hashes` of each run of five words, from `start` to `end` those of each text.

    A text of fewer words is one shingle of what it has, and one of none has none.
    """

    hashes: Hashes
    start: Rows
    end: Rows

    def each(self) -> list[Hashes]:
        """The shingles of each text, in the order of its words."""
        return [self.hashes[start:end] for start, end in zip(self.start.tolist(), self.end.tolist(), strict=True)]

    def samples(self) -> tuple[Hashes, Rows]:
        """What of the shingles goes into the index, 31 bits of each, and the number of its text.

        Those of a text stand together, sorted, each once; a text too short for any gives its first.
        """
        chosen = (self.hashes >> _UPPER) % np.uint64(SAMPLED) == 0
        inside = np.bincount(self.start, minlength=len(chosen) + 1) - np.bincount(self.end, minlength=len(chosen) + 1)
        chosen &= np.cumsum(inside)[:-1] > 0
        counted = np.concatenate(([0], np.cumsum(chosen)))
        chosen[self.start[(counted[self.end] == counted[self.start]) & (self.end > self.start)]] = True
        at = np.flatnonzero(chosen)
        whose = np.searchsorted(self.start, at, "right") - 1
        rows = distinct((whose.astype(np.uint64) << _UPPER) | (self.hashes[at] & _LOW))
        return rows & _LOW, (rows >> _UPPER).astype(np.intp)


def shingles(texts: Sequence[Hashes]) -> Shingles:
    """The shingles of the words of texts."""
    sizes = np.array([len(words) for words in texts], dtype=np.intp)
    ends = np.cumsum(sizes)
    start = ends - sizes
    words = np.concatenate([*texts, np.zeros(WIDTH, dtype=np.uint64)])
    count = len(words) - WIDTH + 1
    mixed = words[:count] * _ODD[0]
    for k in range(1, WIDTH):
        mixed ^= words[k : count + k] * _ODD[k]
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _ODD[0]
    for text in np.flatnonzero((sizes > 0) & (sizes < WIDTH)).tolist():
        mixed[start[text]] = reduce(np.bitwise_xor, texts[text])
    return Shingles(mixed, start, start + np.where(sizes >= WIDTH, sizes - WIDTH + 1, np.minimum(sizes, 1)))


def distinct(values: Hashes) -> Hashes:
    """The values, each once, sorted."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
