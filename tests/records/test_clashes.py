"""Contradictions stand first among the accounts, with the words around them; what is no fact folds away under its count."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from msgspec.structs import replace

from mahdar.articles import article
from mahdar.captures import Capture, Declared
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import Record, to_html
from mahdar.records.facts import facts_of
from mahdar.records.index import Index
from mahdar.records.sections.positions import positions

TEXTS = (
    "انهار جزء من رصيف ميناء الصيادين في مدينة السلام مساء الأحد، ما أدى إلى مقتل أربعة عمال وإصابة تسعة آخرين بجروح.",
    "قالت هيئة الموانئ إن جزءا من رصيف ميناء الصيادين في مدينة السلام انهار مساء الأحد، ما أدى إلى مقتل ستة عمال وإصابة تسعة آخرين.",
)


@pytest.fixture(scope="module")
def port() -> Record:
    given = [
        Capture(
            f"{n}.txt", "dump", t.encode(), sha256(t.encode()).hexdigest(), declared=Declared(published="2022-03-07", outlet=f"صحيفة {n}")
        )
        for n, t in enumerate(TEXTS)
    ]
    return record_of(*analyse_all([article(c) for c in given], tagger=False))


def test_a_contradiction_is_listed_with_its_values_their_nearest_words_and_who_prints_them(port: Record) -> None:
    page = to_html(port)
    listed = page[page.index('<div class="clashes">') : page.index('<ol class="facts-list">')]
    plain = " ".join(re.sub(r"<[^>]+>", "", listed).split())
    assert "ما أدى إلى مقتل أربعة عمال وإصابة" in plain or "أدى إلى مقتل أربعة عمال وإصابة تسعة" in plain
    assert "أدى إلى مقتل ستة عمال وإصابة تسعة" in plain
    assert "صحيفة 0" in plain
    assert "صحيفة 1" in plain
    for goal in re.findall(r'class="words" href="#([^"]+)"', listed):
        assert f' id="{goal}"' in page


def test_a_record_without_contradictions_lists_none(port: Record) -> None:
    assert 'class="clashes"' not in to_html(replace(port, accounts=()))


def test_claims_of_one_kind_on_one_issue_are_no_fact_unless_they_are_outcomes(port: Record) -> None:
    line = port.accounts[0]
    keys = {"assessment summit": True, "accusation summit": True, "agreement summit": False, "commitment summit": False}
    for key, gathered in keys.items():
        assert [fact.opinion for fact in facts_of([replace(line, fact=key)])] == [gathered]


def test_a_position_table_has_no_empty_row(record: Record) -> None:
    for row in re.findall(r'<tr><th scope="row">.*?</tr>', positions(Index(record)), re.DOTALL):
        assert 'class="stand' in row
