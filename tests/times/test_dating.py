"""The article's own date: printed, inferred from its text, placed by the run, or honestly unknown."""

from __future__ import annotations

import re

from mahdar.articles import Article, Block, Published, Role, Source
from mahdar.sentences import read
from mahdar.spans import Anchor
from mahdar.times import dated_by_run, moments, published


def article(name: str, text: str, *, day: str | None = None, caption: int | None = None) -> Article:
    roles: list[Role] = ["caption" if i == caption else "body" for i in range(text.count("\n") + 1)]
    lines = re.finditer(r"[^\n]+", text)
    blocks = tuple(Block(Anchor(name, m.start(), m.end()), role, "line") for m, role in zip(lines, roles, strict=True))
    return Article(name, Source(name, "0"), text, "ar", blocks, published=Published(day, day, "metadata") if day else None)


def own(text: str) -> Published | None:
    return published(read(article("a", text)))


def by_run(*articles: Article) -> list[Published | None]:
    return list(dated_by_run(articles, [read(a) for a in articles]))


def test_a_date_on_a_line_of_its_own_dates_the_article() -> None:
    found = own("الوزراء يتفقون\nالأربعاء 16 يونيو 2021 - 14:30\nاتفق الوزراء على خطة جديدة لنقل المياه")
    assert found is not None
    assert (found.value, found.basis) == ("2021-06-16", "text")


def test_a_date_beside_today_dates_the_article() -> None:
    found = own("افتتح الوزير اليوم الخميس 17 يونيو 2021 معرض الكتاب في المدينة بحضور عدد من الناشرين")
    assert found is not None
    assert (found.value, found.basis) == ("2021-06-17", "text")


def test_a_date_of_long_ago_does_not_date_the_article() -> None:
    assert own("ولد الكاتب في 14 مارس 1950 في قرية صغيرة، وقال الثلاثاء إنه لن يتوقف عن الكتابة أبدا") is None


def test_a_caption_and_a_weekday_that_agree_give_that_day_and_the_next() -> None:
    one = article("a", "رجال الإطفاء في الميناء - 16 يونيو 2021\nسيطر رجال الإطفاء الأربعاء على حريق كبير في مخازن الميناء", caption=0)
    (found,) = by_run(one)
    assert found is not None
    assert (found.first, found.last, found.basis) == ("2021-06-16", "2021-06-17", "inferred")
    assert "weekday agrees" in found.why
    assert found.confidence < 0.9


STORM = (
    "ضربت عاصفة قوية سواحل المدينة الشرقية {when} وأغرقت مراكب الصيادين في الميناء القديم. "
    "قال الصيادون إن العاصفة أغرقت المراكب في المدينة."
)


def test_a_sentence_that_another_article_dates_places_an_article_on_that_day() -> None:
    dated = article("a", STORM.format(when="في 16 يونيو 2021"), day="2021-06-18")
    undated = article("b", STORM.format(when="اليوم الأربعاء"))
    known, placed = by_run(dated, undated)
    assert known == dated.published
    assert placed is not None
    assert (placed.value, placed.basis) == ("2021-06-16", "run")
    (moment,) = moments(read(undated), placed)
    assert moment.value == "2021-06-16"


def test_the_order_of_the_run_does_not_matter() -> None:
    ones = [article("a", STORM.format(when="في 16 يونيو 2021"), day="2021-06-18"), article("b", STORM.format(when="الأربعاء"))]
    assert by_run(*ones) == by_run(*ones[::-1])[::-1]


def test_another_weekday_of_the_same_story_is_not_bent_to_the_known_day() -> None:
    dated = article("a", STORM.format(when="في 16 يونيو 2021"), day="2021-06-18")
    assert by_run(dated, article("b", STORM.format(when="السبت")))[1] is None


def test_a_story_of_something_else_places_nothing() -> None:
    dated = article("a", STORM.format(when="في 16 يونيو 2021"), day="2021-06-18")
    other = article("b", "فاز الفريق الأربعاء بكأس البلاد بعد مباراة طويلة، وقال المدرب إن اللاعبين قدموا أفضل ما لديهم أمام الجمهور.")
    assert by_run(dated, other)[1] is None


def test_without_a_date_no_day_is_made_up() -> None:
    text = "قال اليوم الجمعة إن الاجتماع عقد أمس وإن القانون صدر عام 2014"
    found = moments(read(article("a", text)), None)
    assert [m.value for m in found] == ["XXXX-WXX-5", "XXXX-XX-XX", "2014"]
    assert [m.first for m in found] == [None, None, "2014-01-01"]


def test_an_interval_keeps_what_all_its_days_share() -> None:
    text = "قال اليوم الجمعة إن القمة تعقد هذا الصيف، وذكر بما حدث في يناير الماضي"
    day = Published("2021-02-05", "2021-06-11", "run")
    assert [m.value for m in moments(read(article("a", text)), day)] == ["2021-WXX-5", "2021-SU", "2021-01"]
