"""The calibrated chance that content and speaker of an attribution are both right."""

from __future__ import annotations

from functools import cache

from mahdar.quotes.draft import Draft
from mahdar.spans import table

_PRIOR = 4.0  # weight of the mean of all beside the cases seen of one kind
_CEILING = 0.99


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    rows = table("mahdar.quotes", "confidence.tsv")
    return {(row["side"], row["name"]): (int(row["right"]), int(row["seen"])) for row in rows}


def sides(draft: Draft) -> tuple[str, str]:
    """What the confidence is read from: how the content was found and at which level, and how the speaker was found."""
    return f"{draft.rule}/{'nested' if draft.parent is not None else 'main'}", draft.how


def confidence(draft: Draft) -> float:
    """The share of right ones among attributions found alike, by the annotated articles behind `confidence.tsv`."""
    counts = _counts()
    right, seen = counts["all", "all"]
    mean = right / seen
    chance = mean
    for side, name in zip(("content", "speaker"), sides(draft), strict=True):
        one_right, one_seen = counts.get((side, name), (0, 0))
        chance *= (one_right + _PRIOR * mean) / (one_seen + _PRIOR) / mean
    return min(_CEILING, round(chance, 3))
