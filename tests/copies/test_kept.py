"""What a kept index says after texts came and went in any batches and any order is what one run over all of them says."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.copies import Change, Copy, Kept, Print, copies, fingerprint, origins

WORDS = [f"كلمه{one}{other}" for one in "ابتثجحخدذرزس" for other in "ابتثجحخدذرزس"]


def _texts(seed: int, count: int) -> list[Print]:
    """Texts of which many repeat stretches of others, some of one form, on few days, of few outlets."""
    chance = random.Random(seed)  # noqa: S311 - the same texts for one seed
    formula = chance.choices(WORDS, k=30)
    told: list[list[str]] = []
    for _ in range(count):
        words = chance.choices(WORDS, k=chance.randint(0, 50))
        if chance.random() < 0.4:
            words = formula[: chance.randint(5, 30)] + words
        if told and chance.random() < 0.5:
            other = chance.choice(told)
            words = other[: chance.randint(1, len(other) + 1)] + words[: chance.choice([0, 0, 3, 50])]
        told.append(words)
    return [_text(at, " ".join(words), chance) for at, words in enumerate(told)]


def _text(at: int, words: str, chance: random.Random) -> Print:
    outlet, day = chance.choice(["", "a", "b", "c"]), chance.choice([0, 700_000, 700_001, 700_004])
    return fingerprint(f"n{at}", words, title=words[:30], outlet=outlet, day=day)


class Told:
    """What somebody knows who hears of changes alone."""

    def __init__(self) -> None:
        self.pairs: dict[frozenset[str], Copy] = {}
        self.origins: dict[str, str] = {}

    def hear(self, change: Change) -> None:
        """Takes a change in."""
        for pair in change.lost:
            del self.pairs[frozenset(pair)]
        for one in change.left:
            del self.origins[one.id]
        self.pairs.update((frozenset((copy.a, copy.b)), copy) for copy in change.found)
        self.origins.update(change.origins)


def _same(told: Told, kept: Kept, texts: Iterable[Print]) -> None:
    """Holds what was told and what is kept against one run."""
    now = sorted(texts, key=lambda one: one.id)
    wanted = copies(now)
    assert tuple(sorted(told.pairs.values())) == wanted
    assert told.origins == origins(now, wanted)
    again = kept.add([])
    assert not again.lost
    assert not again.found
    assert not again.origins


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.integers(1, 40), st.lists(st.integers(1, 12), min_size=1), st.randoms(use_true_random=False))
def test_any_batches_in_any_order_end_where_one_run_ends(seed: int, count: int, sizes: list[int], chance: random.Random) -> None:
    texts = _texts(seed, count)
    chance.shuffle(texts)
    kept, told = Kept(), Told()
    waiting = list(texts)
    while waiting:
        size = sizes[len(waiting) % len(sizes)]
        told.hear(kept.add(waiting[:size]))
        waiting = waiting[size:]
    _same(told, kept, texts)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.integers(1, 30), st.randoms(use_true_random=False))
def test_texts_that_leave_or_come_in_another_version_leave_no_trace(seed: int, count: int, chance: random.Random) -> None:
    texts = {one.id: one for one in _texts(seed, count)}
    versions = {one.id: one for one in _texts(seed + 1, count)}
    kept, told, there = Kept(), Told(), dict[str, Print]()
    for _ in range(8):
        came = [chance.choice([texts, versions])[name] for name in chance.sample(sorted(texts), chance.randint(0, min(6, count)))]
        left = chance.sample(sorted(texts), chance.randint(0, min(3, count)))
        told.hear(kept.add(came, left))
        there = {name: one for name, one in there.items() if name not in left} | {one.id: one for one in came}
    _same(told, kept, there.values())


@pytest.mark.parametrize("near", [2, 3])
def test_where_lists_are_longer_than_what_a_text_meets_all_is_as_in_one_run(near: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("candidates", "lists", "change"):
        monkeypatch.setattr(f"mahdar.copies.{module}.NEAR", near, raising=False)
    for seed in range(25):
        chance = random.Random(seed)  # noqa: S311 - the same order for one seed
        texts = {one.id: one for one in _texts(seed, 40)}
        versions = {one.id: one for one in _texts(seed + 100, 40)}
        kept, told, there = Kept(), Told(), dict[str, Print]()
        for _ in range(12):
            came = [chance.choice([texts, versions])[name] for name in chance.sample(sorted(texts), chance.randint(0, 9))]
            left = chance.sample(sorted(texts), chance.randint(0, 3))
            told.hear(kept.add(came, left))
            there = {name: one for name, one in there.items() if name not in left} | {one.id: one for one in came}
        _same(told, kept, there.values())


def test_texts_in_files_and_rows_in_parts_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mahdar.copies.index._TOGETHER", 1)
    monkeypatch.setattr("mahdar.copies.index._MERGED", 20)
    monkeypatch.setattr("mahdar.copies.log.WAITING", 3000)
    monkeypatch.setattr("mahdar.copies.log.RECENT", 5)
    texts = _texts(7, 120)
    kept, told = Kept(tmp_path), Told()
    for start in range(0, 120, 7):
        told.hear(kept.add(texts[start : start + 7], [texts[start // 2].id]))
    there = {one.id: one for at, one in enumerate(texts) if at not in {start // 2 for start in range(0, 120, 7)}}
    back = [texts[start // 2] for start in range(0, 120, 7) if start // 2 >= start]
    _same(told, kept, [*there.values(), *back])
    assert (tmp_path / "texts").stat().st_size > 3000
    kept.close()
