"""Candidates -> which of them are claims, and of what kind: a model of named features, each weight one visible line.

`weights.tsv` holds for every feature what it adds to the chance that a candidate is a claim with these bounds (`claim`)
and to that of each kind. `train/claims.py` fits it. Of candidates that share words the likelier are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

import numpy as np

from mahdar.claims.candidates import Candidate
from mahdar.claims.claim import ClaimKind
from mahdar.claims.features import features
from mahdar.claims.phrases import ROOM
from mahdar.claims.scope import Scope
from mahdar.spans import table

#: The kinds in the order of the columns of `weights.tsv`.
KINDS: tuple[ClaimKind, ...] = ("agreement", "commitment", "demand", "warning", "accusation", "denial", "disagreement", "assessment")
# The least chance of a candidate that is told: where precision and recall balance on annotated articles of outlets held out.
FLOOR = 0.18

# What a reader looks for first: told even where the words around it are told as another kind, and with less of a chance.
SOUGHT = 0.07
OUTCOMES: tuple[ClaimKind, ...] = ("agreement", "denial")
_LOWER = 0.05  # by how much the least chance of an outcome is lower


class Verdict(NamedTuple):
    """A candidate, the kind that it most likely is of, and the chance that it is a claim of this kind with these bounds."""

    candidate: Candidate
    kind: ClaimKind
    chance: float


class Weights:
    """The weights of features, asked for many at once: for each its column of `claim` and those of the kinds."""

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        self._at = {name: i for i, name in enumerate(rows)}
        self._rows = np.array(list(rows.values())).reshape(len(rows), 1 + len(KINDS))

    def sums(self, named: Sequence[str]) -> list[float]:
        """The sums of the columns over the features that have weights."""
        at = self._at
        return list(map(float, self._rows[[at[name] for name in named if name in at]].sum(0)))


@cache
def _weights() -> Weights:
    return Weights({row["feature"]: [float(row[c] or 0) for c in ("claim", *KINDS)] for row in table(ROOM, "weights.tsv")})


def judged(scope: Scope, candidate: Candidate) -> Verdict:
    """The likeliest kind of a candidate and its chance."""
    return verdict(candidate, features(scope, candidate), _weights())


def verdict(candidate: Candidate, named: Sequence[str], weights: Weights) -> Verdict:
    """The verdict that weights give on the features of a candidate."""
    claim, *kinds = weights.sums(named)
    most = max(kinds)
    best = kinds.index(most)
    unlike = sum(exp(max(-60.0, k - most)) for k in kinds)
    return Verdict(candidate, KINDS[best], 1 / unlike / (1 + exp(-max(-30.0, min(30.0, claim)))))


def chosen(verdicts: Sequence[Verdict], floor: float = FLOOR) -> list[Verdict]:
    """The candidates without shared words whose chances above the floor add up to most, in text order.

    Beside them, what was agreed or denied inside a stretch told as something else: a judgement that names an agreement.
    """
    able = sorted((v for v in verdicts if v.chance > _least(v, floor)), key=lambda v: (v.candidate.last, v.candidate.first))
    ends = [v.candidate.last for v in able]
    best: list[tuple[float, Verdict | None, int]] = [(0.0, None, 0)]  # of the first so many: sum, last taken, how many before it
    for i, v in enumerate(able):
        before = bisect_right(ends, v.candidate.first, 0, i)
        with_it = best[before][0] + v.chance - _least(v, floor)
        best.append((with_it, v, before) if with_it > best[i][0] else (best[i][0], None, i))
    taken: list[Verdict] = []
    at = len(able)
    while at:
        _, last, at = best[at]
        if last is not None:
            taken.append(last)
    taken += _beside(verdicts, taken, min(floor, SOUGHT))
    return sorted(taken, key=lambda v: (v.candidate.first, -v.candidate.last))


def _least(verdict: Verdict, floor: float) -> float:
    """The least chance of a candidate of this kind that is told."""
    return floor - _LOWER if verdict.kind in OUTCOMES else floor


def _beside(verdicts: Sequence[Verdict], taken: Sequence[Verdict], floor: float) -> list[Verdict]:
    """The likeliest outcomes of deeds, above a floor, that lie wholly inside stretches taken for another kind of claim."""
    found: list[Verdict] = []
    able = (v for v in verdicts if v.chance > floor and v.kind in OUTCOMES and v.candidate.deed)
    for v in sorted(able, key=lambda v: (-v.chance, v.candidate[:2])):
        first, last = v.candidate.first, v.candidate.last
        over = [t for t in (*taken, *found) if t.candidate.first < last and first < t.candidate.last]
        if over and all(t.kind != v.kind and t.candidate.first <= first and last <= t.candidate.last for t in over):
            found.append(v)
    return found
