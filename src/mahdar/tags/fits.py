"""Which shapes fit which word, quickly: by its first letters, its last letters and its length, each remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import numpy as np

from mahdar.tags.decode import Floats
from mahdar.tags.labels import Shape

_NEVER = np.float32(-1e9)


class Fits:
    """The shapes of a model as penalties: 0 where a word can be put together so, otherwise too much."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        before, after = [one.prefixes for one in shapes], [one.suffixes for one in shapes]
        needed = [len(a) + len(b) for a, b in zip(before, after, strict=True)]
        self._most = max(map(len, [*before, *after]))
        self._longest = max(needed) + 1
        # First and last letters repeat from word to word: a few thousand of each in any amount of text.
        self._front = _remembered(before, str.startswith)
        self._behind = _remembered(after, str.endswith)
        self._length = cache(lambda length: _penalty([length > letters for letters in needed]))

    def penalties(self, forms: Sequence[str]) -> Floats:
        """A row for each folded word, a column for each shape. A word of no letters fits a bare stem."""
        most = self._most
        rows = [
            self._front(form[:most]) + self._behind(form[-most:]) + self._length(min(max(len(form), 1), self._longest)) for form in forms
        ]
        return np.stack(rows)


def _remembered(clitics: Sequence[str], fit: Callable[[str, str], bool]) -> Callable[[str], Floats]:
    distinct = sorted(set(clitics))  # many shapes share their clitics: each is tried once
    place = np.array([distinct.index(one) for one in clitics])

    @lru_cache(maxsize=20_000)
    def penalty(letters: str) -> Floats:
        return np.asarray(_penalty([fit(letters, one) for one in distinct])[place], np.float32)

    return penalty


def _penalty(fit: list[bool]) -> Floats:
    return np.where(fit, np.float32(0), _NEVER)
