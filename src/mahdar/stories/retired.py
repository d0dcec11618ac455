"""Events that went quiet: out of the way of the stream, on disk where a file is given, found again by their words."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from mahdar.stories.lookup import Lookup, nothing
from mahdar.stories.sketch import Buckets
from mahdar.stories.vector import Vector

#: Words by which a retired event is found, how many of them a new one must share, and how many are then compared.
WORDS, SHARED, COMPARED = 12, 3, 4
_LISTED = 64


class Kept(Struct, frozen=True):
    """A vector as bytes."""

    places: bytes
    weights: bytes
    count: int
    first: float
    last: float


class Quiet(Struct, frozen=True):
    """A retired event: its number and name, its storyline's, and its two sums."""

    number: int
    name: str
    line: int
    line_name: str
    sum: Kept
    matter: Kept


def kept(one: Vector) -> Kept:
    """A vector as bytes, its weights rounded to half precision."""
    return Kept(one.places.tobytes(), one.weights.astype(np.float16).tobytes(), one.count, one.first, one.last)


def vector_of(one: Kept) -> Vector:
    """The vector that was kept."""
    weights = np.frombuffer(one.weights, np.float16).astype(np.float32)
    return Vector(np.frombuffer(one.places, np.int32), weights, one.count, one.first, one.last)


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
        self.lookup: Lookup = nothing()
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

    def put(self, events: Sequence[tuple[Quiet, Buckets]]) -> None:
        """Keeps events, each with the heaviest of its words."""
        first = len(self.ends)
        end = self.ends[-1] if first else 0
        data = [msgspec.msgpack.encode(event) for event, _ in events]
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
        entries = [(slot, words[:WORDS]) for slot, (_, words) in enumerate(events, first)]
        left = np.ones(len(self.ends), dtype=np.bool_)
        left[list(self.taken)] = False
        self.lookup = self.lookup.entered(entries, left)

    def near(self, queries: Sequence[Buckets]) -> list[list[int]]:
        """For each query the slots of retired events that share words enough to be compared, those that share most first."""
        found: list[list[tuple[int, int]]] = [[] for _ in queries]
        for query, slot, count in zip(*(part.tolist() for part in self.lookup.shared([q[:WORDS] for q in queries], _LISTED)), strict=True):
            if count >= SHARED and slot not in self.taken:
                found[query].append((-count, slot))
        return [[slot for _, slot in sorted(one)[:COMPARED]] for one in found]

    def peek(self, slot: int) -> Quiet:
        """The event in a slot."""
        start, end = self.ends[slot - 1] if slot else 0, self.ends[slot]
        if self.file:
            with self.file.open("rb") as file:
                file.seek(start)
                data = file.read(end - start)
        else:
            data = bytes(self.held[start:end])
        return msgspec.msgpack.decode(data, type=Quiet)

    def take(self, slot: int) -> None:
        """Lets an event be retired no longer."""
        self.taken |= {slot}
