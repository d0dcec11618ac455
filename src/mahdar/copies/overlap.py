"""Two prints -> what they have in common, measured on their words in order."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec import Struct

from mahdar.copies.fingerprint import WIDTH, Hashes, Print
from mahdar.copies.rarity import Rarity


class Overlap(Struct, frozen=True):
    """What two texts share; `a` is the shorter one. Shares are 0 to 1.

    `resemblance` is Jaccard's over shingles, `containment` the share of the smaller set. `cover_a` and `cover_b` are the
    shares of words that stand in a common run of five or more, `longest` the longest such run in words. `novel` is the
    share of A's words that are rare and not in B, `kept` the share of A's rare words that B has too, `rare` the
    number of common shingles that hardly any other text has, `slots` the share of places between common runs where
    each text has a rare word or number of its own: the blanks of a form filled in differently.
    """

    resemblance: float
    containment: float
    cover_a: float
    cover_b: float
    longest: int
    novel: float
    kept: float
    rare: int
    slots: float
    numbers: int
    lead: float
    title: float
    gap: int
    same_outlet: bool
    ratio: float


def overlap(one: Print, other: Print, rarity: Rarity) -> Overlap:
    """The overlap of two texts, whichever way round they are given."""
    a, b = sorted((one, other), key=lambda p: (len(p.words), p.id))
    set_a, set_b = np.unique(a.shingles), np.unique(b.shingles)
    common = np.intersect1d(set_a, set_b, assume_unique=True)
    covered_a, covered_b = _covered(a, common), _covered(b, common)
    words_a, words_b = np.unique(a.words), np.unique(b.words)
    rare_a = rarity.rare(a.words)
    kept = np.intersect1d(rare_a, words_b, assume_unique=True)
    slots, numbers = _slots(a, b, covered_a, covered_b, rarity)
    known = a.day > 0 and b.day > 0
    return Overlap(
        resemblance=len(common) / max(1, len(set_a) + len(set_b) - len(common)),
        containment=len(common) / max(1, min(len(set_a), len(set_b))),
        cover_a=float(covered_a.mean()) if len(covered_a) else 0.0,
        cover_b=float(covered_b.mean()) if len(covered_b) else 0.0,
        longest=_longest(covered_a),
        novel=(len(rare_a) - len(kept)) / max(1, len(a.words)),
        kept=len(kept) / max(1, len(rare_a)),
        rare=rarity.seldom(common),
        slots=slots,
        numbers=numbers,
        lead=len(np.intersect1d(a.words[:20], b.words[:20])) / 20,
        title=_shared(a.title, b.title),
        gap=abs(a.day - b.day) if known else 0,
        same_outlet=bool(a.outlet) and a.outlet == b.outlet,
        ratio=len(words_a) / max(1, len(words_b)),
    )


Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


def _covered(text: Print, common: Hashes) -> Flags:
    """For each word of a text whether it stands in a common shingle."""
    hit = np.isin(text.shingles, common)
    covered = np.zeros(len(text.words), dtype=np.bool_)
    if len(text.words) < WIDTH:
        covered[:] = hit.any()
        return covered
    for k in range(WIDTH):
        covered[k : k + len(hit)] |= hit
    return covered


def _runs(covered: Flags) -> list[tuple[int, int]]:
    """The stretches of covered words, half open."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], covered.view(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _longest(covered: Flags) -> int:
    return max((end - start for start, end in _runs(covered)), default=0)


def _shared(one: Hashes, other: Hashes) -> float:
    a, b = np.unique(one), np.unique(other)
    return len(np.intersect1d(a, b, assume_unique=True)) / max(1, min(len(a), len(b)))


def _slots(a: Print, b: Print, covered_a: Flags, covered_b: Flags, rarity: Rarity) -> tuple[float, int]:
    """The share of inner gaps that both texts fill with rare words of their own, and how many of those are numbers alone."""
    gaps_a, gaps_b = _gaps(a, covered_a), _gaps(b, covered_b)
    own_a, own_b = set(a.words.tolist()), set(b.words.tolist())
    filled = numbers = 0
    pairs = [(gap, gaps_b[key]) for key, gap in gaps_a.items() if key in gaps_b]
    for gap_a, gap_b in pairs:
        only_a = [w for w in rarity.rare(gap_a).tolist() if w not in own_b]
        only_b = [w for w in rarity.rare(gap_b).tolist() if w not in own_a]
        if only_a and only_b:
            filled += 1
            numbers += all(w & 1 for w in only_a + only_b)
    return filled / max(1, len(pairs)), numbers


def _gaps(text: Print, covered: Flags) -> dict[tuple[int, int], Hashes]:
    """The words between two common runs, by the shingles on either side: a gap of at most twelve words."""
    runs = _runs(covered)
    gaps = {}
    for (_, end), (start, _) in pairwise(runs):
        if start - end <= 12:
            left, right = text.shingles[end - WIDTH], text.shingles[start]
            gaps[int(left), int(right)] = text.words[end:start]
    return gaps
