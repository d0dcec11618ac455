"""Accounts say who tells what, in which words, from how many origins, and never who is right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from hashlib import sha256

import pytest

from mahdar.accounts import Account
from mahdar.accounts.amounts import amounts
from mahdar.articles import article
from mahdar.captures import Capture, Declared
from mahdar.pipeline import Layers, analyse_all, record_of
from mahdar.records import Record
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor

PORT = "انهار جزء من رصيف ميناء الصيادين في مدينة السلام مساء الأحد، ما أدى إلى مقتل أربعة عمال وإصابة تسعة آخرين بجروح."
PORT_AGAIN = (
    "قالت هيئة الموانئ إن جزءا من رصيف ميناء الصيادين في مدينة السلام انهار مساء الأحد، ما أدى إلى مقتل ستة عمال وإصابة تسعة آخرين."
)
PORT_VAGUE = "أكد شهود عيان انهيار رصيف ميناء الصيادين في مدينة السلام ومقتل أكثر من ثلاثة عمال كانوا يفرغون الشحنات ليلا."
SCHOOL = "افتتحت وزيرة التعليم مدرسة جديدة في الحي الغربي تتسع لستمئة تلميذ وتعمل بالطاقة الشمسية بدءا من الخريف المقبل."


def _record(texts: Sequence[str]) -> Record:
    given = [Capture(f"{n}.txt", "dump", t.encode(), sha256(t.encode()).hexdigest(), declared=_day(n)) for n, t in enumerate(texts)]
    layers, people = analyse_all(article(c) for c in given)
    return record_of(layers, people)


def _day(number: int) -> Declared:
    return Declared(published="2022-03-07", outlet=f"outlet {number}")


def _lines(record: Record) -> set[tuple[str, str]]:
    return {(line.relation, line.about) for line in record.accounts}


def test_numbers_that_exclude_each_other_in_one_scope_contradict() -> None:
    assert ("contradicts", "number") in _lines(_record([PORT, PORT_AGAIN]))


def test_a_bound_that_holds_the_number_is_no_contradiction() -> None:
    record = _record([PORT, PORT_VAGUE])
    assert not [line for line in record.accounts if line.relation == "contradicts"]


def test_a_first_round_and_a_whole_meeting_differ_in_scope() -> None:
    whole = "استمرت محادثات الوفدين في قصر الضيافة بمدينة السلام أقل من أربع ساعات وحضرها وزيرا الخارجية والسفيران."
    part = "ذكر مسؤولون أن الجولة الأولى من محادثات الوفدين في قصر الضيافة بمدينة السلام استمرت قرابة ساعتين وحضرها وزيرا الخارجية."
    found = _lines(_record([whole, part]))
    assert ("differs", "scope") in found
    assert not [about for relation, about in found if relation == "contradicts"]


def test_one_text_printed_twice_is_corroboration_by_one_origin() -> None:
    long = " ".join([PORT, SCHOOL, PORT_VAGUE])
    record = _record([long, long])
    told = [line for line in record.accounts if line.relation == "corroborates"]
    assert told
    assert {line.origins for line in told} == {1}
    assert sum(a.copy_of is not None for a in record.articles) == 1


def test_what_one_article_tells_alone_is_said_to_stand_only_there() -> None:
    record = _record([PORT, SCHOOL])
    assert {line.relation for line in record.accounts} == {"only-here"}


def test_a_difference_points_at_the_words_that_differ() -> None:
    record = _record([PORT, PORT_AGAIN])
    texts = {a.id: a.text for a in record.articles}
    contradiction = next(line for line in record.accounts if line.relation == "contradicts")
    assert sorted(a.of(texts[a.article]) for a in contradiction.where) == ["أربعة", "ستة"]
    assert "«أربعة»" in contradiction.why


def test_the_order_of_the_articles_changes_nothing() -> None:
    texts = [PORT, PORT_AGAIN, PORT_VAGUE, SCHOOL]
    first = _shuffled(texts, 1)
    assert first == _shuffled(texts, 2)
    assert first == _shuffled(texts, 3)


def _shuffled(texts: Sequence[str], seed: int) -> tuple[object, ...]:
    given = [Capture(f"{n}.txt", "dump", t.encode(), sha256(t.encode()).hexdigest(), declared=_day(n)) for n, t in enumerate(texts)]
    random.Random(seed).shuffle(given)  # noqa: S311 - a repeatable order
    layers, people = analyse_all(article(c) for c in given)
    return record_of(layers, people).accounts


def _reading(text: str) -> Reading:
    return read(article(Capture("a.txt", "dump", text.encode(), "0" * 64)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل خمسة وعشرون جنديا", (25, 25)),
        ("أصيب 1,200 شخص بجروح", (1200, 1200)),
        ("مر ثلاثة آلاف شخص من هنا", (3000, 3000)),
        ("بلغت الكلفة 2.5 مليون دولار", (2.5e6, 2.5e6)),
        ("وصل رجلين ملثمين إلى القرية", (2, 2)),
        ("أكثر من مئة شخص تظاهروا", (100, float("inf"))),
        ("أقل من أربع ساعات", (0, 4)),
        ("سلم قائمة بستة عشر قطاعا", (16, 16)),
        ("حروق على تسعين بالمئة من جسده", (90, 90)),
    ],
)
def test_an_amount_is_read_with_its_bounds(text: str, expected: tuple[float, float]) -> None:
    found = next(amounts("a", _reading(f"{text} في ذلك اليوم.").words))
    assert (found.low, found.high) == expected


@pytest.mark.parametrize("text", ["أحد الجنود تحدث أمس", "في عام 2014 بدأ العمل", "لا أرقام في هذه الجملة"])
def test_words_that_count_nothing_are_no_amounts(text: str) -> None:
    assert list(amounts("a", _reading(f"{text}.").words)) == []


def test_layers_and_accounts_agree_on_articles() -> None:
    given = [Capture(f"{n}.txt", "dump", t.encode(), sha256(t.encode()).hexdigest()) for n, t in enumerate([PORT, PORT_AGAIN])]
    layers, people = analyse_all(article(c) for c in given)
    known = {one.article.id for one in layers}
    assert isinstance(layers[0], Layers)
    for line in record_of(layers, people).accounts:
        assert {a.article for a in line.evidence} <= known
        assert all(isinstance(a, Anchor) for a in line.evidence)
    assert Account.__doc__
