"""Whatever the batches and their order, and whatever was decided on the way: what is derived equals what a rebuild derives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest
from bench.news import captures
from msgspec.structs import replace
from sqlalchemy import func, insert, select

from mahdar import __version__
from mahdar.actors import Decision
from mahdar.captures import Capture
from mahdar.pipeline import analyse_all, record_of
from mahdar.records.json import to_json
from mahdar.store import Store, holding, schema, timeline
from mahdar.stories import policy
from mahdar.stories import stream as stories

from .dump import differences, dumped
from .newsroom import CAPTURES

Address = Callable[[], str]
WHEN = "2024-03-09T00:00:00+00:00"
NEWS = (*CAPTURES, *captures(34))


def _added(store: Store, order: Sequence[Capture], sizes: Sequence[int]) -> None:
    """Adds captures in batches of these sizes, over and over."""
    writer = store.writer(tagger=False)
    at = turn = 0
    while at < len(order):
        size = sizes[turn % len(sizes)]
        writer.add(order[at : at + size], received=WHEN, batch=size)
        at, turn = at + size, turn + 1


def _shuffled(seed: int) -> list[Capture]:
    order = list(NEWS)
    Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
    return order


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    """What is derived when everything comes at once."""
    with Store(str(tmp_path_factory.mktemp("whole") / "workspace.db")) as store:
        store.writer(tagger=False).add(NEWS, received=WHEN, batch=1000)
        return dumped(store)


def test_the_news_has_what_is_hard(whole: dict[str, list[object]], tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store(str(tmp_path_factory.mktemp("hard") / "workspace.db")) as store:
        store.writer(tagger=False).add(NEWS, received=WHEN, batch=1000)
        cards = [c for n in (1, 2) for c in store.view.articles(page=n, size=500).items]
        assert any(c.copy_of for c in cards)
        assert any(len(store.view.versions(c.id)) > 1 for c in cards)
        assert any((p := store.view.article(c.id).articles[0].published) and p.basis == "run" for c in cards)


@pytest.mark.parametrize(
    ("order", "sizes"), [(NEWS, (9,)), (_shuffled(1), (1, 19)), (NEWS[::-1], (15,))], ids=["days", "mixed", "back"]
)  # fmt: skip
def test_batches_and_orders_end_in_one_state(
    address: Address, whole: dict[str, list[object]], order: Sequence[Capture], sizes: Sequence[int]
) -> None:
    with Store(address()) as store:
        _added(store, order, sizes)
        assert differences(dumped(store), whole) == {}


def test_writers_that_start_anew_go_on_where_another_was(sqlite: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "EVERY", 1)
    monkeypatch.setattr(timeline, "BEHIND", 2)
    monkeypatch.setattr(stories, "policy", lambda: replace(policy(), batch=7))
    order, where, kept = _shuffled(5), sqlite(), 0
    for at in range(0, len(order), 13):
        with Store(where) as store:
            store.writer(tagger=False).add(order[at : at + 13], received=WHEN)
            with store._engine.connect() as connection:
                kept += connection.execute(select(func.count()).select_from(schema.states)).scalar_one()
    with Store(where) as store, Store(sqlite()) as other:
        assert kept
        other.writer(tagger=False).add(order, received=WHEN)
        assert differences(dumped(store), dumped(other)) == {}


def test_a_stream_kept_by_other_rules_or_in_another_shape_is_no_use_and_no_harm(sqlite: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "EVERY", 1)
    monkeypatch.setattr(timeline, "BEHIND", 2)
    order, where = _shuffled(5), sqlite()
    with monkeypatch.context() as before, Store(where) as store:
        before.setattr(stories, "policy", lambda: replace(policy(), batch=7, storyline=0.9))
        store.writer(tagger=False).add(order[:26], received=WHEN)
        store.writer(tagger=False).add(order[26:39], received=WHEN)
        with store._engine.begin() as connection:
            names = connection.execute(select(schema.states.c.name)).scalars().all()
            connection.execute(insert(schema.states).values(name=f"stream {__version__}", data=b"of another shape"))
    monkeypatch.setattr(stories, "policy", lambda: replace(policy(), batch=7))
    assert names
    assert timeline.Timeline().form not in names
    with Store(where) as store, Store(sqlite()) as other:
        store.writer(tagger=False).add(order[39:], received=WHEN)
        other.writer(tagger=False).add(order, received=WHEN)
        assert differences(dumped(store), dumped(other)) == {}


def test_a_rebuild_changes_nothing(address: Address) -> None:
    with Store(address()) as store:
        _added(store, _shuffled(3), (25, 9))
        writer = store.writer(tagger=False)
        first = store.view.actors(kind="person", size=3).items
        kept = writer.decide(Decision("same", first[0].name, first[1].name, "one"), by="huda")
        gone = writer.decide(Decision("different", first[1].name, first[2].name), by="huda")
        writer.undo(gone, by="huda")
        before, stories = dumped(store), store.view.stories(size=500)
        store.writer(tagger=False).rebuild(by="huda")
        assert differences(dumped(store), before) == {}
        assert store.view.stories(size=500) == stories
        assert [d.id for d in store.view.decisions().items if d.undone_by is None] == [kept]
        assert store.view.search("المحادثات").total > 0


def test_decisions_between_batches_end_where_decisions_at_the_end_do(address: Address) -> None:
    half = len(NEWS) // 2
    with Store(address()) as one, Store(address()) as other:
        writer = one.writer(tagger=False)
        writer.add(NEWS[:half], received=WHEN)
        names = [n.name for n in one.view.actors(kind="person", size=4).items]
        pair = Decision("same", names[0], names[3])
        writer.decide(pair)
        writer.add(NEWS[half:], received=WHEN)
        later = other.writer(tagger=False)
        later.add(NEWS, received=WHEN)
        later.decide(pair)
        assert differences(dumped(one), dumped(other)) == {}


def test_a_story_that_goes_into_another_keeps_its_old_address(address: Address) -> None:
    with Store(address()) as store:
        writer = store.writer(tagger=False)
        seen: set[str] = set()
        for at in range(0, len(NEWS), 12):
            writer.add(NEWS[at : at + 12][::-1], received=WHEN)
            seen |= {card.id for card in store.view.stories(size=500).items}
        now = {card.id for card in store.view.stories(size=500).items}
        assert seen - now, "the news has no stories that merge"
        assert {store.view.home(old) for old in seen} <= now
        for old in seen - now:
            assert "merged" in {step.kind for step in store.view.history(old)}


def test_a_small_workspace_says_what_reading_the_same_files_says(address: Address) -> None:
    from mahdar.articles import article

    few = [c for c in CAPTURES if c.row != "port-1"]
    layers, people = analyse_all([article(c) for c in few])
    record = record_of(layers, people)
    with Store(address()) as store:
        store.writer().add(few)
        for card in store.view.stories().items:
            from mahdar.records.story import only

            told = store.view.story(card.id)
            theirs = next(s for s in record.stories if set(s.articles) == set(told.stories[0].articles))
            mine = to_json(told).replace(card.id.encode(), theirs.id.encode())
            assert sorted(mine.splitlines()) == sorted(to_json(only(record, theirs.id)).splitlines())
