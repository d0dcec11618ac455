"""Print -> Side: a text made ready to be measured against others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.copies.fingerprint import Print
from mahdar.copies.rarity import rare
from mahdar.copies.runs import spread
from mahdar.copies.shingles import WIDTH, shingles
from mahdar.copies.words import Hashes

Flags = NDArray[np.bool_]
Spots = NDArray[np.intp]

Value = TypeVar("Value", bound=np.generic)

#: Texts that are made ready at once: so few that they stay near the processor, so many that calls weigh little.
TOGETHER = 128
#: Stands after the last of sorted values, so that whatever is looked up there stands somewhere.
_LAST = np.uint64(2**64 - 1)


class Side(Struct, frozen=True, eq=False):
    """A text with its shingles and words sorted, each once and with one value more at the end that is none of them.

    `at` says for each word of the text where the shingle that begins with it stands among those, that last one where none does;
    it is a word longer than the text and at least `WIDTH` + 1 long. `rare` are the rare words and the numbers, sorted, and
    `times` says how often more than once the text has each; `said` is their sum.
    """

    text: Print
    shingles: Hashes
    at: Spots
    words: Hashes
    rare: Hashes
    times: Spots
    said: int
    title: frozenset[int]


def sides(texts: Sequence[Print]) -> Iterator[Side]:
    """Texts made ready: each is sorted for itself, all else is done for many at once."""
    for start in range(0, len(texts), TOGETHER):
        yield from _sides(texts[start : start + TOGETHER])


def _sides(texts: Sequence[Print]) -> Iterator[Side]:
    words = [text.words for text in texts]
    sizes = np.array([len(some) for some in words])
    found = shingles(words)
    laid = _laid(found.hashes, found.start, found.end - found.start, np.maximum(sizes, WIDTH) + 1)
    order = np.concatenate([some.argsort() for some in laid.each()]) + np.repeat(laid.start, laid.end - laid.start)
    values, first = _distinct(_Laid(laid.values.take(order), laid.start, laid.end))
    at = np.empty(len(order), dtype=np.intp)
    at[order] = first.cumsum() - 1 - np.repeat(values.start, laid.end - laid.start)
    placed = _Laid(at, laid.start, laid.end)
    laid = _laid(np.concatenate(words), found.start, sizes, sizes + 1)
    for some in laid.each():
        some.sort()
    forms, first = _distinct(laid)
    times = np.diff(first.nonzero()[0], append=len(first)) - 1
    seldom = rare(forms.values)
    seldom[forms.end - 1] = False
    few = seldom.nonzero()[0]
    cuts = [*few.searchsorted(forms.start).tolist(), len(few)]
    rares, again = forms.values.take(few), times.take(few)
    said = np.concatenate(([0], again.cumsum())).take(cuts).tolist()
    columns = zip(texts, values.each(), placed.each(), forms.each(), pairwise(cuts), pairwise(said), strict=True)
    for text, value, where, form, (start, end), (before, after) in columns:
        yield Side(text, value, where, form, rares[start:end], again[start:end], after - before, frozenset(text.title.tolist()))


class _Laid(Struct, Generic[Value], frozen=True, eq=False):
    """The values of many texts in one array, those of each from its `start` to its `end`."""

    values: NDArray[Value]
    start: Spots
    end: Spots

    def each(self) -> list[NDArray[Value]]:
        """The values of each text."""
        return [self.values[start:end] for start, end in zip(self.start.tolist(), self.end.tolist(), strict=True)]


def _laid(values: Hashes, start: Spots, count: Spots, room: Spots) -> _Laid[np.uint64]:
    """So many values of each text from its start on, with room for so many; what room is left holds the value that comes last."""
    end = room.cumsum()
    laid = np.full(int(end[-1]), _LAST)
    laid[spread(end - room, end - room + count)] = values.take(spread(start, start + count))
    return _Laid(laid, end - room, end)


def _distinct(ordered: _Laid[np.uint64]) -> tuple[_Laid[np.uint64], Flags]:
    """The distinct ones of the sorted values of each text, and which of all are the first of their kind."""
    first = np.ones(len(ordered.values), dtype=np.bool_)
    np.not_equal(ordered.values[1:], ordered.values[:-1], out=first[1:])
    first[ordered.start] = True
    at = first.nonzero()[0]
    start = at.searchsorted(ordered.start)
    return _Laid(ordered.values.take(at), start, np.append(start[1:], len(at))), first
