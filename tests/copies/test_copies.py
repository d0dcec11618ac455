"""Copies are found, forms are not taken for copies, and nothing depends on the order of the texts."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.copies import COPIES, Print, Text, copies, fingerprint, fingerprints, origins
from mahdar.copies.rarity import rare
from mahdar.copies.words import words
from mahdar.spans import table

REPORT = (
    "أعلنت وزارة النقل في بيان صدر مساء الأحد أن الجسر الجديد الذي يربط ضفتي النهر سيفتح أمام السيارات مطلع الشهر المقبل "
    "بعد تأخر دام ثلاث سنوات بسبب خلاف مع الشركة المنفذة على كلفة الأساسات. وقال مدير المشروع المهندس رائد السالمي إن العمال "
    "أنهوا تركيب الألواح الأخيرة وإن الاختبارات التي جرت الأسبوع الماضي أكدت سلامة الهيكل، مضيفا أن الشاحنات الثقيلة ستبقى "
    "ممنوعة من العبور حتى نهاية الصيف. ورحب سكان الحي الشرقي بالخبر لأن العبارة القديمة كانت تتوقف كلما ارتفع منسوب المياه."
)
OTHER = (
    "بحث مجلس البلدية في جلسته أمس خطة لزراعة خمسة آلاف شجرة على جانبي الطريق الدائري قبل حلول الشتاء، واعترض ثلاثة أعضاء على "
    "كلفة الري قائلين إن الشبكة الحالية لا تكفي الحدائق القائمة، فيما رأى رئيس اللجنة الفنية أن الأنواع المقترحة تتحمل الجفاف."
)
FORM = (
    "نفذت المحكمة أمس حكمها في القضية المرفوعة على المواطن {who} بعد ثبوت ما نسب إليه شرعا، وصدر بحقه صك يقضي بتغريمه مبلغا "
    "قدره {sum} ريال وحرمانه من السفر، وصدقت الحكم محكمة الاستئناف والمحكمة العليا، وصدر أمر بإنفاذ ما تقرر شرعا. وإذ تعلن الجهة "
    "ذلك فإنها تؤكد للجميع حرصها على استتباب النظام، وتحذر كل من تسول له نفسه الإقدام على مثل ذلك بأن العقاب سيكون مصيره في {where}."
)


def _pairs(texts: dict[str, str], **days: int) -> dict[frozenset[str], str]:
    on = {name: 700_000 + days.get(name, 10) for name in texts}
    prints = [fingerprint(name, text, title=text.split(".")[0][:60], outlet=name, day=on[name]) for name, text in texts.items()]
    return {frozenset((c.a, c.b)): c.relation for c in copies(prints)}


def test_one_text_under_two_names_is_the_same() -> None:
    assert _pairs({"a": REPORT, "b": REPORT.replace("أنهوا", "أنهَوْا").replace("إلى", "الى")}) == {frozenset("ab"): "same"}


def test_a_text_that_stands_inside_a_longer_one_is_contained_and_the_longer_one_comes_first() -> None:
    found = copies([fingerprint("short", REPORT, outlet="x", day=3), fingerprint("long", f"{OTHER}\n{REPORT}\n{OTHER}", outlet="y", day=3)])
    assert [(c.a, c.b, c.relation) for c in found] == [("long", "short", "contains")]
    assert found[0].share == 1.0


def test_two_texts_about_different_things_are_no_pair() -> None:
    assert _pairs({"a": REPORT, "b": OTHER}) == {}


def test_a_form_filled_in_for_another_case_is_no_copy() -> None:
    cases = {
        "a": FORM.format(who="سامر بن حمود الغياثي", sum="ثلاثين ألف", where="منطقة الوادي"),
        "b": FORM.format(who="عدنان بن مرزوق الشهابي", sum="سبعين ألف", where="محافظة الساحل"),
        "c": FORM.format(who="نزار بن طلال العمراني", sum="تسعين ألف", where="مركز الهضبة"),
        "d": FORM.format(who="وائل بن جابر الكناني", sum="أربعين ألف", where="قرية السفح"),
    }
    found = _pairs(cases, a=10, b=13, c=17, d=24)
    assert found
    assert not COPIES & set(found.values())


def test_a_form_that_one_outlet_prints_again_and_again_is_no_copy_even_within_a_day() -> None:
    names = ["سامر الغياثي", "عدنان الشهابي", "نزار العمراني", "وائل الكناني"]
    texts = [FORM.format(who=name, sum=f"{n}0 ألف", where=f"مركز {name.split()[1]}") for n, name in enumerate(names, 2)]
    prints = [fingerprint(text, text, title=name, outlet="x", day=700_000) for name, text in zip(names, texts, strict=True)]
    found = copies(prints)
    assert len(found) == 6
    assert not COPIES & {copy.relation for copy in found}


def test_a_report_that_two_hundred_outlets_print_is_one_group() -> None:
    texts = [REPORT.replace("الأحد", f"الأحد {OTHER.split()[n % 40]} {n}") for n in range(200)]
    prints = [fingerprint(f"{n:03}", text, outlet=f"outlet {n}", day=700_000 + n % 2) for n, text in enumerate(texts)]
    found = copies(prints)
    assert {copy.relation for copy in found} <= COPIES
    assert set(origins(prints, found).values()) == {"000"}


def _own(names: Sequence[str]) -> str:
    return " ".join(f"{name}ون {word}هما" for name in names for word in OTHER.split()[:12])


def test_a_paragraph_that_two_outlets_have_in_one_run_is_of_one_hand_whatever_stands_around_it() -> None:
    paragraph = " ".join(REPORT.split()[:44])
    mine, theirs = _own(["رائد", "سعيد"]), _own(["نبيل", "هيثم", "جلال", "بدر"])
    assert _pairs({"a": f"{mine} {paragraph}", "b": f"{paragraph} {theirs}"}, a=10, b=12) == {frozenset("ab"): "edited"}
    changed = paragraph.replace("السيارات", "العربات")
    assert _pairs({"a": f"{mine} {paragraph}", "b": f"{changed} {theirs}"}, a=10, b=12) == {frozenset("ab"): "template"}


def test_a_paragraph_in_a_text_that_says_much_else_is_a_quotation_of_it() -> None:
    paragraph = " ".join(REPORT.split()[:44])
    mine, theirs = _own(["رائد", "سعيد", "نبيل", "هيثم"]), _own(["جلال", "بدر", "فارس", "وليد"])
    assert _pairs({"a": f"{mine} {paragraph}", "b": f"{paragraph} {theirs}"}, a=10, b=12) == {frozenset("ab"): "template"}


def test_what_others_print_once_does_not_change_a_pair() -> None:
    pair = [fingerprint("a", REPORT, outlet="x"), fingerprint("b", f"{OTHER} {REPORT}", outlet="y")]
    company = [fingerprint(f"c{n}", " ".join(OTHER.split()[n:] + REPORT.split()[::-1]), outlet=f"o{n}") for n in range(40)]
    together = [copy for copy in copies([*pair, *company]) if {copy.a, copy.b} == {"a", "b"}]
    assert together == list(copies(pair))


def test_the_origin_of_a_group_is_its_earliest_text() -> None:
    prints = [
        fingerprint("late", REPORT, outlet="x", day=12),
        fingerprint("early", REPORT, outlet="y", day=11),
        fingerprint("alone", OTHER),
    ]
    assert origins(prints, copies(prints)) == {"late": "early", "early": "early", "alone": "alone"}


def test_a_text_that_took_up_two_reports_does_not_make_one_of_them() -> None:
    more = " ".join(f"{word}ها {OTHER.split()[n % 30]}" for n, word in enumerate(REPORT.split()[::-1]))
    texts = {"one": REPORT, "again": REPORT, "two": OTHER, "both": f"{REPORT} {OTHER} {more}"}
    prints = [fingerprint(name, text, outlet=name, day=700_000) for name, text in texts.items()]
    found = copies(prints)
    assert {(c.a, c.b) for c in found if c.relation in COPIES} >= {("both", "one"), ("both", "again"), ("both", "two")}
    assert origins(prints, found) == {"one": "again", "again": "again", "two": "two", "both": "again"}


def test_what_was_cut_out_of_an_earlier_text_comes_from_it() -> None:
    long = f"{REPORT} {' '.join(OTHER.split()[::-1])} {' '.join(REPORT.split()[::-1])}"
    prints = [fingerprint("long", long, outlet="x", day=700_000), fingerprint("cut", REPORT, outlet="y", day=700_001)]
    assert origins(prints, copies(prints)) == {"long": "long", "cut": "long"}


def test_of_one_day_the_text_that_credits_an_agency_comes_after_the_agency() -> None:
    prints = [fingerprint("a", REPORT, outlet="x", day=12, credit="(وكالة)"), fingerprint("b", REPORT, outlet="y", day=12)]
    assert origins(prints, copies(prints)) == {"a": "b", "b": "b"}


@pytest.mark.parametrize("text", ["", "،،،", "كلمة", "كلمة أخرى", "١٢٣"])
def test_a_text_too_short_to_compare_is_no_error(text: str) -> None:
    assert copies([fingerprint("a", text), fingerprint("b", REPORT)]) == ()


WORDS = st.lists(st.sampled_from(REPORT.split() + OTHER.split()), max_size=60).map(" ".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, max_size=6), st.randoms())
def test_neither_order_nor_company_changes_a_pair(texts: list[str], chance: random.Random) -> None:
    prints: Sequence[Print] = [fingerprint(str(n), text) for n, text in enumerate(texts)]
    shuffled = list(prints)
    chance.shuffle(shuffled)
    assert copies(prints) == copies(shuffled)
    for copy in copies(prints):
        assert 0 <= copy.share <= 1
        assert 0 <= copy.score <= 1


TEXT = st.text(st.characters() | st.sampled_from("قا ًـﷺﬁ1٫.\n"))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_prints_made_together_are_those_made_alone(texts: list[tuple[str, str]]) -> None:
    given_texts = [Text(str(n), body, title, "x", n, "(وكالة)") for n, (title, body) in enumerate(texts)]
    alone = [fingerprint(t.id, t.body, title=t.title, outlet=t.outlet, day=t.day, credit=t.credit) for t in given_texts]
    assert [_told(one) for one in fingerprints(given_texts)] == [_told(one) for one in alone]


def test_many_prints_keep_the_order_and_the_words_of_their_texts() -> None:
    texts = [Text(str(n), body) for n, body in enumerate([REPORT, OTHER, "", "ﷺ " + OTHER, "قالـــت", REPORT, "1.5 ١٫٥"] * 40)]
    found = [*fingerprints(texts)]
    assert [one.id for one in found] == [one.id for one in texts]
    assert [len(one.words) for one in found] == [len(fingerprint("x", one.body).words) for one in texts]
    assert found[0].words.tolist() == found[5].words.tolist()


def _told(one: Print) -> tuple[object, ...]:
    return one.id, one.outlet, one.day, one.words.tolist(), one.title.tolist(), one.credit


def test_every_word_of_the_table_is_common_and_others_are_rare() -> None:
    forms = words("\n".join(row["form"] for row in table("mahdar.copies", "common.tsv")))[0]
    assert not rare(forms).any()
    assert rare(forms + np.uint64(2)).all()
    assert rare(words("1 12 ١٢٣")[0]).all()
