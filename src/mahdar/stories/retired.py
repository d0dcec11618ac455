"""Events that went quiet: out of the way of the stream, on disk where a file is given, found again by their words."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from mahdar.stories.flat import Numbers
from mahdar.stories.lookup import Lookup, nothing
from mahdar.stories.packed import Told
from mahdar.stories.stretches import Buckets

#: Words by which a retired event is found, how many of them a new one must share, and how many are then compared.
WORDS, SHARED, COMPARED = 12, 3, 4
_LISTED = 64


class Kept(Struct, frozen=True, array_like=True):
    """The stems of articles as bytes."""

    gaps: bytes
    codes: bytes
    sizes: bytes
    hours: bytes
    marks: bytes


def kept(told: Told) -> Kept:
    """The stems of articles as bytes."""
    return Kept(told.gaps.tobytes(), told.codes.tobytes(), told.sizes.tobytes(), told.hours.tobytes(), told.marks.tobytes())


def told_of(one: Kept) -> Told:
    """The stems that were kept."""
    return Told(
        np.frombuffer(one.gaps, np.uint16),
        np.frombuffer(one.codes, np.uint8),
        np.frombuffer(one.sizes, np.int32),
        np.frombuffer(one.hours, np.float64),
        np.frombuffer(one.marks, np.uint8),
    )


class Quiet(Struct, frozen=True, array_like=True):
    """A retired event: its number and name, its storyline's, and the stems of its articles."""

    number: int
    name: str
    line: int
    line_name: str
    told: Kept


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Quiet)


class Retired:
    """Retired events, each in a slot. With a `file` they lie there, appended; without one they stay in memory.

    A file that is not `fresh` is gone on with; what lies beyond what is known of it is overwritten. A branch shares what
    lies there and takes without the other's knowing; only one of the two may put.
    """

    def __init__(self, file: Path | None = None, *, fresh: bool = True) -> None:
        self.file = file
        self.held = bytearray()
        self.ends = array("q")
        self.taken: frozenset[int] = frozenset()
        self.lookup: Lookup = nothing(_LISTED)
        if file and fresh:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"")

    def branch(self) -> Retired:
        """The same, for trying out."""
        other = Retired.__new__(Retired)
        other.file, other.held, other.ends, other.taken, other.lookup = self.file, self.held, self.ends, self.taken, self.lookup
        return other

    def __len__(self) -> int:
        return len(self.ends) - len(self.taken)

    def put(self, events: Sequence[Quiet], words: Buckets, sizes: Numbers) -> None:
        """Keeps events, each with the heaviest of its words, at most WORDS."""
        first = len(self.ends)
        end = self.ends[-1] if first else 0
        data = [_ENCODER.encode(event) for event in events]
        for one in data:
            end += len(one)
            self.ends.append(end)
        if self.file:
            with self.file.open("r+b") as out:
                out.seek(self.ends[first - 1] if first else 0)
                out.write(b"".join(data))
                out.truncate()
        else:
            self.held += b"".join(data)
        left = np.ones(len(self.ends), dtype=np.bool_)
        left[list(self.taken)] = False
        slots = np.arange(first, len(self.ends), dtype=np.int32)
        self.lookup = self.lookup.entered(words, np.repeat(slots, sizes), left)

    def near(self, words: Buckets, sizes: Numbers) -> list[list[int]]:
        """For each query the slots of retired events that share words enough to be compared, those that share most first."""
        found: list[list[tuple[int, int]]] = [[] for _ in sizes]
        queries, slots, counts = self.lookup.shared(words, sizes, least=SHARED)
        for query, slot, count in zip(queries.tolist(), slots.tolist(), counts.tolist(), strict=True):
            if slot not in self.taken:
                found[query].append((-count, slot))
        return [[slot for _, slot in sorted(one)[:COMPARED]] for one in found]

    def peek(self, slots: Sequence[int]) -> list[Quiet]:
        """The events in these slots."""
        bounds = [(self.ends[slot - 1] if slot else 0, self.ends[slot]) for slot in slots]
        if not self.file or not slots:
            return [_DECODER.decode(self.held[start:end]) for start, end in bounds]
        with self.file.open("rb", buffering=0) as file:
            return [_DECODER.decode(file.read(end - start)) for start, end in bounds if file.seek(start) == start]

    def take(self, slot: int) -> None:
        """Lets an event be retired no longer."""
        self.taken |= {slot}
