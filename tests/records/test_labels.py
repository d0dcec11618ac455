from typing import get_args

import pytest

from mahdar.actors import ActorKind
from mahdar.articles.article import Basis
from mahdar.claims.claim import ClaimKind, StatedAs
from mahdar.quotes.quotation import Polarity, QuotationType
from mahdar.records.labels import counted, date_label, day_of, label
from mahdar.spans import table

CLOSED = {"type": QuotationType, "polarity": Polarity, "basis": Basis, "kind": ActorKind, "claim": ClaimKind, "stated": StatedAs}


@pytest.mark.parametrize("family", CLOSED)
def test_every_code_that_a_record_may_hold_has_its_words(family: str) -> None:
    wordless = [code for code in get_args(CLOSED[family]) if label(f"{family}.{code}").ar == code]
    assert wordless == []


def test_every_label_stands_once_and_in_both_languages() -> None:
    for name in ("labels.tsv", "counts.tsv", "months.tsv"):
        rows = table("mahdar.records", name)
        keys = [next(iter(row.values())) for row in rows]
        assert len(keys) == len(set(keys))
        assert all(cell for row in rows for cell in row.values())


def test_a_code_without_words_stands_for_itself() -> None:
    assert label("how.some-new-way").ar == label("how.some-new-way").en == "some-new-way"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 قول"),
        (1, "قول واحد"),
        (2, "قولان"),
        (3, "3 أقوال"),
        (10, "10 أقوال"),
        (11, "11 قولا"),
        (99, "99 قولا"),
        (100, "100 قول"),
        (104, "104 أقوال"),
        (211, "211 قولا"),
    ],
)
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert counted(count, "line").ar == words


@pytest.mark.parametrize(
    ("value", "arabic", "english"),
    [
        ("2021-06-16", "16 حزيران/يونيو 2021", "16 June 2021"),
        ("2021-06-15TEV", "15 حزيران/يونيو 2021", "15 June 2021"),
        ("2021-06", "حزيران/يونيو 2021", "June 2021"),
        ("2021-W24", "الأسبوع 24، 2021", "Week 24, 2021"),
        ("2021-SU", "صيف 2021", "Summer 2021"),
        ("2011/2015", "2011 – 2015", "2011 – 2015"),
        ("PAST_REF", "في ما مضى", "In the past"),
        ("PT2H", "PT2H", "PT2H"),
        ("2021-13", "2021-13", "2021-13"),
        ("2021-02-30", "2021-02-30", "2021-02-30"),
        ("1/2/3", "1/2/3", "1/2/3"),
        ("", "", ""),
    ],
)
def test_a_value_is_said_in_words_in_both_languages(value: str, arabic: str, english: str) -> None:
    assert (date_label(value).ar, date_label(value).en) == (arabic, english)


def test_a_weekday_stands_before_its_date_when_asked() -> None:
    assert date_label("2021-06-16", weekday=True).en == "Wednesday 16 June 2021"


@pytest.mark.parametrize("value", ["2021", "2021-06", "2021-06-31", "yesterday", "2021-06-16x"])
def test_what_is_no_day_is_not_taken_for_one(value: str) -> None:
    assert day_of(value) is None
