"""Articles of one event come together, other events of the same matter stand beside it, ids stay."""

from __future__ import annotations

import random

from mahdar.stories import Sketch, Stream, group, sketch

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
