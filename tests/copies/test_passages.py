"""The words that two texts share are anchored in both."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.copies import Passage, copies, fingerprint, passages, placed
from mahdar.copies.words import spots, words
from mahdar.spans import folded

REPORT = (
    "أعلنت هيئة المطارات مساء الإثنين تعليق الرحلات بين المدينتين يوما واحدا بسبب عاصفة رملية تعبر الساحل. "
    "وقال الناطق باسم الهيئة مازن الديري إن الطواقم ستبقى في أماكنها حتى ينجلي الغبار، وإن التذاكر تبقى صالحة شهرا."
)
FRAME = "تابع قراؤنا في الأحياء الغربية انقطاع الكهرباء ساعتين قبل أن تعود إلى بعض الشوارع دون غيرها."
LETTERS = st.text(st.characters() | st.sampled_from("قا ًـﷺﬁ1٫.İ\N{RIGHT-TO-LEFT MARK}\n"))
WORDS = st.lists(st.sampled_from(["قال", "إن", "الوزير", "غدا", "عاد"]), max_size=50).map(" ".join)


def found(a: str, b: str, *, least: int = 5) -> list[tuple[str, str]]:
    return [(one.a.of(a), one.b.of(b)) for one in passages(placed("a", a), placed("b", b), least=least)]


def test_two_texts_that_are_one_share_one_passage_from_their_first_word_to_their_last() -> None:
    assert found(REPORT, f"  {REPORT}\n") == [(REPORT.rstrip("."), REPORT.rstrip("."))]


def test_texts_about_different_things_share_nothing() -> None:
    assert found(REPORT, FRAME) == []


def test_what_an_outlet_changed_and_added_lies_between_the_passages() -> None:
    reworked = REPORT.replace("مساء الإثنين", "ليل الثلاثاء")
    first, second = (mine for mine, _ in found(f"{FRAME} {reworked}", REPORT, least=5)[:1] + found(reworked, f"{REPORT} {FRAME}")[-1:])
    assert first.startswith("تعليق الرحلات")
    assert second.endswith("صالحة شهرا")
    assert all("الثلاثاء" not in mine for mine, _ in found(reworked, REPORT))


def test_spellings_and_vowel_signs_are_matched_and_shown_as_each_text_has_them() -> None:
    a, b = "وقالَ أحمد إنّ المباراة أُجّلت إلى الغدِ، وعاد", "\N{RIGHT-TO-LEFT MARK}وقال احمد ان المباراه اجلت الى الغد فعاد"
    assert found(a, b) == [("وقالَ أحمد إنّ المباراة أُجّلت إلى الغدِ", "وقال احمد ان المباراه اجلت الى الغد")]


def test_a_paragraph_that_was_moved_is_one_passage() -> None:
    assert {mine for mine, _ in found(f"{FRAME} {REPORT}", f"{REPORT} {FRAME}")} == {FRAME.rstrip("."), REPORT.rstrip(".")}


def test_what_a_text_says_twice_is_matched_once_and_the_longer_run_comes_first() -> None:
    opening = " ".join(REPORT.split()[:6])
    both = found(f"{opening} ثم {REPORT}", REPORT)
    assert both == [(REPORT.rstrip("."), REPORT.rstrip("."))]


def test_only_the_stretches_that_are_looked_at_are_matched() -> None:
    text = f"{REPORT}\n{FRAME}\n{REPORT}"
    at = len(REPORT) + 1
    one = placed("a", text, [(0, 20), (at, at + len(FRAME))])
    assert [p.a.of(text) for p in passages(one, placed("b", f"{REPORT} {FRAME}"))] == [FRAME.rstrip(".")]
    assert passages(placed("a", text, []), placed("b", text)) == ()


@pytest.mark.parametrize("text", ["", "،،،", "كلمة", "كلمة أخرى", "واحد اثنان ثلاثة أربعة"])
def test_a_text_of_fewer_words_than_a_passage_has_none(text: str) -> None:
    assert found(text, text) == []


def test_no_repetition_takes_more_than_a_moment() -> None:
    for form in ("غدا ", "قال إن ", " ".join(f"جملة{n} قال" for n in range(40)) + " "):
        a, b = form * (8000 // len(form.split())), form * (7000 // len(form.split()))
        start = time.process_time()
        assert len(found(a, b)) == 1
        assert time.process_time() - start < 10


@given(LETTERS)
def test_the_places_of_words_are_those_of_the_words_that_are_compared(text: str) -> None:
    found, start, end = spots(text)
    assert found.tolist() == words(text)[0].tolist()
    for first, last in zip(start.tolist(), end.tolist(), strict=True):
        assert 0 <= first < last <= len(text)
    for (_, last), (first, _) in pairwise(zip(start.tolist(), end.tolist(), strict=True)):
        assert last <= first or len(folded(text[first:last])) > 1  # one character of several words
    alone = [words(text[first:last])[0].tolist() for first, last in zip(start.tolist(), end.tolist(), strict=True)]
    assert all(one in few for one, few in zip(found.tolist(), alone, strict=True))


@given(WORDS, WORDS)
def test_passages_are_equal_longest_apart_and_complete(a: str, b: str) -> None:
    _hold(a, b, passages(placed("a", a), placed("b", b)))


def _hold(a: str, b: str, shared: tuple[Passage, ...]) -> None:
    mine, theirs = a.split(), b.split()
    took, gone = [False] * len(mine), [False] * len(theirs)
    places = [(len(a[: p.a.start].split()), len(b[: p.b.start].split()), p.words) for p in shared]
    assert places == sorted(places)
    for (i, j, size), passage in zip(places, shared, strict=True):
        assert passage.a.of(a) == passage.b.of(b) == " ".join(mine[i : i + size])
        assert size >= 5
        assert not any(took[i : i + size]) and not any(gone[j : j + size])  # noqa: PT018 - one claim
        took[i : i + size] = gone[j : j + size] = [True] * size

    def free(i: int, j: int) -> bool:
        inside = 0 <= i < len(mine) and 0 <= j < len(theirs)
        return inside and not took[i] and not gone[j] and mine[i] == theirs[j]

    for i, j, size in places:
        assert not free(i - 1, j - 1)
        assert not free(i + size, j + size)


@given(WORDS, WORDS)
def test_it_does_not_matter_which_text_comes_first(a: str, b: str) -> None:
    one = {(p.a, p.b, p.words) for p in passages(placed("a", a), placed("b", b))}
    other = {(p.b, p.a, p.words) for p in passages(placed("b", b), placed("a", a))}
    assert one == other


@given(st.permutations(REPORT.split() + FRAME.split()), st.permutations(REPORT.split() + FRAME.split()))
def test_no_five_words_in_common_are_left_out_wholly(a: list[str], b: list[str]) -> None:
    mine, theirs = " ".join(a), " ".join([*b[:9], *a[7:21], *b[9:], *a[30:44]])
    shared = passages(placed("a", mine), placed("b", theirs))
    took = {n for p in shared for n in range(len(mine[: p.a.start].split()), len(mine[: p.a.end].split()))}
    spoken = theirs.split()
    runs = {tuple(spoken[j : j + 5]) for j in range(len(spoken) - 4)}
    for i in range(len(a) - 4):
        if tuple(a[i : i + 5]) in runs:
            assert took & {*range(i, i + 5)}


def test_the_share_of_a_copy_is_that_of_the_words_in_its_passages() -> None:
    long = f"{FRAME} {REPORT.replace('مازن', 'هاني')} {' '.join(FRAME.split()[::-1])}"
    (copy,) = copies([fingerprint("a", long, outlet="x"), fingerprint("b", REPORT, outlet="y")])
    shared = passages(placed("a", long), placed("b", REPORT))
    assert len(shared) == 2
    assert copy.share == round(sum(one.words for one in shared) / len(REPORT.split()), 4)
