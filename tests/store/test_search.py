"""Search: Arabic in all its forms, and the same ids in the same order from SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from bench.news import captures

from mahdar.errors import StoreError
from mahdar.store import Store, Wanted, search
from mahdar.store.cards import Count
from mahdar.store.passages import found_in, passages
from mahdar.store.words import asked, words

from .newsroom import CAPTURES

Address = Callable[[], str]
KINDS = ("articles", "quotations", "claims", "events")


@pytest.fixture(scope="module")
def both(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same articles in either database."""
    import psycopg

    with psycopg.connect(host=server, user="mahdar", dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE searched")
    news = [*CAPTURES, *captures(120)]
    addresses = (str(tmp_path_factory.mktemp("search") / "workspace.db"), f"postgresql://mahdar@/searched?host={server}")
    with Store(addresses[0]) as one, Store(addresses[1]) as other:
        for store in (one, other):
            store.writer(tagger=False).add(news, received="2024-03-09T00:00:00+00:00")
        yield one, other


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "typed",
    [
        "المحادثات", "محادثات النهر", '"حصص النهر"', "«لجنة من 12»", "وزير", "والرواتب المتأخره",
        "كينيا", "الخميس ميناء", "لا-شيء-كهذا", "12", "%_'\"*)(", "xyz éè",
    ],
)  # fmt: skip
def test_both_databases_find_the_same_in_the_same_order(both: tuple[Store, Store], typed: str, kind: str) -> None:
    one, other = (store.view.search(typed, Wanted(kind=kind), size=500) for store in both)
    assert [hit.id for hit in one.items] == [hit.id for hit in other.items]
    assert one == other
    assert one.total == len(one.items)
    assert both[0].view.facets(typed, Wanted(kind=kind)) == both[1].view.facets(typed, Wanted(kind=kind))


def test_pages_of_hits_are_the_whole_list_in_pieces(both: tuple[Store, Store]) -> None:
    whole = both[0].view.search("المحادثات", size=500)
    assert whole.total > 20
    pages = [both[1].view.search("المحادثات", page=n, size=7) for n in range(1, -(-whole.total // 7) + 1)]
    assert tuple(hit for page in pages for hit in page.items) == whole.items


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("وللمزارع", True),  # the text has بالمزارعين
        ("بالمزارعين", True),
        ("المُزارعون", True),
        ("رواتب متاخره", True),  # الرواتب المتأخرة
        ('"الرواتب المتأخرة"', True),
        ('"المتأخرة الرواتب"', False),
        ("الغواصات", False),
    ],
)
def test_words_are_found_in_other_forms_and_phrases_as_they_stand(both: tuple[Store, Store], typed: str, found: bool) -> None:
    stories = {hit.title for hit in both[0].view.search(typed, Wanted(since="2024-03-06")).items}
    ours = {"وزيرا المياه يبحثان حصص النهر في نيروبي", "إضراب عمال الميناء يدخل يومه الثالث", "نقابة ميناء المرجان ترفض الوساطة"}
    assert bool(stories & ours) is found


def test_what_is_spelt_so_comes_before_what_has_the_stem_alone(both: tuple[Store, Store]) -> None:
    hits = both[0].view.search("المزارعين", Wanted(kind="quotations"), size=100).items
    assert hits
    spelt = ["المزارعين" in hit.words for hit in hits]
    assert spelt == sorted(spelt, reverse=True)


def test_a_search_is_narrowed_by_outlet_actor_story_and_day(both: tuple[Store, Store]) -> None:
    view = both[0].view
    every = view.search("النهر", Wanted(since="2024-03-06"))
    assert every.total == 3
    assert view.search("النهر", Wanted(since="2024-03-06", outlet="منبر الوادي")).total == 1
    assert view.search("النهر", Wanted(since="2024-03-07")).total == 2
    assert view.search("النهر", Wanted(until="2024-03-06", since="2024-03-06")).total == 1
    assert view.search("النهر", Wanted(story=every.items[0].story)).total == 3
    actor = view.actors(prefix="أوكيلو").items[0].id
    said = view.search("الاتفاق", Wanted(kind="quotations", actor=actor))
    assert {hit.actor for hit in said.items} == {actor}
    assert view.search("النهر", Wanted(actor=actor)).total == 3


def test_a_hit_of_a_line_shows_the_words_that_stand_there(both: tuple[Store, Store]) -> None:
    view = both[1].view
    for kind in KINDS[1:]:
        for hit in view.search("النهر", Wanted(kind=kind)).items:
            text = view.article(hit.article).articles[0].text
            assert text[hit.start : hit.end] == hit.words


def test_a_hit_of_an_article_shows_what_was_found_and_marks_it(both: tuple[Store, Store]) -> None:
    view = both[0].view
    shown = 0
    for typed, stem in (("المزارعون", "مزارع"), ('"حصص النهر"', "حصص النهر"), ("المحادثات", "محادث")):
        for hit in view.search(typed, size=100).items:
            text = view.article(hit.article).articles[0].text
            assert hit.passages
            for one in hit.passages:
                shown += 1
                assert one.words == text[one.start : one.end]
                assert one.words == one.words.strip()
                assert one.marks
                assert all(stem in text[start:end] and one.start <= start < end <= one.end for start, end in one.marks)
    assert shown > 30


def test_passages_of_a_hit_neither_overlap_nor_tell_the_headline_again(both: tuple[Store, Store]) -> None:
    hits = both[0].view.search("النهر الوزير", size=100).items + both[0].view.search("المحادثات", size=100).items
    for hit in hits:
        ends = [place for one in hit.passages for place in (one.start, one.end)]
        assert ends == sorted(ends)
        if len(hit.passages) > 1:
            assert all(not (one.start < hit.end and hit.start < one.end) for one in hit.passages)


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("قال الوزيرُ إن المُحادثاتِ بدأت", "محادثات الوزير", ["الوزيرُ", "المُحادثاتِ"]),
        ("اجتمعت لجنة من خبراء ولجنة أخرى", '"لجنة من"', ["لجنة من"]),
        ("المسؤولون والمسئولين", "مسؤول", ["المسؤولون", "والمسئولين"]),
        ("الوزي\N{ZERO WIDTH NON-JOINER}ر هنا", "الوزير", ["الوزي\N{ZERO WIDTH NON-JOINER}ر"]),
        ("وزارات ووزر", "الوزير", []),
        ("_الوزير_", "الوزير", ["الوزير"]),
    ],
)
def test_words_are_found_where_they_stand(text: str, typed: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in found_in(text, asked(typed))] == found


def test_a_long_text_shows_the_passages_that_hold_most_and_is_cut_between_words() -> None:
    plain = "كلام لا صلة له بالأمر يمتد ويمتد حتى يملأ السطر كله ثم يزيد عليه قليلا. " * 4
    text = f"{plain}وصل الوزير.\n{plain}استقبل الوزير السفير في المطار.\n{plain}سافر الوزير.\n{plain}عاد الوزير."
    blocks = [(0, text.index("\n")), (text.index("\n") + 1, len(text))]
    some = passages(text, blocks, asked("الوزير السفير"), besides=(0, 0))
    assert len(some) == 3
    assert [len(one.marks) for one in some] == [1, 2, 1]
    assert all(one.cut and text[one.start - 1].isspace() and text[one.end : one.end + 1].strip() == "" for one in some)


def test_the_headline_is_shown_for_want_of_anything_else() -> None:
    text = "زيارة الوزير\nوصل الوفد صباحا."
    blocks = [(0, 12), (13, len(text))]
    assert [one.words for one in passages(text, blocks, asked("الوزير"), besides=(0, 12))] == ["زيارة الوزير"]


def test_who_said_what_was_found_is_named(both: tuple[Store, Store]) -> None:
    hits = [hit for hit in both[1].view.search("النهر", Wanted(kind="quotations")).items if hit.actor]
    assert hits
    assert all(hit.name == both[1].view.actor(hit.actor or "").name for hit in hits)


def test_an_empty_search_finds_nothing(both: tuple[Store, Store]) -> None:
    for typed in ("", "  ", '""', "!?"):
        assert both[0].view.search(typed).total == 0


def test_a_kind_that_is_none_is_refused(both: tuple[Store, Store]) -> None:
    for store in both:
        with pytest.raises(StoreError, match="nothing that can be searched"):
            store.view.search("النهر", Wanted(kind="x' OR 1=1 --"))


def test_hits_are_counted_to_a_limit_that_is_told_and_can_all_be_reached(
    both: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = both[0].view.search("المحادثات", size=500)
    months = both[0].view.facets("المحادثات").months
    monkeypatch.setattr(search, "COUNTED", 10)
    monkeypatch.setattr(search, "FACETED", 7)
    for store in both:
        number, hits = 1, []
        while True:
            page = store.view.search("المحادثات", page=number, size=9)
            assert (page.total, page.more) == (10, True)
            hits += page.items
            if number >= page.pages:
                break
            number += 1
        assert tuple(hits) == whole.items
        some = store.view.facets("المحادثات")
        assert (some.counted, some.more) == (7, True)
        assert sum(c.count for c in some.months) <= 7 < sum(c.count for c in months)
        assert next(c for c in some.kinds if c.value == "articles") == Count("articles", 10, more=True)


def test_hits_of_one_spelling_are_in_the_order_of_their_days(both: tuple[Store, Store]) -> None:
    for kind in KINDS:
        days = [hit.day or "" for hit in both[0].view.search('"المحادثات"', Wanted(kind=kind), size=500).items]
        assert len(days) > 5
        assert days == sorted(days, reverse=True)


def test_words_of_every_text_are_passed_over_where_there_are_others(both: tuple[Store, Store]) -> None:
    assert asked("في الميناء").words.forms == ("الميناء",)
    assert asked('من "على النهر"').words.forms == ()
    assert both[0].view.search("في").total > 0
    assert both[0].view.search("من الذي التقى").items == both[0].view.search("التقى").items


def test_what_a_newer_version_has_replaced_is_found_no_more_and_nothing_else_is_lost(address: Address) -> None:
    with Store(address()) as store:
        writer = store.writer(tagger=False)
        writer.add(CAPTURES[:4])
        old = store.view.search("متأخرات").items
        writer.add(CAPTURES[4:])
        new = store.view.search("متأخرات").items
        assert len(old) == len(new) == 1
        assert old != new
        assert store.view.search("النهر").total == 3
        writer.rebuild()
        assert store.view.search("متأخرات").items == new


def test_words_are_folded_and_stemmed() -> None:
    assert words("الرئيسُ والمسؤول").forms == ("الرييس", "والمسوول")
    assert words("مُحمَّد").forms == words("محمد").forms
    assert asked('قمة "بيان مشترك"').phrases == (("بيان", "مشترك"),)


def test_letters_of_other_scripts_cannot_break_the_index() -> None:
    assert all(w.isascii() for w in words("édition 東京 ﷺ").forms if not w.isalpha() or w.isascii())


@pytest.mark.parametrize(("one", "other"), [("مسؤول", "مسئول"), ("الشؤون", "شئون"), ("رؤوس", "رءوس"), ("مُسؤولون", "المسئولون")])
def test_a_hamza_on_either_seat_before_waw_is_one_word(one: str, other: str) -> None:
    assert words(one).stems == words(other).stems


@pytest.mark.parametrize(("one", "other"), [("سؤال", "سيال"), ("مسؤول", "مسيل"), ("بئر", "بر")])
def test_other_words_are_not_taken_for_each_other(one: str, other: str) -> None:
    assert words(one).stems != words(other).stems
