"""Two texts -> Passage: the words that stand in both, anchored in each.

The longest run of words in common is taken first, then the longest of what is left on either side, so that a paragraph that was
moved is one passage, and words that a text says twice are matched once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.runs import spread
from mahdar.copies.shingles import WIDTH, shingles
from mahdar.copies.words import Hashes, spots
from mahdar.spans import Anchor

#: A shingle that both texts have more often is met only around the same place in the count, so that the work stays linear: the fifth
#: of a hundred tables' heads with the first to the thirteenth of the other text's.
AROUND = 8

Spots = NDArray[np.intp]


class Placed(Struct, frozen=True, eq=False):
    """A text by its words: their hashes, where they start and end in it, and which of them lie in the stretches that are looked at."""

    article: str
    words: Hashes
    start: Spots
    end: Spots
    seen: NDArray[np.bool_]


class Passage(Struct, frozen=True, order=True):
    """So many words that stand in two texts, where they stand in each; what is shown are slices, spelt as each text spells them."""

    a: Anchor
    b: Anchor
    words: int


class Run(NamedTuple):
    """So many words in common, from a word of the one text and a word of the other; the longest run sorts first."""

    short: int
    one: int
    other: int


def placed(article: str, text: str, stretches: Sequence[tuple[int, int]] | None = None) -> Placed:
    """The words of a text with their places; `stretches`, in order, are those parts of it that are looked at, all where there are none."""
    words, start, end = spots(text)
    seen = np.ones(len(words), dtype=np.bool_)
    if stretches is not None:
        at = np.searchsorted(np.array([first for first, _ in stretches], dtype=np.intp), start, "right")
        last = np.array([0, *(last for _, last in stretches)], dtype=np.intp)
        seen = end <= last.take(at)
    return Placed(article, words, start, end, seen)


def passages(a: Placed, b: Placed, *, least: int = WIDTH) -> tuple[Passage, ...]:
    """The runs of `least` words or more, at least five, that both texts have, in the order of the first.

    None overlaps another or could be longer by a word. The texts may change places: the passages are the same.
    """
    if (len(a.words), a.words.tobytes()) > (len(b.words), b.words.tobytes()):
        found = [(i, j, size) for j, i, size in _tiles(b, a, least)]
    else:
        found = [*_tiles(a, b, least)]
    return tuple(Passage(_anchor(a, i, size), _anchor(b, j, size), size) for i, j, size in sorted(found))


def _anchor(text: Placed, first: int, count: int) -> Anchor:
    return Anchor(text.article, int(text.start[first]), int(text.end[first + count - 1]))


def _tiles(one: Placed, other: Placed, least: int) -> Iterator[tuple[int, int, int]]:
    """The runs that are taken, the longest first, of those the one that stands first: from where in each text, how many words."""
    mine, theirs = one.words.tolist(), other.words.tolist()
    # One more, taken, at either end, so that no run goes over it; behind all a free one, which every search for one finds.
    took, gone = (bytearray(b"\1" + (~text.seen).tobytes() + b"\1\0") for text in (one, other))
    heap = [Run(-size, i, j) for i, j, size in _runs(one.words, other.words) if size >= least]
    heapify(heap)
    while heap:
        short, i, j = heappop(heap)
        if took.find(1, i + 1, i + 1 - short) >= 0 or gone.find(1, j + 1, j + 1 - short) >= 0:
            for run in _left(took, gone, Run(short, i, j)):
                if -run.short >= least:
                    heappush(heap, run)
            continue
        first, last = 0, -short
        while not took[i + first] and not gone[j + first] and mine[i + first - 1] == theirs[j + first - 1]:
            first -= 1
        while not took[i + last + 1] and not gone[j + last + 1] and mine[i + last] == theirs[j + last]:
            last += 1
        took[i + first + 1 : i + last + 1] = gone[j + first + 1 : j + last + 1] = b"\1" * (last - first)
        yield i + first, j + first, last - first


def _left(took: bytearray, gone: bytearray, run: Run) -> Iterator[Run]:
    """The parts of a run of which no word is taken on either side."""
    begin, over = 0, -run.short
    while begin < over:
        free = max(took.find(0, run.one + begin + 1) - run.one, gone.find(0, run.other + begin + 1) - run.other) - 1
        if free > begin:
            begin = free
            continue
        ends = [text.find(1, at + begin + 1, at + over + 1) - at - 1 for text, at in ((took, run.one), (gone, run.other))]
        end = min((at for at in ends if at > begin), default=over)
        yield Run(begin - end, run.one + begin, run.other + begin)
        begin = end


def _runs(one: Hashes, other: Hashes) -> Iterator[tuple[int, int, int]]:
    """The runs of words in common of a shingle or more, as long as they go: where each starts in either text, and its words."""
    if min(len(one), len(other)) < WIDTH:
        return
    mine, theirs = shingles([one, other]).each()
    order = theirs.argsort(kind="stable")
    ranked = theirs.take(order)
    low, high = (ranked.searchsorted(mine, side) for side in ("left", "right"))
    rank = _rank(mine)
    start = np.minimum(low + np.maximum(rank - AROUND, 0), high)
    end = np.minimum(high, low + rank + AROUND + 1)
    i, j = np.repeat(np.arange(len(mine)), np.maximum(end - start, 0)), order.take(spread(start, np.maximum(end, start)))
    by = np.lexsort((i, j - i))
    i, j = i.take(by), j.take(by)
    first = np.ones(len(i), dtype=np.bool_)
    first[1:] = (np.diff(i) != 1) | (np.diff(j) != 1)
    at = first.nonzero()[0]
    sizes = np.diff(at, append=len(i)) + WIDTH - 1
    yield from zip(i.take(at).tolist(), j.take(at).tolist(), sizes.tolist(), strict=True)


def _rank(values: Hashes) -> Spots:
    """For each value how many like it stand before it."""
    order = values.argsort(kind="stable")
    ranked = values.take(order)
    rank = np.empty(len(values), dtype=np.intp)
    rank[order] = np.arange(len(values)) - ranked.searchsorted(ranked, "left")
    return rank
