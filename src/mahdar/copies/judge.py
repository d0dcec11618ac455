"""Two texts -> Relation: the policy, on one screen. Its numbers stand in `weights.tsv` with their source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import exp

from mahdar.copies.copy import Copy, Relation
from mahdar.copies.overlap import Overlap, meetings, numbers, overlaps
from mahdar.copies.side import Side
from mahdar.spans import table

#: A pair is a copy from this chance on: where a template would be taken for a copy, we rather miss a copy.
COPY = 0.7
#: From this share of words that are rare and not in the other text, more of them tell nothing more: a form has few blanks.
MUCH_NOVEL = 0.1
#: Words of a paragraph: two outlets that have so many in one run have them of one hand, unless the lists know the run as a formula.
PARAGRAPH, NO_FORMULA = 40, 0.9
#: A text of which less than this is shared says much else: it quotes and does not repeat.
QUOTED = 1 / 3


def judged(pairs: Sequence[tuple[Side, Side, float]]) -> Iterator[Copy]:
    """The relations of those pairs of texts that share enough to speak of; with each its `plain`, as in `Overlap`."""
    met = [one for one in meetings(pairs) if one.enough()]
    for one, seen in zip(met, overlaps(met), strict=True):
        yield _copy(one.a, one.b, seen)


def _copy(shorter: Side, longer: Side, seen: Overlap) -> Copy:
    score = chance(seen)
    relation, beside = _kind_of_copy(seen) if score >= COPY or repeats(seen) else _kind_of_likeness(shorter, longer, seen)
    names = longer.text.id, shorter.text.id
    a, b = names if relation == "contains" else sorted(names)
    return Copy(a, b, relation, round(seen.cover_a, 4), round(score, 4), round(beside))


def repeats(seen: Overlap) -> bool:
    """Whether a text of one outlet has a whole paragraph, and a good part of itself, in common with one of another outlet."""
    return seen.longest >= PARAGRAPH and seen.plain >= NO_FORMULA and seen.cover_a >= QUOTED and not seen.same_outlet


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
        "again": seen.again * seen.plain,
        "another": (seen.again < 1) * (1 - seen.plain),
        "gap": min(seen.gap, 2) / 2,
        "same_outlet": float(seen.same_outlet),
        "title": seen.title,
        "bias": 1.0,
    }


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("mahdar.copies", "weights.tsv")}


def _kind_of_copy(seen: Overlap) -> tuple[Relation, float]:
    """How a copy relates to the other text, and what decided beside the share."""
    if seen.cover_a >= 0.85 and seen.cover_b >= 0.85 and seen.resemblance >= 0.65:
        return "same", 100 * seen.cover_b
    if seen.ratio < 0.8 and seen.cover_a - seen.cover_b >= 0.15:
        return "contains", 100 * seen.cover_b
    return "edited", 100 * seen.kept


def _kind_of_likeness(shorter: Side, longer: Side, seen: Overlap) -> tuple[Relation, float]:
    """How a text that is no copy relates to the other, and what decided beside the share."""
    others = numbers(shorter, longer) if seen.title >= 0.6 and seen.kept >= 0.6 else 0
    return ("update", others) if others else ("template", 100 * seen.novel)
