"""The articles of active events, in flat arrays, some thousands together: their stems, their ids, and why they stand where they do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from mahdar.stories.flat import Flags, Floats, Longs, Numbers, joined, spread
from mahdar.stories.packed import Told, all_told

#: Trays are put together until they hold so many articles, and swept when less than this share of them is left.
_MOST, _LEFT = 4096, 0.75


class Texts(Struct, frozen=True, eq=False):
    """Strings, one after the other in UTF-8, and where each ends."""

    data: NDArray[np.uint8]
    ends: NDArray[np.uint32]

    def picked(self, which: Longs) -> Texts:
        """Some of the strings."""
        starts = np.zeros(len(self.ends) + 1, dtype=np.int64)
        starts[1:] = self.ends
        sizes = np.diff(starts)[which]
        return Texts(self.data[spread(starts[which], sizes)], np.cumsum(sizes, dtype=np.uint32))

    def read(self) -> list[str]:
        """The strings."""
        data, start, found = self.data.tobytes(), 0, []
        for end in self.ends.tolist():
            found.append(data[start:end].decode("utf-8", "surrogatepass"))
            start = end
        return found

    def at(self, place: int) -> str:
        """One of the strings."""
        return self.data[self.ends[place - 1] if place else 0 : self.ends[place]].tobytes().decode("utf-8", "surrogatepass")


def texts(strings: Sequence[str]) -> Texts:
    """Strings as bytes."""
    encoded = [one.encode("utf-8", "surrogatepass") for one in strings]
    return Texts(np.frombuffer(b"".join(encoded), np.uint8), np.cumsum([len(one) for one in encoded], dtype=np.uint32))


def _all_texts(parts: Sequence[Texts]) -> Texts:
    sizes = [np.diff(one.ends, prepend=np.uint32(0)) for one in parts]
    return Texts(joined([one.data for one in parts], np.uint8), np.cumsum(joined(sizes, np.uint32), dtype=np.uint32))


class Tray(Struct, frozen=True, eq=False):
    """Articles by number, ascending; of those that are not `live` the events were retired.

    `scores` and `shared` are the evidence: how like its event an article was when it came, and the words that they share.
    """

    numbers: Numbers
    live: Flags
    told: Told
    ids: Texts
    scores: Floats
    shared: Texts

    def picked(self, which: Longs) -> Tray:
        """Some of the articles."""
        return Tray(
            self.numbers[which],
            self.live[which],
            self.told.picked(which),
            self.ids.picked(which),
            self.scores[which],
            self.shared.picked(which),
        )


def _together(trays: Sequence[Tray]) -> Tray:
    """The live articles of all."""
    left = [tray if tray.live.all() else tray.picked(np.flatnonzero(tray.live)) for tray in trays]
    return Tray(
        joined([tray.numbers for tray in left], np.int32),
        joined([tray.live for tray in left], np.bool_),
        all_told([tray.told for tray in left]),
        _all_texts([tray.ids for tray in left]),
        joined([tray.scores for tray in left], np.float32),
        _all_texts([tray.shared for tray in left]),
    )


class Shelf:
    """Trays in the order of numbers. They are never changed in place, so that many shelves can share them."""

    def __init__(self, trays: Sequence[Tray] = ()) -> None:
        self.trays = tuple(trays)
        self.firsts = [int(tray.numbers[0]) for tray in trays]

    def with_those(self, tray: Tray) -> Shelf:
        """The shelf with a tray of higher numbers."""
        return Shelf([*self.trays, tray]) if len(tray.numbers) else self

    def witnessed(self, scores: Floats, shared: Texts) -> Shelf:
        """The shelf with the evidence for the last tray, which is then put together with those before while they are small."""
        trays = [*self.trays[:-1], replace(self.trays[-1], scores=scores, shared=shared)]
        while len(trays) > 1 and len(trays[-2].numbers) <= len(trays[-1].numbers) <= _MOST // 2:
            trays[-2:] = [_together(trays[-2:])]
        return Shelf([tray for tray in trays if len(tray.numbers)])

    def without(self, numbers: Numbers) -> Shelf:
        """The shelf without these articles, whose numbers ascend."""
        trays = list(self.trays)
        for place, at in self._met(numbers):
            live = trays[place].live.copy()
            live[at] = False
            trays[place] = replace(trays[place], live=live)
            if live.sum() < _LEFT * len(live):
                trays[place] = _together([trays[place]])
        return Shelf([tray for tray in trays if len(tray.numbers)])

    def told(self, numbers: Numbers) -> Told:
        """The stems of articles, whose numbers ascend."""
        return all_told([self.trays[place].told.picked(at) for place, at in self._met(numbers)])

    def picked(self, numbers: Numbers) -> Tray:
        """The articles of these numbers, which ascend."""
        return _together([self.trays[place].picked(at) for place, at in self._met(numbers)])

    def ids(self, numbers: Numbers) -> list[str]:
        """The ids of articles, whose numbers ascend."""
        return [name for place, at in self._met(numbers) for name in self.trays[place].ids.picked(at).read()]

    def id_of(self, number: int) -> str:
        """The id of an article."""
        tray = self.trays[bisect_right(self.firsts, number) - 1]
        return tray.ids.at(int(np.searchsorted(tray.numbers, number)))

    def score_of(self, number: int) -> float:
        """How like its event an article was when it came; 0 where it is not on the shelf."""
        tray = self.trays[max(0, bisect_right(self.firsts, number) - 1)]
        return float(tray.scores[tray.numbers == number].sum())

    def _met(self, numbers: Numbers) -> Iterator[tuple[int, Longs]]:
        """The trays in which some of these articles lie, and where."""
        bounds = [*np.searchsorted(numbers, self.firsts).tolist(), len(numbers)]
        for place, (low, high) in enumerate(pairwise(bounds)):
            if high > low:
                yield place, np.searchsorted(self.trays[place].numbers, numbers[low:high])
