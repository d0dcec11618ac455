"""One article by itself: the same lines as in a record, and nothing compared."""

from __future__ import annotations

from mahdar.articles import Article, Block, Source
from mahdar.pipeline import analyse_all, lines_of, record_of
from mahdar.spans import Anchor

TEXT = "التقى الرئيس سامي حداد الوزير كمال نجار في عمان أمس. وقال حداد إن بلاده ستوقع الاتفاق قريبا."
ARTICLE = Article("a", Source("t.txt", "0" * 64), TEXT, "ar", (Block(Anchor("a", 0, len(TEXT)), "body", "line"),))


def test_the_lines_of_an_article_are_those_of_its_record() -> None:
    layers, people = analyse_all([ARTICLE], tagger=False)
    alone, record = lines_of(layers[0], people), record_of(layers, people)
    assert record.events
    assert record.quotations
    for name in ("articles", "quotations", "times", "mentions", "actors", "events", "claims"):
        assert getattr(alone, name) == getattr(record, name), name
