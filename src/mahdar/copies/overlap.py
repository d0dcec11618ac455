"""Two texts -> what they have in common, measured on their words in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from mahdar.copies.rarity import rare
from mahdar.copies.shingles import WIDTH
from mahdar.copies.side import Flags, Side

#: A blank of a form has at most so many words.
LONGEST_GAP = 12
#: Words of text that must be shared in one run before a small overlap is worth a line, or the share of the smaller text's
#: shingles that is enough without such a run.
LEAST_RUN, LEAST_SHARED = 12, 0.15


class Overlap(Struct, frozen=True):
    """What two texts share; `a` is the shorter one. Shares are 0 to 1.

    `resemblance` is Jaccard's over shingles, `containment` the share of the smaller set. `cover_a` and `cover_b` are the
    shares of words that stand in a common run of five or more, `longest` the longest such run in words. `novel` is the
    share of A's words that are rare and not in B, `kept` the share of A's rare words that B has too, `again` the same share of
    the words that A says again (who it is about), each as often as it is said again; `plain` is the share of the lists where
    they meet in which the shingle is no formula.
    """

    resemblance: float
    containment: float
    cover_a: float
    cover_b: float
    longest: int
    novel: float
    kept: float
    again: float
    plain: float
    title: float
    gap: int
    same_outlet: bool
    ratio: float


class Meeting(NamedTuple):
    """Two texts, the shorter first, with their `plain`: shingles in common, the words of each in common runs, the longest of those."""

    a: Side
    b: Side
    plain: float
    shingles: int
    cover_a: int
    cover_b: int
    longest: int

    def enough(self) -> bool:
        """Whether the texts share enough to speak of."""
        return self.longest >= LEAST_RUN or self.shingles / max(1, min(len(self.a.shingles), len(self.b.shingles)) - 1) >= LEAST_SHARED


def meetings(pairs: Sequence[tuple[Side, Side, float]]) -> Iterator[Meeting]:
    """What pairs of texts have in common, whichever way round they are given, each with its `plain`."""
    both = [(*ordered(one, other), plain) for one, other, plain in pairs]
    met = [_meeting(a, b) for a, b, _ in both]
    cover, longest = _covered([hit for _, *hits in met for hit in hits], [len(side.text.words) for a, b, _ in both for side in (a, b)])
    for pair, (shingles, *_), *covered in zip(both, met, cover[::2], cover[1::2], longest[::2], strict=True):
        yield Meeting(*pair, shingles, *covered)


def overlaps(met: Sequence[Meeting]) -> Iterator[Overlap]:
    """The overlaps of pairs of texts."""
    for one, (kept, again) in zip(met, _kept(met), strict=True):
        yield _overlap(one, kept, again)


def _overlap(met: Meeting, kept: int, again: int) -> Overlap:
    a, b = met.a, met.b
    one, other = a.text, b.text
    size_a, size_b = max(1, len(one.words)), max(1, len(other.words))
    shingles_a, shingles_b = len(a.shingles) - 1, len(b.shingles) - 1
    return Overlap(
        resemblance=met.shingles / max(1, shingles_a + shingles_b - met.shingles),
        containment=met.shingles / max(1, min(shingles_a, shingles_b)),
        cover_a=met.cover_a / size_a,
        cover_b=met.cover_b / size_b,
        longest=met.longest,
        novel=(len(a.rare) - kept) / size_a,
        kept=kept / max(1, len(a.rare)),
        again=again / a.said if a.said else 1.0,
        plain=met.plain,
        title=len(a.title & b.title) / max(1, min(len(a.title), len(b.title))),
        gap=abs(one.day - other.day) if one.day > 0 and other.day > 0 else 0,
        same_outlet=bool(one.outlet) and one.outlet == other.outlet,
        ratio=(len(a.words) - 1) / max(1, len(b.words) - 1),
    )


def _kept(met: Sequence[Meeting]) -> list[tuple[int, int]]:
    """For each pair how many of the rare words of the one the other has, and how often they are said again."""
    found = [one.b.words.take(one.b.words.searchsorted(one.a.rare)) == one.a.rare for one in met]
    if not found:
        return []
    cuts = np.cumsum([0, *map(len, found)])
    hit = np.concatenate(found)
    sums = [np.diff(np.concatenate(([0], each.cumsum())).take(cuts)) for each in (hit, hit * np.concatenate([one.a.times for one in met]))]
    return [*zip(*(each.tolist() for each in sums), strict=True)]


def _meeting(a: Side, b: Side) -> tuple[int, Flags, Flags]:
    """How many shingles two texts share, and at which words of each a shared one begins, as long as `Side.at`."""
    at = b.shingles.searchsorted(a.shingles)
    hit = b.shingles.take(at) == a.shingles
    hit[-1] = False
    back = np.zeros(len(b.shingles), dtype=np.bool_)
    back[at[hit]] = True
    return int(np.count_nonzero(hit)), hit.take(a.at), back.take(b.at)


def _covered(hits: Sequence[Flags], sizes: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each text how many of its words stand in shingles that were hit, and the longest run of them, from the hits at its words."""
    if not hits:
        return [], []
    flags = np.concatenate(hits)
    start = np.cumsum([0, *(len(hit) for hit in hits)])[:-1]
    covered = _spread(flags)
    edges = np.flatnonzero(np.diff(covered.view(np.int8), prepend=0, append=0))
    lengths = edges[1::2] - edges[::2]
    longest = np.zeros(len(hits), dtype=np.int64)
    np.maximum.at(longest, np.searchsorted(start, edges[::2], "right") - 1, lengths)
    return np.minimum(np.add.reduceat(covered, start, dtype=np.int64), sizes).tolist(), np.minimum(longest, sizes).tolist()


def _spread(hit: Flags) -> Flags:
    """The words that stand in shingles that were hit; no text's last words begin one, so nothing goes over its end."""
    covered = hit.copy()
    for k in range(1, WIDTH):
        covered[k:] |= hit[:-k]
    return covered


def ordered(one: Side, other: Side) -> tuple[Side, Side]:
    """The shorter text and the longer one."""
    return (one, other) if (len(one.text.words), one.text.id) <= (len(other.text.words), other.text.id) else (other, one)


def numbers(one: Side, other: Side) -> int:
    """The short gaps between common runs that both texts fill with numbers of their own and with no rare words of their own."""
    _, hit_one, hit_other = _meeting(one, other)
    mine, theirs = _gaps(one, hit_one, other), _gaps(other, hit_other, one)
    return sum(only and theirs.get(ends, False) for ends, only in mine.items())


def _gaps(one: Side, hit: Flags, other: Side) -> dict[tuple[int, int], bool]:
    """The short gaps between the common runs of a text, by the shingles on either side: whether it fills each with numbers alone.

    Counted are numbers and rare words that the other text does not have.
    """
    edges = np.flatnonzero(np.diff(_spread(hit).view(np.int8), prepend=0, append=0)).tolist()
    own = rare(one.text.words) & (other.words.take(other.words.searchsorted(one.text.words)) != one.text.words)
    found: dict[tuple[int, int], bool] = {}
    for end, start in zip(edges[1:-1:2], edges[2::2], strict=True):
        if start - end <= LONGEST_GAP:
            words = one.text.words[end:start][own[end:start]]
            ends = int(one.shingles[one.at[end - WIDTH]]), int(one.shingles[one.at[start]])
            found[ends] = bool(len(words)) and bool((words & np.uint64(1)).all())
    return found
