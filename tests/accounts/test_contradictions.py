"""What contradicts and what only differs: a case each, in tests/cases/accounts/contradictions.toml."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import TypedDict, cast

import pytest

from mahdar.articles import article
from mahdar.captures import Capture, Declared
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import Record

CASES = Path(__file__).parents[1] / "cases" / "accounts" / "contradictions.toml"


class Case(TypedDict, total=False):
    """Two articles, the days they appeared, and what they contradict each other about."""

    name: str
    about: list[str]
    days: list[str]
    one: str
    other: str


def _cases() -> list[Case]:
    return cast("list[Case]", tomllib.loads(CASES.read_text("utf-8"))["case"])


def _record(case: Case) -> Record:
    texts, days = (case["one"], case["other"]), case.get("days", ["2022-03-07", "2022-03-07"])
    given = [
        Capture(f"{n}.txt", "dump", t.encode(), sha256(t.encode()).hexdigest(), declared=Declared(published=d, outlet=f"outlet {n}"))
        for n, (t, d) in enumerate(zip(texts, days, strict=True))
    ]
    layers, people = analyse_all([article(c) for c in given], tagger=False)
    return record_of(layers, people)


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["name"])
def test_only_values_that_cannot_both_hold_in_one_scope_contradict(case: Case) -> None:
    found = [line.about for line in _record(case).accounts if line.relation == "contradicts"]
    assert found == case["about"]


@pytest.mark.parametrize("case", [c for c in _cases() if c["about"]], ids=lambda case: case["name"])
def test_a_contradiction_points_at_words_in_both_articles(case: Case) -> None:
    line = next(line for line in _record(case).accounts if line.relation == "contradicts")
    assert len({a.article for a in line.where}) == 2
    assert len({a.article for a in line.evidence}) == 2
