"""Reading -> Mention, by cases and by properties."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Source
from mahdar.names import Mention, mentions
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor

CASES = Path(__file__).parents[1] / "cases" / "names"
LOADED = [(path.stem, case) for path in sorted(CASES.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def reading(text: str) -> Reading:
    blocks = tuple(Block(Anchor("a", m.start(), m.end()), "body", "line") for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text))
    return read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))


def found(text: str) -> tuple[Mention, ...]:
    return mentions(reading(text))


@pytest.mark.parametrize(("name", "case"), LOADED, ids=[f"{stem}-{case['name']}" for stem, case in LOADED])
def test_case_gives_its_mentions(name: str, case: dict[str, object]) -> None:
    text = str(case["text"])
    got = found(text)
    for kind in ("person", "organisation", "place", "role", "event"):
        if kind in case:
            assert [m.anchor.of(text) for m in got if m.kind == kind] == case[kind], kind
    if "phrases" in case:
        assert [m.phrase.of(text) for m in got if m.phrase != m.anchor] == case["phrases"]
    if "acts" in case:
        assert [m.anchor.of(text) for m in got if m.acts] == case["acts"]


SNIPPETS = [
    "الرئيس",
    "وزير",
    "الخارجية",
    "جو",
    "بايدن",
    "ولبايدن",
    "للكويت",
    "وزارة",
    "،",
    '"',
    ".",
    "عبد",
    "بن",
    "في",
    "وقال",
    "محمد",
    "\n",
    "ـ",
    "َ",
    "أ.ف.ب",
]


@given(st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8)), max_size=30).map(" ".join))
def test_any_text_gives_sorted_anchors_inside_kept_text(text: str) -> None:
    seen = reading(text)
    got = mentions(seen)
    assert list(got) == sorted(got, key=lambda m: m.anchor)
    for one in got:
        assert any(p.anchor.holds(one.anchor) and p.anchor.holds(one.phrase) for p in seen.paragraphs)
        assert one.phrase.holds(one.anchor)
        assert one.role is None or one.phrase.holds(one.role)
        assert one.anchor.of(text).strip() == one.anchor.of(text)
    names = [m.anchor for m in got if m.kind in {"person", "organisation", "place"}]
    assert not any(one.meets(other) for one, other in pairwise(names))


@pytest.mark.parametrize("word", ["مجلس", "سمو", "الرئيس الأميركي،", "عبد", "نائب رئيس مجلس إدارة شركة", "وزير الدفاع، السفير"])
def test_a_page_of_one_word_is_read_to_its_end(word: str) -> None:
    seen = reading(" ".join([word] * 2000))
    assert all(seen.paragraphs[0].anchor.holds(one.phrase) for one in mentions(seen))
