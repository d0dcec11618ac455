"""The record of one story of a run holds what its articles say, and nothing of the others."""

from __future__ import annotations

import pytest

from mahdar.articles import article
from mahdar.captures import Capture, Declared
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import Record, only, pages

TEXTS = {
    "w0": "استأنف وفدا مصر وإثيوبيا محادثات سد النهضة في القاهرة. وقال وزير الري سامح الطوخي إن بلاده تريد اتفاقا ملزما على ملء سد النهضة.",
    "w1": "بحث وفدا مصر وإثيوبيا ملء سد النهضة في القاهرة. وقال وزير الري سامح الطوخي إن محادثات سد النهضة ستستمر.",
    "s0": "أغلق عمال مناجم الفوسفات في قفصة سكة القطار. وقال النقابي سمير العبيدي إن عمال الفوسفات ينتظرون الرواتب.",
    "s1": "عاد عمال مناجم الفوسفات في قفصة إلى سكة القطار. وقال النقابي سمير العبيدي إن رواتب عمال الفوسفات لم تدفع.",
}


@pytest.fixture(scope="module")
def record() -> Record:
    made = [
        article(Capture(name, "row", text.encode(), name, name, Declared(published=f"2024-03-0{i + 1}")))
        for i, (name, text) in enumerate(TEXTS.items())
    ]
    return record_of(*analyse_all(made))


def test_every_line_of_one_story_stands_in_its_articles(record: Record) -> None:
    assert len(record.stories) == 2
    for story in record.stories:
        part = only(record, story.id)
        within = set(story.articles)
        assert {a.id for a in part.articles} == within
        assert {q.article for q in part.quotations} == within
        assert {m.article for m in part.mentions} <= within
        assert {a.at.article for a in part.actors if a.mentions} <= within


def test_the_stories_hold_every_quotation_and_mention_of_the_run_once(record: Record) -> None:
    parts = [only(record, story.id) for story in record.stories]
    assert sorted(q.id for p in parts for q in p.quotations) == sorted(q.id for q in record.quotations)
    assert sorted(m.id for p in parts for m in p.mentions) == sorted(m.id for m in record.mentions)


def test_a_run_of_two_stories_has_an_index_and_two_pages_and_one_story_has_one(record: Record) -> None:
    made = pages(record)
    assert sorted(made) == ["record.html", *sorted(f"stories/{s.id}.html" for s in record.stories)]
    assert list(pages(only(record, record.stories[0].id))) == ["record.html"]


def test_a_story_that_is_not_there_is_an_error(record: Record) -> None:
    with pytest.raises(KeyError):
        only(record, "none")
