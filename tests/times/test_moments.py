"""Temporal expressions: what is read, to which value, and what is left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mahdar.articles import Article, Block, Published, Source
from mahdar.sentences import read
from mahdar.spans import Anchor
from mahdar.times import Moment, moments

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CASES = sorted((ROOT / "tests/cases/times").glob("*.toml"))


def moments_of(text: str, published: str | None = "2021-06-18") -> tuple[Moment, ...]:
    article = Article("a", Source("f", "0"), text, "ar", (Block(Anchor("a", 0, len(text)), "body", "line"),))
    day = Published(published, published, "metadata") if published else None
    return moments(read(article), day)


def told(text: str, published: str | None = "2021-06-18") -> list[tuple[str, str]]:
    return [(m.value, m.anchor.of(text)) for m in moments_of(text, published)]


def _cases() -> list[dict[str, object]]:
    return [case for path in CASES for case in tomllib.loads(path.read_text("utf-8"))["case"]]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: str(case["text"]))
def test_each_expression_of_a_case_has_its_words_and_its_value(case: dict[str, object]) -> None:
    text, published = str(case["text"]), case.get("published", "2021-06-18")
    found = told(text, str(published) or None)
    assert found == [(pair[0], pair[1]) for pair in case.get("times", [])]  # type: ignore[attr-defined]


@pytest.mark.skipif(not SHARED.exists(), reason="the challenge lies beside the repository and is not here")
def test_every_line_of_the_challenge_is_read_as_wanted() -> None:
    rows = [line.split("\t") for line in (SHARED / "gold/times-challenge.tsv").read_text("utf-8").splitlines()]
    missed = [text for text, value, *exact in rows if told(text) != ([] if value == "NONE" else [(value, exact[0])])]
    assert missed == []
