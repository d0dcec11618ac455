"""The index of copies in memory: places, marks, pairs and groups in plain arrays; texts and pairs in files where a folder is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from mahdar.copies.change import changed
from mahdar.copies.copy import Copy
from mahdar.copies.fingerprint import Print
from mahdar.copies.index import Index
from mahdar.copies.log import Log
from mahdar.copies.place import mark
from mahdar.copies.postings import Postings
from mahdar.copies.runs import Numbered, Runs, grown
from mahdar.copies.shelf import Change, key
from mahdar.copies.words import Hashes

_NOTHING: Hashes = np.array([], dtype=np.uint64)
#: Where more than one row in so many belongs to a text that left, all of those are taken out.
STALE = 8


class Kept:
    """Texts that can be added to and taken from, with their copies; `add` says what that changes."""

    def __init__(self, folder: Path | None = None) -> None:
        self.texts = Log(folder and folder / "texts", packed, unpacked)
        self.copies = Log(folder and folder / "pairs", msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Copy).decode)
        self.rows, self.numbers, self.paired = Index(), Runs(), Runs()
        self.marks = np.zeros(64, dtype=np.uint64)
        self.outlets = np.zeros(64, dtype=np.uint32)
        self.outlet_numbers: dict[int, int] = {0: 0}
        self.outlet_marks = np.zeros(64, dtype=np.uint64)
        self.sizes = np.zeros(64, dtype=np.uint32)
        self.alive = np.zeros(64, dtype=np.bool_)
        self.origin = np.zeros(64, dtype=np.uint64)
        self.ring = np.zeros(64, dtype=np.uint32)
        self.valid = np.zeros(64, dtype=np.bool_)
        self.count, self.pair_count, self.stale = 0, 0, 0

    def add(self, came: Iterable[Print], left: Iterable[str] = ()) -> Change:
        """Takes texts in, each in place of an earlier one with its id, and lets others go; what that changed."""
        change = changed(self, came, left)
        self.write(change)
        return change

    def write(self, change: Change) -> None:
        """Keeps what a change says."""
        self._unpair([*change.lost, *map(key, change.found)])
        rings = self._rings({mark(name) for name in change.origins} | {mark(one.id) for one in change.left})
        old = self._number([mark(one.id) for one in change.left])
        self.alive[old] = False
        self.stale += int(self.sizes[old].sum())
        self._take(change)
        named = {mark(name): mark(origin) for name, origin in change.origins.items()}
        at = self._number([*named])
        self.origin[at] = _array(named[name] for name in self.marks[at].tolist())
        self._close(rings | self._rings({mark(name) for pair in change.origins.items() for name in pair}))
        self._pair(change.found)
        if self.stale * STALE > len(self.rows):
            self.rows.only(self.alive)
            self.numbers.only(self.alive)
            self.stale = 0

    def near(self, places: Hashes, reach: int) -> Postings:
        """Rows of the lists that places stand in: `Shelf.near`."""
        wide = reach
        while True:
            found = list(self.rows.around(places, wide))
            keys = np.concatenate([_NOTHING, *(keys for keys, _ in found)])
            numbers = np.concatenate([np.empty(0, np.uint32), *(numbers for _, numbers in found)])
            lives = self.alive[numbers]
            gone = np.unique(keys[~lives] >> np.uint64(32), return_counts=True)[1]
            most = int(gone.max()) if len(gone) else 0
            if wide >= reach + most:
                numbers = numbers[lives]
                outlets = self.outlet_marks[self.outlets[numbers]]
                return Postings(keys[lives], self.marks[numbers], outlets, self.sizes[numbers].astype(np.int64))
            wide = reach + most

    def prints(self, marks: Sequence[int]) -> Iterator[Print]:
        """The prints of texts that are kept: `Shelf.prints`."""
        return map(self.texts.read, self._number(marks).tolist())

    def pairs(self, marks: Sequence[int]) -> Iterator[Copy]:
        """The pairs of texts: `Shelf.pairs`."""
        found = self.paired.equal(_array(marks))
        return map(self.copies.read, found[self.valid[found]].tolist())

    def origins(self, marks: Sequence[int]) -> dict[str, str]:
        """The origins of texts: `Shelf.origins`."""
        numbers = self._number(marks)
        sources = self._number(self.origin[numbers].tolist())
        named = {int(self.marks[number]): self.texts.read(number).id for number in {*numbers.tolist(), *sources.tolist()}}
        return {named[int(self.marks[number])]: named[int(self.origin[number])] for number in numbers.tolist()}

    def members(self, origins: Sequence[int]) -> Iterator[str]:
        """The ids of texts with one of these origins: `Shelf.members`."""
        return (self.texts.read(number).id for number in sorted(self._rings(set(origins))))

    def close(self) -> None:
        """Lets go of the files."""
        self.texts.close()
        self.copies.close()

    def _number(self, marks: Sequence[int]) -> Numbered:
        """The numbers of texts that are kept."""
        found = self.numbers.equal(_array(marks))
        return found[self.alive[found]]

    def _take(self, change: Change) -> None:
        """Gives the texts that came their numbers."""
        start, end = self.count, self.count + len(change.came)
        for name in ("marks", "outlets", "sizes", "alive", "origin", "ring"):
            setattr(self, name, grown(getattr(self, name), end))
        marks = _array([mark(one.id) for one in change.came])
        numbers = np.arange(start, end, dtype=np.uint32)
        order = np.argsort(marks)
        whose = numbers[order[np.searchsorted(marks, change.new.mark, sorter=order)]]
        self.marks[start:end] = self.origin[start:end] = marks
        self.alive[start:end] = True
        self.ring[start:end] = numbers
        self.outlets[whose], self.sizes[whose] = self._outlets(change.new.outlet), change.new.size
        self.count = end
        self.numbers.add(marks, numbers)
        self.rows.add(change.new.place, whose)
        for one in change.came:
            self.texts.add(one)

    def _outlets(self, marks: Hashes) -> Numbered:
        """The numbers of outlets."""
        each, at = np.unique(marks, return_inverse=True)
        found = np.array([self.outlet_numbers.setdefault(one, len(self.outlet_numbers)) for one in each.tolist()], dtype=np.uint32)
        self.outlet_marks = grown(self.outlet_marks, len(self.outlet_numbers))
        self.outlet_marks[found] = each
        return found[at]

    def _rings(self, marks: set[int]) -> set[int]:
        """The numbers of the texts that are in one group with one of these."""
        found: set[int] = set()
        for number in self._number(sorted(marks)).tolist():
            while number not in found:
                found.add(number)
                number = int(self.ring[number])
        return found

    def _close(self, numbers: set[int]) -> None:
        """Links texts of one origin in a ring; those that left are passed over."""
        groups: dict[int, list[int]] = {}
        for number in sorted(numbers):
            if self.alive[number]:
                groups.setdefault(int(self.origin[number]), []).append(number)
        for group in groups.values():
            self.ring[group] = [*group[1:], group[0]]

    def _pair(self, found: Sequence[Copy]) -> None:
        """Keeps pairs."""
        start, self.pair_count = self.pair_count, self.pair_count + len(found)
        self.valid = grown(self.valid, self.pair_count)
        self.valid[start : self.pair_count] = True
        numbers = np.arange(start, self.pair_count, dtype=np.uint32)
        for copy in found:
            self.copies.add(copy)
        self.paired.add(_array(mark(name) for copy in found for name in (copy.a, copy.b)), np.repeat(numbers, 2))

    def _unpair(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Takes back what was kept of pairs."""
        wanted = set(pairs)
        found = self.paired.equal(_array(mark(one) for one, _ in pairs))
        for number in found[self.valid[found]].tolist():
            if key(self.copies.read(number)) in wanted:
                self.valid[number] = False


def packed(one: Print) -> bytes:
    """A text as bytes."""
    return msgspec.msgpack.encode((one.id, one.outlet, one.day, one.words.tobytes(), one.title.tobytes(), one.credit))


def unpacked(data: bytes) -> Print:
    """The text of some bytes."""
    name, outlet, day, words, title, credit = msgspec.msgpack.decode(data, type=tuple[str, str, int, bytes, bytes, str])
    return Print(name, outlet, day, _hashes(words), _hashes(title), credit)


def _hashes(data: bytes) -> Hashes:
    return np.frombuffer(data, dtype=np.uint64)


def _array(marks: Iterable[int]) -> Hashes:
    return np.array(list(marks), dtype=np.uint64)
