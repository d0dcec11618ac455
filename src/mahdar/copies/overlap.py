"""Two texts -> what they have in common, measured on their words in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from mahdar.copies.fingerprint import WIDTH, Hashes
from mahdar.copies.side import Flags, Side, among, runs

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

    def enough(self) -> bool:
        """Whether the texts share enough to speak of."""
        return self.containment >= LEAST_SHARED or self.longest >= LEAST_RUN


def overlap(one: Side, other: Side, *, plain: float) -> Overlap:
    """The overlap of two texts made ready, whichever way round they are given."""
    a, b = ordered(one, other)
    hit_a, at = among(a.shingles, b.shingles)
    hit_b = np.zeros(len(b.shingles), dtype=np.bool_)
    hit_b[at[hit_a]] = True
    common = int(np.count_nonzero(hit_a))
    runs_a, runs_b = runs(a, hit_a), runs(b, hit_b)
    rare = a.words[a.rare]
    kept = int(np.count_nonzero(among(rare, b.words)[0]))
    said = int(a.times.sum())
    again = int(a.times[among(a.again, b.words)[0]].sum()) if said else 0
    known = a.text.day > 0 and b.text.day > 0
    return Overlap(
        resemblance=common / max(1, len(hit_a) + len(hit_b) - common),
        containment=common / max(1, min(len(hit_a), len(hit_b))),
        cover_a=sum(end - start for start, end in runs_a) / max(1, len(a.text.words)),
        cover_b=sum(end - start for start, end in runs_b) / max(1, len(b.text.words)),
        longest=max((end - start for start, end in runs_a), default=0),
        novel=(len(rare) - kept) / max(1, len(a.text.words)),
        kept=kept / max(1, len(rare)),
        again=again / said if said else 1.0,
        plain=plain,
        title=_shared(a.title, b.title),
        gap=abs(a.text.day - b.text.day) if known else 0,
        same_outlet=bool(a.text.outlet) and a.text.outlet == b.text.outlet,
        ratio=len(a.words) / max(1, len(b.words)),
    )


def ordered(one: Side, other: Side) -> tuple[Side, Side]:
    """The shorter text and the longer one."""
    return (one, other) if (len(one.text.words), one.text.id) <= (len(other.text.words), other.text.id) else (other, one)


def _shared(one: Hashes, other: Hashes) -> float:
    return int(np.count_nonzero(among(one, other)[0])) / max(1, min(len(one), len(other)))


def numbers(one: Side, other: Side) -> int:
    """The short gaps between common runs that both texts fill with numbers of their own and with no rare words of their own."""
    hit_one, at = among(one.shingles, other.shingles)
    hit_other = np.zeros(len(other.shingles), dtype=np.bool_)
    hit_other[at[hit_one]] = True
    mine = _Gaps(one, runs(one, hit_one), one.rare & ~among(one.words, other.words)[0])
    theirs = _Gaps(other, runs(other, hit_other), other.rare & ~among(other.words, one.words)[0])
    return sum(mine.numbers(key) and theirs.numbers(key) for key in mine.between if key in theirs.between)


class _Gaps:
    """The short gaps between the common runs of one text, by the shingles on either side, and its own rare words in each."""

    def __init__(self, one: Side, found: Sequence[tuple[int, int]], own: Flags) -> None:
        near = [(end, start) for (_, end), (start, _) in pairwise(found) if start - end <= LONGEST_GAP]
        shingles = one.text.shingles
        self.between = {(int(shingles[end - WIDTH]), int(shingles[start])): (end, start) for end, start in near}
        self.own = own[one.word_at]
        self.number = (one.text.words & np.uint64(1)).astype(bool)

    def numbers(self, key: tuple[int, int]) -> bool:
        """Whether a gap holds numbers of this text's own, and no other rare words of its own."""
        end, start = self.between[key]
        own, number = self.own[end:start], self.number[end:start]
        return bool(own.any()) and not bool((own & ~number).any())
