"""Folding keeps its offsets: what is matched in a view is a slice of the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.spans import fold, folded

ARABIC = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
        st.sampled_from(" \n\t\u00a0\u200f\u200e\u200c\ufeff\u061cab19«»“”\"'.,،؛"),
        st.characters(),
    ),
    max_size=120,
)


@given(ARABIC)
def test_every_character_of_a_view_maps_to_a_stretch_of_the_source(text: str) -> None:
    view = fold(text)
    last = (0, 0)
    for i in range(len(view.text)):
        start, end = view.source(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert last[0] <= start
        assert last[1] <= end
        last = (start, end)


@given(ARABIC)
def test_folding_the_slice_that_a_view_maps_to_gives_the_view_again(text: str) -> None:
    view = fold(text)
    for i in range(0, len(view.text), 7):
        for j in range(i + 1, min(i + 12, len(view.text)) + 1):
            start, end = view.source(i, j)
            assert view.text[i:j] in folded(text[start:end])


@given(ARABIC)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(ARABIC)
def test_a_text_without_marks_and_forms_keeps_its_length_and_needs_no_map(text: str) -> None:
    plain = "".join(c for c in text if unicodedata.category(c) in {"Lo", "Nd", "Zs"} and not 0xFB50 <= ord(c) <= 0xFEFF)
    view = fold(plain)
    if view.starts is None:
        assert len(view.text) == len(plain)


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("الأميركية", "الاميركيه"),
        ("إلى", "الي"),
        ("مُحَمَّد", "محمد"),
        ("العـــراق", "العراق"),
        ("١٦ حزيران ٢٠٢١", "16 حزيران 2021"),
        ("۱۶", "16"),
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("مؤتمر\u00a0صحفي", "مؤتمر صحفي"),
        ("قا\u200fل", "قال"),
        ("کیف", "كيف"),
    ],
)
def test_variants_of_one_spelling_fold_alike(written: str, also_written: str) -> None:
    assert folded(written) == folded(also_written)


@pytest.mark.parametrize(("one", "other"), [("سعد", "سعيد"), ("علي", "عال"), ("رئيس", "ريس"), ("سؤال", "سوال")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_mark_over_a_letter_belongs_to_the_slice_of_the_letter() -> None:
    text = "قالَ محمَّد"
    view = fold(text)
    at = view.text.index("محمد")
    start, end = view.source(at, at + 4)
    assert text[start:end] == "محمَّد"
    start, end = view.source(0, 3)
    assert text[start:end] == "قالَ"
