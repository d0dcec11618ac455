"""What a database does, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from mahdar.actors import Decision, Entity
from mahdar.errors import StoreError
from mahdar.feeds import FeedState
from mahdar.records.json import to_json
from mahdar.store import Store, actor_pages

from .newsroom import CAPTURES, MORE, PORT, RIVER, capture

Address = Callable[[], str]


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    with Store(address()) as opened:
        opened.writer().add(CAPTURES, received="2024-03-09T00:00:00+00:00")
        yield opened


def _article(store: Store, row: str) -> str:
    found = [h.id for h in store.view.articles(size=100).items]
    found += [v.id for name in found for v in store.view.versions(name)]
    return next(name for name in found if store.view.article(name).articles[0].source.row == row)


def test_what_was_added_is_told_by_stories(store: Store) -> None:
    page = store.view.stories()
    assert page.total == 2
    assert sorted((card.articles, card.outlets) for card in page.items) == [(2, 2), (3, 3)]
    assert next(card.origins for card in page.items if card.articles == 3) == 2, "one of the three repeats another"
    river = next(card for card in page.items if card.articles == 3)
    assert {"سامي أوكيلو", "عادل الطيب"} <= {actor.name for actor in river.actors}


def test_a_story_comes_back_as_a_record_whose_every_line_points_into_its_articles(store: Store) -> None:
    river = next(card for card in store.view.stories().items if card.articles == 3)
    record = store.view.story(river.id)
    texts = {a.id: a.text for a in record.articles}
    assert all(a.story == river.id for a in record.articles)
    assert any("لن تبني السد قبل توقيع الاتفاق" in texts[q.article][q.content.start : q.content.end] for q in record.quotations)
    assert {a.about for a in record.accounts if a.relation in ("differs", "contradicts")} >= {"number"}
    assert to_json(record) == to_json(store.view.story(river.id))


def test_what_a_desk_asks_first_is_told_alike_by_both(store: Store) -> None:
    lately = store.view.lately()
    assert lately
    cards = store.view.articles(size=100).items
    assert lately.day == max(card.day for card in cards if card.day)
    assert lately.articles == sum(card.day == lately.day for card in cards)
    assert lately.opened == store.view.stories(day=lately.day, new=True).total
    assert lately.speakers
    for one in lately.speakers:
        assert store.view.said(one.id, since=lately.since, until=lately.day).total == one.count
    clashes = store.view.clashes()
    assert clashes.total == sum(card.contradicted for card in store.view.stories().items)
    assert store.view.clashes(until="2000-01-01").total == 0


def test_an_empty_database_has_no_last_day(address: Address) -> None:
    with Store(address()) as opened:
        assert opened.view.lately() is None
        assert opened.view.clashes().items == ()


def test_whose_names_hold_one_another_may_be_the_same(address: Address) -> None:
    texts = ("وطالبت حركة الصيادين بالتحقيق في الحادث.", "وطالبت حركة الصيادين الشعبية بمحاسبة المسؤولين.")
    with Store(address()) as store:
        store.writer(tagger=False).add([capture(f"d{n}", text, outlet=f"صحيفة {n}", day="2024-03-06") for n, text in enumerate(texts)])
        named = {one.name: one.id for one in store.view.actors().items}
        short, long = named["حركة الصيادين"], named["حركة الصيادين الشعبية"]
        assert [one.id for one in store.view.doubles(short).items] == [long]
        assert [one.id for one in store.view.doubles(long).items] == [short]
        assert store.view.who(long).name == "حركة الصيادين الشعبية"
        assert store.view.doubles("actnobody").total == 0
        with pytest.raises(StoreError):
            store.view.who("actnobody")


def test_a_copy_names_the_article_it_repeats(store: Store) -> None:
    cards = {c.outlet: c for c in store.view.articles(size=100).items}
    assert cards["صدى الجبل"].copy_of == cards["بريد الساحل"].id


def test_versions_of_a_page_are_a_chain_and_only_the_newest_is_counted(store: Store) -> None:
    newest = _article(store, "port-2")
    chain = store.view.versions(newest)
    assert [v.newer for v in chain] == [newest, None]
    assert store.view.articles(outlet="أخبار المرفأ").total == 1
    older = store.view.article(chain[0].id)
    assert older.articles[0].text == PORT
    assert older.quotations


def test_an_article_without_a_date_is_placed_by_the_others(store: Store) -> None:
    record = store.view.article(_article(store, "port-undated"))
    published = record.articles[0].published
    assert published is not None
    assert (published.value, published.basis) == ("2024-03-09", "run")


def test_a_page_of_an_actor_says_what_it_said(store: Store) -> None:
    found = store.view.actors(prefix="أوكيل")
    assert [n.name for n in found.items] == ["سامي أوكيلو"]
    card = store.view.actor(found.items[0].id)
    assert card.articles == 3
    said = store.view.said(card.id)
    assert said.total == card.quotations
    assert all("لن تبني السد قبل توقيع الاتفاق" in s.content for s in said.items)
    assert store.view.said(card.id, outlet="صدى الجبل").total == 1
    assert store.view.said(card.id, since="2024-03-08").total == 0


def test_raw_captures_come_back_byte_for_byte(store: Store) -> None:
    record = store.view.article(_article(store, "river-1"))
    assert store.view.raw(record.articles[0].source.sha256) == RIVER.encode()


def test_adding_the_same_again_changes_nothing(store: Store) -> None:
    before = store.view.stories()
    again = store.writer().add(CAPTURES)
    assert (again.new, again.known) == ((), len(CAPTURES))
    assert store.view.stories() == before


def test_a_decision_parts_an_actor_and_its_withdrawal_joins_it_again(store: Store) -> None:
    before = {n.name for n in store.view.actors(kind="person").items}
    writer = store.writer()
    number = writer.decide(Decision("same", "سامي أوكيلو", "هيثم القطان", "a test"), by="editor")
    assert len(store.view.actors(kind="person").items) < len(before)
    assert any(link.rule == "decision" and "a test" in link.why for link in store.view.merges().items)
    writer.undo(number, by="other")
    assert {n.name for n in store.view.actors(kind="person").items} == before
    ruled = store.view.decisions().items[0]
    assert (ruled.by, ruled.undone_by) == ("editor", "other")
    assert {line.what for line in store.view.audit().items} >= {"add", "decide", "undo"}
    with pytest.raises(StoreError, match="no decision 1 to withdraw"):
        writer.undo(number)


def test_of_two_decisions_on_the_same_names_the_later_holds_until_it_is_withdrawn(store: Store) -> None:
    def apart() -> bool:
        return len({n.id for word in ("سامي أوكيلو", "هيثم القطان") for n in store.view.actors(prefix=word, kind="person").items}) == 2

    writer = store.writer()
    writer.decide(Decision("different", "سامي أوكيلو", "هيثم القطان"))
    assert apart()
    later = writer.decide(Decision("same", "هيثم القطان", "سامي أوكيلو"))
    assert not apart()
    writer.undo(later)
    assert apart()


def test_a_knowledge_base_gives_its_ids(store: Store) -> None:
    store.writer().learn([Entity("kb-7", "person", ("سامي أوكيلو",), "Q4711")])
    found = store.view.actors(prefix="سامي").items[0]
    assert (store.view.actor(found.id).known, store.view.actor(found.id).wikidata) == ("kb-7", "Q4711")


def test_two_outlets_are_compared_on_a_story(store: Store) -> None:
    river = next(card for card in store.view.stories().items if card.articles == 3)
    found = store.view.compare(river.id, "بريد الساحل", "منبر الوادي")
    assert len(found.articles_a) == len(found.articles_b) == 1
    assert found.both
    assert {o.name for o in store.view.outlets()} == {"بريد الساحل", "منبر الوادي", "صدى الجبل", "أخبار المرفأ", "جريدة الضفاف"}
    assert store.view.outlet("صدى الجبل").copies == 1


def test_lists_are_narrowed_and_come_in_pages(store: Store) -> None:
    assert store.view.stories(outlet="أخبار المرفأ").total == 1
    assert store.view.stories(day="2024-03-06").total == 1
    assert store.view.stories(since="2024-04-01").total == 0
    first, second = store.view.stories(size=1), store.view.stories(page=2, size=1)
    assert (first.total, first.pages) == (2, 2)
    assert first.items != second.items


def test_what_is_not_there_is_said_by_name(store: Store) -> None:
    for ask in (store.view.story, store.view.article, store.view.actor, store.view.outlet, store.view.raw):
        with pytest.raises(StoreError, match="nothing-of-that-name"):
            ask("nothing-of-that-name")


def test_a_reader_is_written_down_with_each_article(store: Store) -> None:
    newest = _article(store, "port-2")
    assert {v.reader for v in store.view.versions(newest)} == {store.view.versions(newest)[0].reader}
    other = store.writer(tagger=False)
    other.add([capture("late", RIVER.replace("12", "13"), outlet="صوت البادية", day="2024-03-08")])
    assert store.view.versions(_article(store, "late"))[0].reader != store.view.versions(newest)[0].reader


def test_users_tokens_and_feeds_are_kept(store: Store) -> None:
    desk = store.desk
    desk.put_user("huda", "hash", "editor", by="root")
    desk.put_token("digest", "huda", note="script")
    desk.put_user("huda", "other", "reader")
    assert [(u.name, u.secret, u.role) for u in desk.users()] == [("huda", "other", "reader")]
    assert desk.token("digest") is not None
    desk.remove_user("huda")
    assert desk.token("digest") is None
    with pytest.raises(StoreError, match="no user called huda"):
        desk.remove_user("huda")
    store.watched.keep(FeedState("https://feed.example/rss", etag="a", failures=2), ())
    assert [(one.etag, one.failures) for one in desk.feeds()] == [("a", 2)]


def test_the_story_of_a_version_that_was_replaced_is_found_under_its_old_address(address: Address) -> None:
    with Store(address()) as store:
        writer = store.writer(tagger=False)
        older, newer = (c for c in CAPTURES if c.row in ("port-1", "port-2"))
        writer.add([older])
        old = store.view.stories().items[0].id
        writer.add([newer])
        assert store.view.stories().total == 1
        now = store.view.stories().items[0].id
        assert store.view.home(old) == now
        assert [a.source.row for a in store.view.story(old).articles] == ["port-2"]
        assert [step.kind for step in store.view.history(now)][-1] in ("joined", "merged", "created")


def test_a_card_holds_some_links_and_stories_and_says_how_many_there_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    name = max(store.view.merges(size=500).items, key=lambda link: link.actor).actor
    every = store.view.merges(actor=name, size=500)
    monkeypatch.setattr(actor_pages, "_REASONS", 1)
    monkeypatch.setattr(actor_pages, "_FEW", 1)
    card = store.view.actor(name)
    assert (card.linked, card.links) == (every.total, every.items[:1])
    assert card.told_in == store.view.stories(actor=name).total
    assert len(card.stories) <= 1


def test_of_two_versions_of_one_day_the_one_that_came_later_counts_however_quickly_it_came(address: Address) -> None:
    page = {"outlet": "أخبار المرفأ", "day": "2024-03-07", "url": "https://four.example/port"}
    pair = capture("early", PORT, **page), capture("late", PORT + MORE, **page)
    for first, second in (pair, pair[::-1]):
        with Store(address()) as store:
            writer = store.writer(tagger=False)
            old = writer.add([first]).new
            new = writer.add([second]).new
            assert [card.id for card in store.view.articles().items] == list(new)
            assert [version.id for version in store.view.versions(new[0])] == [*old, *new]


def test_an_article_of_two_files_is_kept_once_and_both_files_are_known(address: Callable[[], str]) -> None:
    from msgspec.structs import replace
    from sqlalchemy import select

    from mahdar.store import schema

    there = CAPTURES[0]
    other = replace(there, file="other.jsonl", row="7", sha256="7" * 64)
    with Store(address()) as store:
        writer = store.writer(tagger=False)
        assert len(writer.add([there, other]).new) == 1
        assert writer.add([other]).known == 1
        assert not writer.add([replace(other, file="third.jsonl")]).new
        with store._engine.connect() as connection:
            found = connection.execute(select(schema.again.c.article, schema.again.c.file)).all()
        assert sorted(row.file for row in found) == ["other.jsonl", "third.jsonl"]
        assert store.view.articles().total == 1
        kept = store.view.articles().items[0].id
        assert {row.article for row in found} == {kept}
        finds = store.view.finds(kept)
        assert [one.file for one in finds] == [there.file, "other.jsonl", "third.jsonl"]
        assert finds[1].row == "7"


def test_the_same_text_of_another_outlet_or_of_nobody_known_is_another_article(address: Callable[[], str]) -> None:
    from msgspec.structs import replace

    from mahdar.captures import Declared

    said = [Declared("t", "one", None, "2024-03-06"), Declared("t", "two", None, "2024-03-06"), Declared(None, None, None, None)]
    said += [Declared("t", "one", None, "2024-03-06"), Declared("t", "one", None, "2024-03-07"), Declared(None, None, None, None)]
    rows = [replace(CAPTURES[0], row=str(n), sha256=f"{n}" * 64, declared=one) for n, one in enumerate(said)]
    with Store(address()) as store:
        assert len(store.writer(tagger=False).add(rows).new) == len(rows) - 1
