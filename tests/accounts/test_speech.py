"""Wordings of one remark are brought together; what one speaker says of the same matter otherwise is not."""

from __future__ import annotations

from hashlib import sha256

import pytest

from mahdar.articles import article
from mahdar.captures import Capture, Declared
from mahdar.pipeline import analyse_all, record_of

LEAD = "اختتم الوزير سالم الحداد زيارته إلى ميناء رأس الجبل مساء الأربعاء."
OPENS = "وقال الحداد إن الميناء سيفتح أبوابه أمام السفن التجارية في الربيع المقبل."
OPENS_TOO = "وأكد الحداد أن الميناء سيفتح في الربيع المقبل أمام سفن التجارة."
COSTS = "وقال الحداد إن الميناء كلف الدولة ضعف ما قدرته لجنة الخبراء قبل عامين."
COSTS_TOO = "وأضاف الحداد أن الدولة دفعت في الميناء ضعف ما قدرته لجنة الخبراء قبل عامين."
SHORT = "وقال الحداد: «انتهينا»."


def _remarks(*texts: str) -> list[list[str]]:
    given = [
        Capture(
            f"{n}.txt", "dump", t.encode(), sha256(t.encode()).hexdigest(), declared=Declared(published="2022-03-07", outlet=f"صحيفة {n}")
        )
        for n, t in enumerate(texts)
    ]
    record = record_of(*analyse_all([article(c) for c in given], tagger=False))
    words = {a.id: a.text for a in record.articles}
    return [[e.of(words[e.article]) for e in line.evidence] for line in record.accounts if line.fact.startswith("speech ")]


def test_one_remark_in_two_wordings_is_brought_together() -> None:
    found = _remarks(f"{LEAD} {OPENS}", f"{LEAD} {OPENS_TOO}")
    assert len(found) == 1
    assert len(found[0]) == 2


def test_two_remarks_on_one_matter_stay_apart_though_each_article_holds_both() -> None:
    found = _remarks(f"{LEAD} {OPENS} {COSTS}", f"{LEAD} {OPENS_TOO} {COSTS_TOO}")
    assert sorted(len(one) for one in found) == [2, 2]
    assert all(("ضعف" in one[0]) == ("ضعف" in one[1]) for one in found)


@pytest.mark.parametrize("pair", [(OPENS, COSTS), (SHORT, SHORT)])
def test_a_matter_or_a_word_in_common_is_no_remark_in_common(pair: tuple[str, str]) -> None:
    assert not _remarks(f"{LEAD} {pair[0]}", f"وصل الوزير سالم الحداد إلى ميناء رأس الجبل. {pair[1]}")
