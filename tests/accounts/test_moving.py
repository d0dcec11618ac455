"""Articles come to a story and leave it in any order and any batches: its accounts are those of the articles that are there."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest
from bench.news import captures
from msgspec.structs import replace
from numpy.typing import NDArray

from mahdar.accounts import Account, Comparison, Said, likeness, said
from mahdar.accounts.tell import Told
from mahdar.articles import article
from mahdar.pipeline import analyse


@pytest.fixture(scope="module")
def story() -> dict[str, Said]:
    """What thirty articles say, as of one story; half of the days are known."""
    found = {}
    for number, one in enumerate(captures(30)):
        layers = analyse(article(one), tagger=False)
        day = "2024-01-02" if number % 2 else ""
        found[layers.article.id] = said(
            Told(layers.reading, layers.mentions, layers.moments, layers.quotations, layers.claims, layers.article.id, day)
        )
    return found


def _whole(story: Mapping[str, Said]) -> tuple[Account, ...]:
    whole = Comparison()
    whole.move((), story)
    return whole.lines({name: name for name in story})


@pytest.mark.parametrize("sample", [6, 32], ids=["a sample", "every article"])
@pytest.mark.parametrize("seed", range(2))
def test_accounts_follow_from_the_articles_that_are_there(
    story: dict[str, Said], seed: int, sample: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "SAMPLE", sample)
    chance, names = Random(seed), sorted(story)  # noqa: S311 - an order, no secret
    moving, there = Comparison(), set[str]()
    for _ in range(9):
        left = {name for name in there if chance.random() < 0.2}
        came = {name for name in names if name not in there and chance.random() < 0.4} | {n for n in there if chance.random() < 0.05}
        moving.move(left - came, {name: story[name] for name in sorted(came, key=lambda _: chance.random())})
        there = (there - left) | came
        if chance.random() < 0.5:
            assert moving.lines({name: name for name in names}) == _whole({name: story[name] for name in there})
    assert there
    assert moving.lines({name: name for name in names}) == _whole({name: story[name] for name in there})


def test_an_article_told_otherwise_takes_its_own_place(story: dict[str, Said]) -> None:
    moving = Comparison()
    moving.move((), story)
    name = min(story)
    other = replace(story[name], known=replace(story[name].known, published="2024-02-02"))
    moving.move((), {name: other})
    assert moving.lines({name: name for name in story}) == _whole({**story, name: other})


def test_one_more_article_of_a_large_story_is_compared_with_what_may_be_like_it_alone(
    story: dict[str, Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "SAMPLE", 6)
    asked: list[int] = []
    score = likeness._score

    def noting(both: NDArray[np.float64], mine: NDArray[np.float64], theirs: NDArray[np.float64]) -> NDArray[np.float64]:
        asked.append(len(both))
        return score(both, mine, theirs)

    monkeypatch.setattr(likeness, "_score", noting)
    moving, last = Comparison(), max(story)
    moving.move((), {name: one for name, one in story.items() if name != last})
    before = sum(asked)
    moving.move((), {last: story[last]})
    assert 0 < sum(asked) - before < before / 10


def test_pairs_looked_at_a_few_at_a_time_are_those_looked_at_together(story: dict[str, Said], monkeypatch: pytest.MonkeyPatch) -> None:
    together = _whole(story)
    monkeypatch.setattr(likeness, "_TOGETHER", 900)
    assert _whole(story) == together
