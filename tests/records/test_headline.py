"""The headline that stands for a story is the one that its articles are about."""

from __future__ import annotations

from hashlib import sha256

from mahdar.articles import Article, article
from mahdar.captures import Capture
from mahdar.records.headline import headline_of

TEXTS = (
    "الرئيس يقترح لقاء نظيره في مدينة محايدة\n\nاقترح الرئيس في اتصال هاتفي مساء الثلاثاء أن يلتقي نظيره قريبا لبحث ما بينهما.",
    "قمة بحيرة السلام تعيد السفيرين\n\nانتهت قمة بحيرة السلام باتفاق الرئيسين على إعادة السفيرين إلى عملهما.",
    "السفيران يعودان إلى عملهما\n\nعاد السفيران إلى عملهما تنفيذا لما اتفق عليه الرئيسان في قمة بحيرة السلام.",
    "بعد قمة بحيرة السلام: ملفات عالقة\n\nبقيت بعد قمة بحيرة السلام ملفات عالقة مع عودة السفيرين إلى العاصمتين.",
)


def _articles() -> list[Article]:
    return [article(Capture(f"{n}.txt", "dump", t.encode(), sha256(t.encode()).hexdigest())) for n, t in enumerate(TEXTS)]


def test_the_headline_of_a_story_is_what_most_of_its_articles_open_with_not_the_first() -> None:
    told = _articles()
    head = headline_of(told)
    assert head is not None
    assert head.article == told[1].id
    assert headline_of(list(reversed(told))) == head


def test_one_article_stands_for_itself() -> None:
    one = _articles()[0]
    assert headline_of([one]) == one.first("headline")
    assert headline_of([]) is None
