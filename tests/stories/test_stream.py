"""A stream goes on: by any batches, from what was kept, and its changes tell all that happened."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mahdar.stories import Placed, Sketch, StoryChange, Stream, policy, sketch

PLACES = ("جسر الميناء", "سد الوادي", "مصنع الحديد", "ميدان البلدة", "سوق السمك", "محطة القطار")
DEEDS = ("افتتح الوزير", "أغلق العمال", "تفقد المهندسون", "احترق مستودع", "زار الوفد", "توقف العمل في")
DETAILS = ("بعد تأخر ثلاث سنوات", "احتجاجا على الرواتب", "قبل وصول السيول", "بحضور سكان الحي", "رغم اعتراض النقابة")
SMALL = replace(policy(), batch=7, idle_days=3)


def _news(seed: int, count: int) -> list[Sketch]:
    """Articles over some days, in order of time, some about one event and some of no event but their own."""
    dice = random.Random(seed)  # noqa: S311
    found = []
    for number in range(count):
        place, deed = dice.choice(PLACES), dice.choice(DEEDS)
        body = " ".join((deed, place, *(dice.choice(DETAILS) for _ in range(3)), dice.choice(PLACES)))
        found.append(sketch(f"n{number}", f"{deed} {place}", body, hours=100.0 + number * dice.choice((2, 2, 9))))
    return sorted(found, key=lambda one: (one.hours, one.id))


def _all_at_once(news: Sequence[Sketch]) -> tuple[Placed, ...]:
    stream = Stream(SMALL)
    stream.add(news)
    return stream.placed()


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 50), st.lists(st.integers(1, 25), min_size=1, max_size=10))
def test_any_batches_in_the_order_of_time_give_the_stories_of_one_run(seed: int, sizes: list[int]) -> None:
    news = _news(seed, sum(sizes))
    stream, at = Stream(SMALL), 0
    for size in sizes:
        stream.add(news[at : at + size])
        at += size
    assert stream.placed() == _all_at_once(news)


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 50), st.lists(st.integers(1, 12), min_size=2, max_size=10))
def test_a_stream_kept_and_restored_after_every_batch_goes_on_the_same(seed: int, sizes: list[int]) -> None:
    news = _news(seed, sum(sizes))
    through, kept, at = Stream(SMALL), Stream(SMALL), 0
    told = _Told()
    for size in sizes:
        batch, at = news[at : at + size], at + size
        changes = kept.add(batch)
        assert changes == through.add(batch)
        for change in changes:
            told.hear(change)
        assert set(kept.placed()) <= set(through.placed())
        kept = Stream.restored(kept.kept())
    assert {row.id: row.event for row in through.placed()} == told.event


def test_a_stream_with_an_archive_goes_on_with_it(tmp_path: Path) -> None:
    news = _news(3, 60)
    stream = Stream(SMALL, archive=tmp_path / "quiet")
    for at in range(0, 60, 10):
        stream.add(news[at : at + 10])
        rows = stream.taken()
        assert not set(rows) & set(stream.placed())
        stream = Stream.restored(stream.kept(), archive=tmp_path / "quiet")
    whole = {row.id: row.event for row in _all_at_once(news)}
    assert {row.id: row.event for row in stream.placed()}.items() <= whole.items()
    assert (tmp_path / "quiet").stat().st_size


class _Told:
    """What somebody knows who only heard the changes."""

    def __init__(self) -> None:
        self.event: dict[str, str] = {}
        self.line: dict[str, str] = {}

    def hear(self, change: StoryChange) -> None:
        held = self.event if change.level == "event" else self.line
        if change.kind == "merged":
            held.update({what: change.story for what, at in held.items() if at == change.what})
        elif change.kind in {"created", "joined"}:
            held[change.what] = change.story


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 50), st.lists(st.integers(1, 12), min_size=2, max_size=12))
@example(15, [9, 11, 2, 12, 7, 4, 12, 11, 3, 1])  # a retired event opens again and goes into another within one call
def test_who_hears_only_the_changes_knows_where_every_article_stands(seed: int, sizes: list[int]) -> None:
    news = _news(seed, sum(sizes))
    stream, told, at = Stream(SMALL), _Told(), 0
    for size in sizes:
        for change in stream.add(news[at : at + size]):
            told.hear(change)
        at += size
        assert {row.id: row.event for row in stream.placed()} == told.event
        assert {row.event: row.storyline for row in stream.placed()}.items() <= told.line.items()


def test_a_storyline_whose_first_event_is_retired_and_whose_last_goes_elsewhere_is_told_as_merged() -> None:
    strike = "أغلق عمال المناجم طريق الشمال احتجاجا على تأخر الرواتب وطالبوا بلقاء مدير الشركة الأجنبية."
    halt = "أوقفت نقابة الحديد تصدير الشحنات وطلبت من الحكومة ضمانات مكتوبة قبل العودة إلى الأفران."
    vote = "انتخبت نقابة الحديد مجلسا جديدا وأقرت ميزانية صندوق التقاعد بعد جدل طويل بين الأعضاء."
    concert = "عزفت الفرقة الوطنية ألحانا شعبية أمام جمهور غفير على المسرح القديم."
    news = [
        sketch("vote", "نقابة الحديد تنتخب مجلسا جديدا", vote, hours=0.0),
        sketch("halt", "نقابة الحديد توقف تصدير الشحنات", halt, hours=50.0),
        sketch("strike", "عمال المناجم يغلقون طريق الشمال", strike, hours=60.0),
        sketch("again", "عمال المناجم يغلقون طريق الشمال", strike, hours=61.0),
        sketch("concert", "حفل موسيقي على المسرح القديم", concert, hours=90.0),
        sketch("both", "عمال المناجم يغلقون طريق الشمال ونقابة الحديد توقف تصدير الشحنات", f"{strike} {halt}", hours=100.0),
    ]
    stream, told = Stream(replace(policy(), event=0.16, storyline=0.03, batch=1, idle_days=3)), _Told()
    changes = [change for one in news for change in stream.add([one])]
    for change in changes:
        told.hear(change)
    assert ("merged", "storyline") in {(change.kind, change.level) for change in changes}
    assert {row.event: row.storyline for row in stream.placed()}.items() <= told.line.items()


@pytest.mark.parametrize("late", [0, 30])
def test_an_article_that_comes_too_late_is_placed_all_the_same(late: int) -> None:
    news = _news(5, 40)
    stream = Stream(SMALL)
    stream.add(news[:late] + news[late + 1 :])
    stream.add([news[late]])
    assert news[late].id in {row.id for row in stream.placed()}
