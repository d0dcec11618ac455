"""Five outlets on one summit: what a reader must find among their claims."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

import pytest

from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.pipeline import Layers, analyse
from mahdar.spans import folded

GENEVA = Path(__file__).parents[2].parent / "shared" / "geneva"
pytestmark = pytest.mark.skipif(not GENEVA.exists(), reason="needs ../shared/geneva")


class Fact(TypedDict):
    """A claim that articles, by their numbers, must hold: each of `words` is a pattern its own words have."""

    kind: str
    about: str
    words: list[str]
    # the numbers of the articles stand under "in"


def _facts() -> list[tuple[Fact, str]]:
    if not GENEVA.exists():
        return []
    told = json.loads((GENEVA / "record.gold.json").read_text("utf-8"))["claims"]
    return [(cast("Fact", fact), number) for fact in told for number in fact["in"]]


@cache
def layers(number: str) -> Layers:
    (path,) = GENEVA.glob(f"{number}_*.txt")
    return analyse(article(next(c for c in captures([path]) if isinstance(c, Capture))))


@pytest.mark.parametrize(("fact", "number"), _facts(), ids=str)
def test_every_fact_of_the_summit_is_among_the_claims(fact: Fact, number: str) -> None:
    one = layers(number)
    told = [folded(e.of(one.reading.text)) for c in one.claims if c.kind == fact["kind"] for e in c.evidence]
    assert any(all(re.search(folded(w), words) for w in fact["words"]) for words in told)
