"""Rows of logits -> labels: the best valid BIO path, the best shape that fits each word."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def likely(logits: Floats, labels: NDArray[np.intp]) -> Floats:
    """The probability of one label a row."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised[np.arange(len(labels)), labels] / raised.sum(axis=1), np.float32)


def barred(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which label may not follow which: an I only follows B or I of its kind. The last row is the start."""
    rows = [*labels, "O"]
    return np.array([[after[0] == "I" and (before == "O" or before[2:] != after[2:]) for after in labels] for before in rows])


def path(logits: Floats, forbidden: NDArray[np.bool_]) -> list[int]:
    """The best sequence of labels in which no forbidden pair stands side by side.

    Where the best label of each word makes a valid sequence it is that; only around a forbidden pair others are weighed, from a
    word to a word whose best label may follow any other: what stands outside cannot be better, and stays valid.
    """
    greedy = logits.argmax(axis=1)
    before = np.concatenate(([len(forbidden) - 1], greedy[:-1]))
    best: list[int] = greedy.tolist()
    wrong = forbidden[before, greedy]
    if not wrong.any():
        return best
    free = sorted({0, *np.flatnonzero(~forbidden[-1, greedy]).tolist(), len(best)})
    cost = np.where(forbidden, np.float32(-1e9), np.float32(0))
    last = 0
    for at in np.flatnonzero(wrong).tolist():
        if at < last:
            continue  # settled with the one before
        end = bisect_right(free, at)
        first, last = end - 1, free[end]
        while True:
            part = _weighed(logits[free[first] : last], cost, entered=free[first] > 0)
            if free[first] == 0 or not forbidden[best[free[first] - 1], part[0]]:
                break
            first -= 1  # the word before has to give way too
        best[free[first] : last] = part
        del free[first + 1 : end]  # a later stretch takes this one whole
    return best


def _weighed(logits: Floats, cost: Floats, *, entered: bool) -> list[int]:
    """The best valid labels of some words by Viterbi; where the stretch is `entered` from another any label may be its first."""
    score = logits[0] if entered else logits[0] + cost[-1]
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
