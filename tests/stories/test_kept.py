"""What is kept of articles gives back what was put there: stems however rare, articles wherever they lie, words in both layers."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from mahdar.stories import lookup as index
from mahdar.stories import policy, sketch
from mahdar.stories.flat import Numbers
from mahdar.stories.lookup import nothing
from mahdar.stories.packed import Frequencies, packed, unpacked
from mahdar.stories.shelf import Shelf, Tray, texts

WORDS = ("ميناء", "سفينة", "قمح", "عاصفة", "رصيف", "بحارة")


def test_stems_with_ids_far_apart_come_back_with_their_ids() -> None:
    seen = Frequencies(100)
    first = sketch("a", "", " ".join(WORDS[:3]))
    seen.met(first.lead)
    seen.met(np.setdiff1d(np.arange(200_000, dtype=np.int32), sketch("b", "", " ".join(WORDS)).lead))
    both = sketch("b", WORDS[5], " ".join(WORDS))
    rows = unpacked(packed([first, both], seen), policy(), len(seen.buckets))
    start = int(rows.starts[1])
    places = rows.places[start:][rows.events[start:] > 0]
    wanted = sorted({*(2 * seen.ids[both.lead]).tolist(), *(2 * seen.ids[both.title] + 1).tolist()})
    assert max(wanted) - min(wanted) > 300_000
    assert sorted(places.tolist()) == wanted


def test_every_vector_has_length_one() -> None:
    seen = Frequencies(100)
    news = [sketch("a", WORDS[0], " ".join(WORDS)), sketch("b", "", WORDS[1]), sketch("c", "", "")]
    rows = unpacked(packed(news, seen), policy(), len(seen.buckets))
    for weights in (rows.events, rows.lines):
        squares = [float((weights[low:high] ** 2).sum()) for low, high in zip(rows.starts[:-1], rows.starts[1:], strict=True)]
        assert squares == pytest.approx([1, 1, 0], abs=1e-5)


def _tray(numbers: range) -> Tray:
    seen = Frequencies(100)
    told = packed([sketch(f"n{n}", "", WORDS[n % 6]) for n in numbers], seen)
    none = np.zeros(len(numbers), dtype=np.float32)
    return Tray(np.array(numbers, dtype=np.int32), none == 0, told, texts([f"n{n}" for n in numbers]), none, texts([""] * len(numbers)))


def test_a_shelf_finds_articles_after_trays_were_joined_and_swept() -> None:
    shelf = Shelf()
    for first in range(0, 40, 10):
        tray = _tray(range(first, first + 10))
        shelf = shelf.with_those(tray).witnessed(np.full(10, first / 100, dtype=np.float32), texts(["كلمة"] * 10))
    before, gone = shelf, _numbers(range(3, 33))
    shelf = shelf.without(gone)
    left = _numbers([0, 1, 2, *range(33, 40)])
    assert shelf.ids(left) == [f"n{n}" for n in left.tolist()]
    assert shelf.id_of(35) == "n35"
    assert (round(shelf.score_of(35), 3), shelf.score_of(20)) == (0.3, 0.0)
    assert shelf.picked(left).shared.read() == ["كلمة"] * 10
    assert len(shelf.told(left).sizes) == 10
    assert sum(len(tray.numbers) for tray in shelf.trays) < 40
    assert before.ids(gone) == [f"n{n}" for n in range(3, 33)]


def _numbers(given: range | list[int]) -> Numbers:
    return np.array([*given], dtype=np.int32)


def test_an_index_whose_layers_were_merged_finds_the_newest_that_are_active(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "YOUNG", 20)
    found, active = nothing(3), np.ones(60, dtype=np.bool_)
    active[[50, 58]] = False
    for number in range(60):
        words: NDArray[np.int32] = _numbers([7, 100 + number % 2])
        found = found.entered(words, np.full(2, number, dtype=np.int32), active)
    assert len(found.elder.numbers)
    asked = found.shared(_numbers([7, 101, 7, 5]), _numbers([2, 2]))
    rows = [*zip(*(part.tolist() for part in asked), strict=True)]
    assert (0, 59, 2) in rows
    assert all(number >= 51 for _, number, _ in rows)
    assert {query for query, _, _ in rows} == {0, 1}
