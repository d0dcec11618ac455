from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mahdar.records import Record
from mahdar.records import record as lines
from mahdar.records.chart import EDGE, RIGHT, draw
from mahdar.records.index import Index
from mahdar.records.sections.times import REACH, days_of, other_of, sentence_around


def _article(text: str, *blocks: tuple[int, int]) -> lines.ArticleLine:
    kept = tuple(lines.BlockLine(start, end, "body", "line") for start, end in blocks)
    return lines.ArticleLine(
        id="a",
        source=lines.SourceLine("a.txt", "0"),
        language="ar",
        text=text,
        outlet=None,
        published=None,
        dropped=(),
        story="s",
        blocks=kept,
    )


def _around(text: str, words: str, *blocks: tuple[int, int]) -> str:
    start = text.index(words)
    first, last = sentence_around(_article(text, *blocks), start, start + len(words))
    return text[first:last]


def test_a_moment_is_shown_with_its_sentence() -> None:
    text = "وصل الوفد صباحا. وتبدأ المحادثات غدا في جنيف. ولم يصدر بيان."
    assert _around(text, "غدا", (0, len(text))) == "وتبدأ المحادثات غدا في جنيف."


def test_a_sentence_ends_with_its_paragraph() -> None:
    text = "عنوان قصير\nوصل أمس\nسطر ثالث"
    assert _around(text, "أمس", (0, 10), (11, 18), (19, 27)) == "وصل أمس"


def test_a_point_within_a_number_ends_no_sentence() -> None:
    text = "ارتفع بنسبة 3.5 في المئة عام 2020 وفق البيان."
    assert _around(text, "2020", (0, len(text))) == text


def test_a_sentence_without_end_is_cut_between_words_within_reach() -> None:
    text = "كلمة " * 400 + "أمس" + " كلمة" * 400
    shown = _around(text, "أمس", (0, len(text)))
    assert len(shown) <= 2 * REACH + len("أمس")
    assert set(shown.split()) == {"كلمة", "أمس"}


@given(st.text("ابج .\n؟", max_size=80), st.data())
def test_a_sentence_always_holds_its_moment(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence_around(_article(text), start, end)
    assert 0 <= first <= start <= end <= last <= len(text)


def _times(record: Record, *values: str) -> Index:
    made = tuple(lines.TimeLine(f"x{i}", "summit", i, i + 1, "DATE", value, "day", "absolute", "rule") for i, value in enumerate(values))
    return Index(replace(record, times=made))


def test_days_stand_in_the_order_of_the_calendar(record: Record) -> None:
    days = days_of(_times(record, "2021-06-20", "2019-01-01", "2021-06-16", "2021-06-20"))
    assert [(d.value, d.count) for d in days] == [("2019-01-01", 1), ("2021-06-16", 1), ("2021-06-20", 2)]


def test_moments_that_no_calendar_holds_stand_apart(record: Record) -> None:
    index = _times(record, "2021-06-20", "PAST_REF")
    assert [label.en for label, _ in other_of(index)] == ["Not pinned down"]


def test_later_days_stand_further_left(record: Record) -> None:
    drawing = draw(_times(record, "2021-06-10", "2021-06-16", "2021-06-20"))
    assert drawing
    assert all(earlier.x > later.x for earlier, later in pairwise(drawing.dots))
    assert all(EDGE <= dot.x <= RIGHT for dot in drawing.dots)


def test_a_day_named_often_has_a_larger_circle(record: Record) -> None:
    drawing = draw(_times(record, "2021-06-16", "2021-06-16", "2021-06-16", "2021-06-17"))
    assert drawing
    assert drawing.dots[0].r > drawing.dots[1].r
    assert [count for _, count in drawing.most] == [3, 1]


def test_days_far_from_the_story_are_counted_at_the_edges(record: Record) -> None:
    drawing = draw(_times(record, "1985-11-19", "2021-06-16", "2026-02-05"))
    assert drawing
    row = next(r for r in drawing.rows if r.earlier)
    assert (row.earlier, row.later) == (1, 1)
    assert len(drawing.dots) == 1


@pytest.mark.parametrize("day", ["2021-06-16", "0001-01-01", "9999-12-31"])
def test_a_story_of_one_day_without_dates_of_publication_is_drawn_too(record: Record, day: str) -> None:
    index = _times(record, day)
    bare = Index(replace(index.record, articles=tuple(replace(a, published=None) for a in record.articles)))
    drawing = draw(bare)
    assert drawing
    assert len(drawing.dots) == 1


@pytest.mark.parametrize("days", [("2021-06-10", "2021-06-20"), ("2021-03-05", "2021-07-30"), ("2021-04-13", "2021-06-25")])
def test_the_words_of_the_ticks_do_not_touch(record: Record, days: tuple[str, str]) -> None:
    drawing = draw(_times(record, *days))
    assert drawing
    assert len(drawing.ticks) >= 2
    assert all(one.x - other.x >= 128 for one, other in pairwise(drawing.ticks))


def test_years_of_news_are_marked_by_years(record: Record) -> None:
    index = _times(record, "2010-05-01", "2021-06-16")
    early = replace(record.articles[0], published=lines.PublishedLine("2010-05-02", "metadata", 1.0))
    drawing = draw(Index(replace(index.record, articles=(early, record.articles[1]))))
    assert drawing
    assert [tick.label.en for tick in drawing.ticks] == ["2015", "2020"]


def test_nothing_is_drawn_where_no_day_is_named(record: Record) -> None:
    assert draw(_times(record, "PAST_REF", "2021-06")) is None
