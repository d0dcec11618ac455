"""What wordings share and where they part."""

from __future__ import annotations

from mahdar.records.wording import differing, joined

ENVOYS = "الاتفاق على عودة السفيرين إلى مقري عملهما"
ENVOYS_AGAIN = "عودة سفيري البلدين إلى عملهما"
TALKS = "استئناف محادثات نزع السلاح قريبا"


def test_clauses_that_word_one_thing_are_joined_and_others_are_not() -> None:
    assert joined([ENVOYS, TALKS, ENVOYS_AGAIN]) == ((0, 2), (1,))


def test_the_words_that_no_other_wording_has_are_told() -> None:
    first, second = differing(["اللقاء كان بناء وصريحا", "اللقاء كان بناء جدا"])
    assert ["اللقاء كان بناء وصريحا"[a:b] for a, b in first] == ["وصريحا"]
    assert ["اللقاء كان بناء جدا"[a:b] for a, b in second] == ["جدا"]


def test_wordings_that_differ_in_marks_alone_do_not_part() -> None:
    assert differing(["«اللقاء» كان بناء", "اللقاء كان بنّاء"]) == ((), ())


def test_nothing_to_compare_gives_nothing() -> None:
    assert joined([]) == ()
    assert differing([]) == ()
