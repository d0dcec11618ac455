"""The numbers of the grouping, each with its source in `policy.tsv`."""

from __future__ import annotations

from functools import cache

from msgspec import Struct, convert

from mahdar.spans import table


class Policy(Struct, frozen=True):
    """Every number that decides; `policy.tsv` says where each comes from. Hours and days are of publication."""

    lead_words: int
    early_words: int
    late: float
    title_share: float
    saturation: float
    prior: int
    event: float
    storyline: float
    line_title_share: float
    line_rarity: float
    decay_hours: float
    other_day: float
    toll: float
    idle_days: float
    reopen: float
    firm: float
    probes: int
    postings: int
    candidates: int
    shared: int
    batch: int


@cache
def policy() -> Policy:
    """The policy that ships."""
    return convert({row["name"]: row["value"] for row in table("mahdar.stories", "policy.tsv")}, Policy, strict=False)
