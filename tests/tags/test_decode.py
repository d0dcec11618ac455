"""What the decoder shortens: the best path, the shapes that fit, the pieces of a word."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.spans import folded
from mahdar.tags.decode import barred, likely, path
from mahdar.tags.labels import bio
from mahdar.tags.model import shipped
from mahdar.tags.pieces import SPACE, UNKNOWN, Pieces, plain

LABELS = bio(("person", "place"))
BARRED = barred(LABELS)


def _worth(logits: np.ndarray, labels: tuple[int, ...]) -> float:
    """What a sequence of labels is worth, nothing at all where two of them may not stand side by side."""
    start = len(LABELS)
    if any(BARRED[a, b] for a, b in pairwise((start, *labels))):
        return float("-inf")
    return float(sum(logits[i, label] for i, label in enumerate(labels)))


@pytest.mark.parametrize("seed", range(60))
def test_the_labels_of_a_sentence_are_worth_as_much_as_the_best_valid_ones(seed: int) -> None:
    chance = np.random.default_rng(seed)
    logits = chance.normal(size=(6, len(LABELS))).astype(np.float32)
    logits[:, 2::2] += seed % 3  # the likelier an I, the more pairs are forbidden
    found = tuple(path(logits, BARRED))
    best = max(_worth(logits, labels) for labels in product(range(len(LABELS)), repeat=6))
    assert _worth(logits, found) == pytest.approx(best, abs=1e-4)


def test_the_probability_of_a_label_is_its_share_of_the_row() -> None:
    logits = np.log(np.array([[1, 3, 4], [2, 2, 4]], np.float32))
    assert likely(logits, np.array([1, 2])).tolist() == pytest.approx([3 / 8, 1 / 2])


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ابتلوهكمينف", max_size=12), min_size=1, max_size=8))
def test_a_shape_is_allowed_where_its_letters_fit_the_word_and_nowhere_else(words: list[str]) -> None:
    model = shipped()
    forms = [folded(word) for word in words]
    allowed = model.fits.penalties(forms) == 0
    for row, form in zip(allowed, forms, strict=True):
        assert row.tolist() == [shape.fits(form or "ا") for shape in model.shapes]


def test_pieces_are_those_of_the_highest_score_and_a_strange_letter_is_unknown() -> None:
    pieces = Pieces(
        {"<s>": -99.0, "<pad>": -99.0, "</s>": -99.0, "<unk>": -99.0, SPACE: -3.0, SPACE + "كت": -2.0, "اب": -2.0, "ا": -1.5, "ب": -1.5}
    )
    assert pieces.of("كتاب") == (5, 6)
    assert pieces.of("كتابx") == (5, 6, UNKNOWN)


def test_what_is_remembered_of_words_is_bounded() -> None:
    model = shipped()
    assert all(one.cache_parameters()["maxsize"] for one in (plain, model.pieces.of))
