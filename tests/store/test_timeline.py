"""Where articles stand, told after each change, is where a stream over all of them puts them."""

from __future__ import annotations

from random import Random

import pytest
from bench.news import captures
from msgspec.structs import replace

from mahdar.articles import Article, article
from mahdar.store.timeline import Place, Timeline
from mahdar.stories import policy
from mahdar.stories import stream as stories


@pytest.fixture(scope="module")
def news() -> dict[str, Article]:
    """Articles of some days."""
    return {one.id: one for one in map(article, captures(300))}


@pytest.mark.parametrize("seed", range(2))
def test_what_moved_is_all_that_stands_elsewhere(news: dict[str, Article], seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "policy", lambda: replace(policy(), batch=20, idle_days=1.0))
    chance, names = Random(seed), list(news)  # noqa: S311 - an order, no secret
    timeline, told = Timeline(), dict[str, Place]()
    coming = sorted(range(len(names)), key=lambda n: n + chance.randrange(60))
    days = {name: f"2024-01-{1 + n // 25:02}" if n % 40 else None for n, name in enumerate(names)}
    while coming:
        some, coming = coming[:30], coming[30:]
        left = {name for name in told if chance.random() < 0.004}
        moved = timeline.move(left, {names[n]: days[names[n]] for n in some}, lambda wanted: {name: news[name] for name in wanted})
        told = {name: place for name, place in told.items() if name not in left} | moved
        whole = Timeline()
        if chance.random() < 0.2 or not coming:
            read = dict.fromkeys(told)
            expected = whole.move((), {name: days[name] for name in read}, lambda wanted: {name: news[name] for name in wanted})
            assert {name: one.story for name, one in told.items()} == {name: one.story for name, one in expected.items()}
    assert timeline.stream.laid, "no story was quiet"
    assert timeline.stream.view.into, "no stories merged"
