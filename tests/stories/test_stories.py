"""Articles of one event come together, other events of the same matter stand beside it, ids stay."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mahdar.stories import Placed, Sketch, StoryChange, Stream, group, policy, sketch
from mahdar.stories.packed import Frequencies, packed, unpacked
from mahdar.stories.policy import Policy
from mahdar.stories.vector import Groups, products, summed

BRIDGE = [
    (
        "افتتاح جسر الميناء بعد تأخر ثلاث سنوات",
        "افتتح وزير النقل سامر الغياثي جسر الميناء الجديد أمام السيارات بعد تأخر دام ثلاث سنوات بسبب خلاف مع شركة الأساسات.",
    ),
    (
        "وزير النقل يفتتح جسر الميناء",
        "قال وزير النقل سامر الغياثي في حفل افتتاح جسر الميناء إن الشاحنات الثقيلة ستعبر الجسر بعد اختبار الأساسات.",
    ),
    (
        "جسر الميناء الجديد يستقبل السيارات",
        "عبرت أولى السيارات جسر الميناء الجديد الذي افتتحه الوزير الغياثي وقالت شركة الأساسات إن الاختبارات انتهت.",
    ),
]
TALKS = [
    (
        "جولة محادثات ثانية حول مياه النهر",
        "استأنف وفدا البلدين محادثات تقاسم مياه النهر في العاصمة وناقشا حصص الري ومواعيد ملء السد الشمالي.",
    ),
    ("الوفدان يبحثان حصص مياه النهر", "بحث الوفدان في العاصمة حصص الري من مياه النهر واتفقا على لجنة فنية تراقب ملء السد الشمالي."),
]
MATCH = [
    (
        "فوز الواحة على السهل بثلاثة أهداف",
        "فاز فريق الواحة على ضيفه السهل بثلاثة أهداف نظيفة في مباراة الدوري وسجل المهاجم هدفين من ركلتي جزاء.",
    )
]


def _sketches() -> list[Sketch]:
    rows = [("b", BRIDGE), ("t", TALKS), ("m", MATCH)]
    return [sketch(f"{name}{i}", title, text, hours=100.0 + 2 * i) for name, texts in rows for i, (title, text) in enumerate(texts)]


def _parts(stream: Stream) -> set[frozenset[str]]:
    parts: dict[str, set[str]] = {}
    for p in stream.placed():
        parts.setdefault(p.event, set()).add(p.id)
    return set(map(frozenset, parts.values()))


def test_articles_about_one_event_come_together_and_others_stand_apart() -> None:
    stream = Stream()
    stream.add(_sketches())
    assert _parts(stream) == {frozenset({"b0", "b1", "b2"}), frozenset({"t0", "t1"}), frozenset({"m0"})}


def test_the_order_of_arrival_within_a_batch_changes_nothing() -> None:
    sketches = _sketches()
    wanted = group(sketches)
    for seed in range(5):
        random.Random(seed).shuffle(sketches)  # noqa: S311
        assert group(sketches) == wanted


def _kinds(changes: Iterable[StoryChange]) -> list[tuple[str, str]]:
    return [(c.kind, c.level) for c in changes]


def test_an_article_that_joins_says_how_alike_it_is_and_in_which_words() -> None:
    placed = {p.id: p for p in group(_sketches())}
    assert placed["b1"].score > 0.2
    assert {"جسر", "الميناء"} & set(placed["b1"].shared)
    assert placed["m0"] == Placed("m0", placed["m0"].event, placed["m0"].storyline)


def test_a_story_keeps_its_id_while_it_grows() -> None:
    stream, sketches = Stream(), _sketches()
    stream.add([s for s in sketches if s.id in {"b0", "t0"}])
    before = {p.id: p.event for p in stream.placed()}
    changes = stream.add([s for s in sketches if s.id not in {"b0", "t0"}])
    after = {p.id: p.event for p in stream.placed()}
    assert after["b0"] == after["b1"] == after["b2"] == before["b0"]
    assert after["t1"] == before["t0"]
    assert _kinds(changes).count(("joined", "event")) == 3


def test_an_article_is_placed_once_however_often_it_comes() -> None:
    stream, sketches = Stream(), _sketches()
    stream.add(sketches)
    assert stream.add(sketches) == ()
    assert len(stream.placed()) == len(sketches)


def test_every_change_has_a_version_of_its_own_in_order() -> None:
    stream, sketches = Stream(), _sketches()
    changes = [*stream.add(sketches[:3]), *stream.add(sketches[3:])]
    assert [c.version for c in changes] == list(range(1, len(changes) + 1))


def test_two_stories_that_a_third_text_joins_are_merged_under_the_elder_id_and_it_is_told() -> None:
    stream = Stream(replace(policy(), event=0.16))
    one = "أغلق عمال المناجم طريق الشمال احتجاجا على تأخر الرواتب وطالبوا بلقاء مدير الشركة الأجنبية."
    two = "أوقفت نقابة الحديد تصدير الشحنات وطلبت من الحكومة ضمانات مكتوبة قبل العودة إلى الأفران."
    stream.add(
        [sketch("a", "عمال المناجم يغلقون طريق الشمال", one, hours=1.0), sketch("b", "نقابة الحديد توقف تصدير الشحنات", two, hours=2.0)]
    )
    ids = {p.id: p.event for p in stream.placed()}
    assert ids["a"] != ids["b"]
    both = "عمال المناجم يغلقون طريق الشمال ونقابة الحديد توقف تصدير الشحنات"
    changes = stream.add([sketch(f"c{i}", both, f"{one} {two}", hours=3.0 + i) for i in range(4)])
    assert {p.event for p in stream.placed()} == {ids["a"]}
    assert ("merged", ids["a"], ids["b"]) in [(c.kind, c.story, c.what) for c in changes]


def test_a_quiet_story_is_retired_and_opens_again_only_for_news_much_like_it(tmp_path: Path) -> None:
    for archive in (None, tmp_path / "retired"):
        stream = Stream(replace(policy(), batch=1), archive=archive)
        stream.add([sketch(f"b{i}", title, text, hours=float(i)) for i, (title, text) in enumerate(BRIDGE)])
        event = stream.placed()[0].event
        later = 24.0 * 60
        changes = stream.add([sketch("m", *MATCH[0], hours=later)])
        assert ("retired", event) in [(c.kind, c.story) for c in changes]
        assert stream.view.active().tolist() == [3]
        changes = stream.add([sketch("far", "جسر آخر يعلو وادي الجنوب", "بدأ بناء جسر خشبي فوق وادي الجنوب.", hours=later + 1)])
        assert "reopened" not in [c.kind for c in changes]
        changes = stream.add([sketch("b9", *BRIDGE[1], hours=later + 2)])
        assert ("reopened", event) in [(c.kind, c.story) for c in changes]
        assert {p.event for p in stream.placed() if p.id in {"b0", "b9"}} == {event}


@pytest.mark.parametrize("batch", [1, 2, 3, 6])
def test_what_came_early_finds_its_place_when_the_rest_is_seen(batch: int) -> None:
    visit = "وصل رئيس الوزراء إلى العاصمة في زيارة رسمية تستمر يومين يرافقه وفد كبير"
    deal = "وقع الجانبان اتفاقا لبناء مصنع للأسمدة وتزويده بالغاز مدة عشرين عاما"
    game = "افتتح الملعب الأولمبي الجديد بحضور آلاف المتفرجين بعد أعوام من أعمال الترميم"
    texts = (
        ("a0", "الزيارة واتفاق الأسمدة", f"{visit}. {deal}."),
        ("b0", "الزيارة وافتتاح الملعب", f"{visit}. {game}."),
        ("a1", "اتفاق لبناء مصنع للأسمدة", f"{deal}. قال مدير المصنع إن العمل يبدأ في الخريف."),
        ("b1", "افتتاح الملعب الأولمبي الجديد", f"{game}. حضر الافتتاح لاعبون قدامى."),
        ("a2", "مصنع الأسمدة يزود بالغاز", f"{deal}. تبلغ كلفة المصنع مليارا."),
        ("b2", "الملعب الأولمبي يستقبل آلاف المتفرجين", f"{game}. تتسع مدرجاته لستين ألفا."),
    )
    stream = Stream(replace(policy(), batch=batch))
    for hour, text in enumerate(texts):
        stream.add([sketch(*text, hours=float(hour))])
        if hour == 1:
            assert len(_parts(stream)) == 1
    assert _parts(stream) == {frozenset({"a0", "a1", "a2"}), frozenset({"b0", "b1", "b2"})}


def _each(texts: list[tuple[str, str]]) -> Groups:
    """A group of each article."""
    sketches = [sketch(f"x{i}", title, text, hours=1.0) for i, (title, text) in enumerate(texts)]
    seen = Frequencies(100)
    told, every = packed(sketches, seen), np.arange(len(texts))
    rows = unpacked(told, policy(), len(seen.buckets))
    return summed(rows, rows.events, every, every)


def test_what_stands_first_tells_more_than_what_stands_last() -> None:
    fire = "اشتعل حريق كبير في مصفاة الخليج وأصيب ثلاثة عمال بحروق"
    one, other = (" ".join("".join(random.Random(n).sample("بتثجحخدذرزسشصضط", 5)) for n in range(seed, seed + 90)) for seed in (0, 90))  # noqa: S311
    texts = [("", f"{fire} {one}"), ("", f"{fire} {other}"), ("", f"{one} {fire}"), ("", f"{other} {fire}")]
    first, last = products(_each(texts), np.array([0, 2]), np.array([1, 3])).tolist()
    assert first > 2 * last > 0


def test_daily_reports_that_name_different_days_are_events_of_their_own() -> None:
    def told(name: str, day: str, price: str) -> Sketch:
        return sketch(name, "أسعار القمح في ختام التعاملات", f"تراجعت أسعار القمح في البورصة {day} إلى {price} درهما.", hours=9.0)

    def apart(*days: str) -> int:
        return len({p.event for p in group([told(str(i), day, str(310 + i)) for i, day in enumerate(days)])})

    assert apart("اليوم الأحد", "الأحد") == 1
    assert apart("اليوم الأحد", "في ختام الجلسة") == 1
    assert apart("اليوم الأحد", "أمس الاثنين") == 2
    assert apart("اليوم الأحد", "والإثنين", "الأحد", "الإثنين") == 2
    assert [told("x", day, "1").day for day in ("أحد التجار", "خميس مشيط", "بالجمعة", "«السبت»،")] == [0, 0, 5, 6]


def test_news_of_people_killed_and_news_that_tells_of_none_are_events_of_their_own() -> None:
    where = "في محطة القطار بمدينة الوادي بعد انفجار أنبوب الغاز في مستودع الشركة"
    fire = sketch("a", "مقتل أربعة عمال في محطة القطار", f"قتل أربعة عمال {where} وقالت الشرطة إنها تحقق.", hours=1.0)
    again = sketch("b", "مصرع عمال في محطة القطار", f"لقي أربعة عمال مصرعهم {where} وقالت الشرطة إنها تحقق.", hours=2.0)
    works = sketch("c", "استئناف العمل في محطة القطار", f"استأنف أربعة عمال العمل {where} وقالت الشرطة إنها انتهت.", hours=3.0)

    def events(by: Policy) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for placed in group([fire, again, works], by):
            found.setdefault(placed.event, []).append(placed.id)
        return [*found.values()]

    assert [fire.deaths, again.deaths, works.deaths] == [True, True, False]
    assert events(replace(policy(), toll=1.0)) == [["a", "b", "c"]]
    assert events(replace(policy(), toll=0.3)) == [["a", "b"], ["c"]]


@pytest.mark.parametrize("word", ["وقتل", "القتلى", "ومقتل", "للضحايا", "بالشهداء", "مقتلَ"])
def test_the_first_words_tell_of_people_killed_whatever_stands_before_the_word(word: str) -> None:
    assert sketch("a", "", f"أعلن الناطق {word} في المدينة").deaths
    assert not sketch("a", "", f"{'كلمة ' * 30} {word}").deaths


def test_news_of_weeks_ago_is_told_apart_by_its_date_alone() -> None:
    near = group([sketch("a", *BRIDGE[0], hours=0.0), sketch("b", *BRIDGE[1], hours=5.0)])
    far = group([sketch("a", *BRIDGE[0], hours=0.0), sketch("b", *BRIDGE[1], hours=24.0 * 20)])
    assert len({p.event for p in near}) == 1
    assert len({p.event for p in far}) == 2


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), max_size=12))
def test_any_text_is_placed_somewhere_and_once(rows: list[tuple[str, str]]) -> None:
    placed = group([sketch(str(i), title, text) for i, (title, text) in enumerate(rows)])
    assert sorted(p.id for p in placed) == sorted(map(str, range(len(rows))))


def test_marks_and_invisible_controls_inside_words_change_nothing() -> None:
    plain = sketch("a", "وزير النقل", "افتتح الوزير الجسر")
    marked = sketch("a", "وزيرُ النّقل", "افتـتح الو\N{RIGHT-TO-LEFT MARK}زير الجسرَ")
    assert plain.lead.tolist() == marked.lead.tolist()
