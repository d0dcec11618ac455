"""Which shapes fit which word, quickly: by its first letters, its last letters and its length, remembered for each form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mahdar.tags.decode import Floats
from mahdar.tags.labels import Shape

_NEVER = np.float32(-1e9)
_REMEMBERED = 65_536  # forms, each as a number


class Fits:
    """The shapes of a model as penalties: 0 where a word can be put together so, otherwise too much."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        before, after = [one.prefixes for one in shapes], [one.suffixes for one in shapes]
        needed = np.array([len(a) + len(b) for a, b in zip(before, after, strict=True)])
        self._most = max(map(len, [*before, *after]))
        self._longest = int(needed.max()) + 1
        self._front, front = _rows(before, str.startswith)
        self._behind, behind = _rows(after, str.endswith)
        length = _penalty(np.arange(self._longest + 1)[:, None] > needed)
        self._rows = (front[:, None, None] + behind[:, None] + length).reshape(-1, len(needed))  # 3 MB: each row is one take
        self._row_of = lru_cache(maxsize=_REMEMBERED)(self._row)

    def penalties(self, forms: Sequence[str]) -> Floats:
        """A row for each folded word, a column for each shape. A word of no letters fits a bare stem."""
        return self._rows[[self._row_of(form) for form in forms]]

    def _row(self, form: str) -> int:
        """The row of the longest clitic that a word begins with, of the longest that it ends with, and of its length."""
        lengths = range(min(len(form), self._most), -1, -1)
        front = next(self._front[start] for size in lengths if (start := form[:size]) in self._front)
        behind = next(self._behind[end] for size in lengths if (end := form[len(form) - size :]) in self._behind)
        length = min(max(len(form), 1), self._longest)
        return (front * len(self._behind) + behind) * (self._longest + 1) + length


def _rows(clitics: Sequence[str], fit: Callable[[str, str], bool]) -> tuple[dict[str, int], Floats]:
    """A row of penalties for each distinct clitic, and its number: a word fits the clitics that its longest one fits."""
    distinct = sorted({"", *clitics})
    return {one: number for number, one in enumerate(distinct)}, _penalty(
        np.array([[fit(one, each) for each in clitics] for one in distinct])
    )


def _penalty(fit: NDArray[np.bool_]) -> Floats:
    return np.where(fit, np.float32(0), _NEVER)
