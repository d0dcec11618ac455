"""Sentences and quotation marks: where they are cut, how marks pair, and that no text breaks the reading."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypedDict, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Source
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor

CASES = Path(__file__).parents[1] / "cases" / "sentences"
MARKS = st.text(alphabet="\"«»“”„'&;quot:.،؟!( )[]\nابتوفلـًّ قال إن\u200f\u00a0١2", max_size=120)


class Case(TypedDict, total=False):
    text: str
    sentences: list[str]
    marked: list[str]
    open: list[str]


def _cases(name: str) -> list[Case]:
    return [cast("Case", c) for c in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]]


def _reading(text: str) -> Reading:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block(Anchor("a", start, start + len(line.strip())), "body", "line"))
        at += len(line) + 1
    return read(Article("a", Source("a.txt", "0"), text, "ar", tuple(blocks)))


@pytest.mark.parametrize("case", _cases("sentences"), ids=lambda c: c["text"][:20])
def test_a_paragraph_is_cut_where_its_sentences_end(case: Case) -> None:
    reading = _reading(case["text"])
    assert [s.anchor.of(reading.text) for s in reading.sentences] == case["sentences"]


@pytest.mark.parametrize("case", _cases("marks"), ids=lambda c: c["text"][:20])
def test_marks_pair_by_what_stands_beside_them_and_by_the_habits_of_the_article(case: Case) -> None:
    reading = _reading(case["text"])
    assert [m.inner.of(reading.text) for m in reading.marked] == case["marked"]
    assert [m.inner.of(reading.text) for m in reading.marked if not m.closed] == case.get("open", [])


def test_a_mark_turned_round_in_one_article_is_right_in_another() -> None:
    usual = _reading("قال “الطريق مفتوح الآن” ثم كتب “سنعود غدا”.")
    turned = _reading("قال ”الطريق مفتوح الآن“ ثم كتب ”سنعود غدا“.")
    assert [m.inner.of(usual.text) for m in usual.marked] == [m.inner.of(turned.text) for m in turned.marked]


@given(MARKS)
def test_no_text_of_marks_and_letters_breaks_the_reading_or_leaves_it(text: str) -> None:
    reading = _reading(text)
    for anchor in [m.outer for m in reading.marked] + [m.inner for m in reading.marked] + [s.anchor for s in reading.sentences]:
        assert 0 <= anchor.start < anchor.end <= len(text)
    assert all(m.outer.holds(m.inner) for m in reading.marked)
    assert [w.start for w in reading.words] == sorted(w.start for w in reading.words)
    assert all(a.last == b.first for a, b in zip(reading.sentences, reading.sentences[1:], strict=False))
