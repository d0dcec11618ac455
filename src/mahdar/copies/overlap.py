"""Two prints -> what they have in common, measured on their words in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from mahdar.copies.fingerprint import WIDTH, Hashes, Print
from mahdar.copies.side import Flags, Side, among, covered, side

#: A blank of a form has at most so many words.
LONGEST_GAP = 12


class Overlap(Struct, frozen=True):
    """What two texts share; `a` is the shorter one. Shares are 0 to 1.

    `resemblance` is Jaccard's over shingles, `containment` the share of the smaller set. `cover_a` and `cover_b` are the
    shares of words that stand in a common run of five or more, `longest` the longest such run in words. `novel` is the
    share of A's words that are rare and not in B, `kept` the share of A's rare words that B has too, `plain` the share of
    the lists where they meet in which no outlet repeats the shingle, `numbers` the places between common runs where each
    text has numbers of its own.
    """

    resemblance: float
    containment: float
    cover_a: float
    cover_b: float
    longest: int
    novel: float
    kept: float
    plain: float
    numbers: int
    title: float
    gap: int
    same_outlet: bool
    ratio: float


def overlap(one: Print, other: Print, *, plain: float = 1.0) -> Overlap:
    """The overlap of two texts, whichever way round they are given."""
    return between(side(one), side(other), plain=plain)


def between(one: Side, other: Side, *, plain: float) -> Overlap:
    """The overlap of two texts made ready, whichever way round they are given."""
    a, b = sorted((one, other), key=lambda s: (len(s.text.words), s.text.id))
    hit_a, at = among(a.shingles, b.shingles)
    hit_b = np.zeros(len(b.shingles), dtype=np.bool_)
    hit_b[at[hit_a]] = True
    common = int(hit_a.sum())
    covered_a, covered_b = covered(a, hit_a), covered(b, hit_b)
    also_b, at = among(a.words, b.words)
    also_a = np.zeros(len(b.words), dtype=np.bool_)
    also_a[at[also_b]] = True
    rare, kept = int(a.rare.sum()), int((a.rare & also_b).sum())
    runs_a, runs_b = _runs(covered_a), _runs(covered_b)
    numbers = _numbers(_Gaps(a, runs_a, a.rare & ~also_b), _Gaps(b, runs_b, b.rare & ~also_a))
    known = a.text.day > 0 and b.text.day > 0
    return Overlap(
        resemblance=common / max(1, len(hit_a) + len(hit_b) - common),
        containment=common / max(1, min(len(hit_a), len(hit_b))),
        cover_a=float(covered_a.mean()) if len(covered_a) else 0.0,
        cover_b=float(covered_b.mean()) if len(covered_b) else 0.0,
        longest=max((end - start for start, end in runs_a), default=0),
        novel=(rare - kept) / max(1, len(a.text.words)),
        kept=kept / max(1, rare),
        plain=plain,
        numbers=numbers,
        title=_shared(a.title, b.title),
        gap=abs(a.text.day - b.text.day) if known else 0,
        same_outlet=bool(a.text.outlet) and a.text.outlet == b.text.outlet,
        ratio=len(a.words) / max(1, len(b.words)),
    )


def _runs(covered: Flags) -> list[tuple[int, int]]:
    """The stretches of covered words, half open."""
    padded = np.zeros(len(covered) + 2, dtype=np.int8)
    padded[1:-1] = covered
    edges = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _shared(one: Hashes, other: Hashes) -> float:
    return int(among(one, other)[0].sum()) / max(1, min(len(one), len(other)))


class _Gaps:
    """The short gaps between the common runs of one text, by the shingles on either side, and its own rare words in each."""

    def __init__(self, one: Side, runs: Sequence[tuple[int, int]], own: Flags) -> None:
        near = [(end, start) for (_, end), (start, _) in pairwise(runs) if start - end <= LONGEST_GAP]
        shingles, words = one.text.shingles, one.text.words
        self.between = {(int(shingles[end - WIDTH]), int(shingles[start])): (end, start) for end, start in near}
        if self.between:
            mine = own[one.word_at]
            self.own = np.concatenate(([0], np.cumsum(mine))).tolist()
            self.words = np.concatenate(([0], np.cumsum(mine & (words & np.uint64(1) == 0)))).tolist()

    def filled(self, key: tuple[int, int]) -> tuple[bool, bool]:
        """Whether a gap holds rare words of this text's own, and whether those are numbers alone."""
        end, start = self.between[key]
        return self.own[start] > self.own[end], self.words[start] == self.words[end]


def _numbers(one: _Gaps, other: _Gaps) -> int:
    """The gaps between runs that both texts fill with numbers of their own and with no rare words."""
    pairs = [(one.filled(key), other.filled(key)) for key in one.between if key in other.between]
    return sum(a[1] and b[1] for a, b in pairs if a[0] and b[0])
