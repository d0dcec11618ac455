"""Overlap -> Relation: the policy, on one screen. Its numbers stand in `weights.tsv` with their source."""

from __future__ import annotations

from functools import cache
from math import exp

from mahdar.copies.copy import Copy, Relation
from mahdar.copies.fingerprint import Print
from mahdar.copies.overlap import Overlap
from mahdar.spans import table

#: A pair is a copy from this chance on: where a template would be taken for a copy, we rather miss a copy.
COPY = 0.7
#: Words of text that must be shared in one run before a small overlap is worth a line.
LEAST_RUN = 12
#: The share of the smaller text's shingles that is enough without such a run.
LEAST_SHARED = 0.2
#: From this share of words that are rare and not in the other text, more of them tell nothing more: a form has few blanks.
MUCH_NOVEL = 0.1


def judge(a: Print, b: Print, seen: Overlap) -> Copy | None:
    """The relation of two texts, or None where they share too little to speak of."""
    if seen.containment < LEAST_SHARED and seen.longest < LEAST_RUN:
        return None
    score = chance(seen)
    longer, shorter = sorted((a, b), key=lambda p: (-len(p.words), p.id))
    relation, why = _kind_of_copy(seen) if score >= COPY else _kind_of_likeness(seen)
    one, other = (longer, shorter) if relation == "contains" else sorted((a, b), key=lambda p: p.id)
    return Copy(one.id, other.id, relation, round(seen.cover_a, 4), round(score, 4), why)


def chance(seen: Overlap) -> float:
    """The chance that an overlap is a copy, by a logistic function of what was seen."""
    if seen.resemblance == 1.0:
        return 1.0
    seen_as = features(seen)
    total = sum(weight * seen_as[name] for name, weight in _weights().items())
    return 1 / (1 + exp(-total))


def features(seen: Overlap) -> dict[str, float]:
    """What the logistic function weighs, each from 0 to 1, the bias last."""
    return {
        "novel": min(seen.novel, MUCH_NOVEL) / MUCH_NOVEL,
        "kept": seen.kept,
        "plain": seen.plain,
        "cover_a": seen.cover_a,
        "gap": min(seen.gap, 2) / 2,
        "same_outlet": float(seen.same_outlet),
        "title": seen.title,
        "ratio": seen.ratio,
        "bias": 1.0,
    }


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("mahdar.copies", "weights.tsv")}


def _kind_of_copy(seen: Overlap) -> tuple[Relation, str]:
    share = f"{seen.cover_a:.0%} of the shorter text stands in the longer one"
    if seen.cover_a >= 0.85 and seen.cover_b >= 0.85 and seen.resemblance >= 0.65:
        return "same", f"{share}, {seen.cover_b:.0%} of the longer one in the shorter"
    if seen.ratio < 0.8 and seen.cover_a - seen.cover_b >= 0.15:
        return "contains", f"{share}, {seen.cover_b:.0%} the other way round"
    return "edited", f"{share}, {seen.kept:.0%} of its rare words and numbers are kept"


def _kind_of_likeness(seen: Overlap) -> tuple[Relation, str]:
    share = f"{seen.cover_a:.0%} of the shorter text stands in the longer one"
    if seen.title >= 0.6 and seen.kept >= 0.6 and seen.numbers:
        return "update", f"{share}, with other numbers in {seen.numbers} places"
    return "template", f"{share}, but {seen.novel:.0%} of its words are rare ones that the other does not have"
