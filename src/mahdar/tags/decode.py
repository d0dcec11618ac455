"""Rows of logits -> labels: the best valid BIO path, the best shape that fits each word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def softmax(logits: Floats) -> Floats:
    """Probabilities, a row a word."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def barred(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which label may not follow which: an I only follows B or I of its kind. The last row is the start."""
    rows = [*labels, "O"]
    return np.array([[after[0] == "I" and (before == "O" or before[2:] != after[2:]) for after in labels] for before in rows])


def path(logits: Floats, forbidden: NDArray[np.bool_]) -> list[int]:
    """The best sequence of labels in which no forbidden pair stands side by side."""
    greedy = logits.argmax(axis=1)
    before = np.concatenate(([len(forbidden) - 1], greedy[:-1]))
    if not forbidden[before, greedy].any():
        return [int(label) for label in greedy]  # the best of all is valid, so it is the best valid one
    cost = np.where(forbidden, np.float32(-1e9), np.float32(0))
    score = logits[0] + cost[-1]
    back: list[NDArray[np.intp]] = []
    for row in logits[1:]:
        step = score[:, None] + cost[:-1]
        back.append(step.argmax(axis=0))
        score = step.max(axis=0) + row
    best = [int(score.argmax())]
    for origin in reversed(back):
        best.append(int(origin[best[-1]]))
    return best[::-1]


def spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """The stretches `first, last, kind` (half open) of a valid BIO sequence."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label[0] == "B":
            found.append((i, i + 1, label[2:]))
        elif label[0] == "I":
            first, _, kind = found[-1]
            found[-1] = (first, i + 1, kind)
    return found
