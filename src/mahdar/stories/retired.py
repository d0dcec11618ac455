"""Events that went quiet: out of the way of the stream, on disk where a file is given, found again by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

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


def kept(one: Vector) -> Kept:
    """A vector as bytes, its weights rounded to half precision."""
    return Kept(one.places.tobytes(), one.weights.astype(np.float16).tobytes(), one.count, one.first, one.last)


def vector_of(one: Kept) -> Vector:
    """The vector that was kept."""
    weights = np.frombuffer(one.weights, np.float16).astype(np.float32)
    return Vector(np.frombuffer(one.places, np.int32), weights, one.count, one.first, one.last)


class Retired:
    """Retired events by number. With a `file` their vectors lie there, appended; without one they stay in memory."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.where: dict[int, tuple[int, int]] = {}
        self.held: dict[int, bytes] = {}
        self.holding: dict[int, list[int]] = {}
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"")

    def __len__(self) -> int:
        return len(self.where) + len(self.held)

    def __contains__(self, number: int) -> bool:
        return number in self.where or number in self.held

    def put(self, number: int, sums: tuple[Vector, Vector], words: Sequence[int]) -> None:
        """Keeps an event: its two sums, and the heaviest of its words."""
        data = msgspec.msgpack.encode(tuple(map(kept, sums)))
        if self.file:
            with self.file.open("ab") as out:
                self.where[number] = (out.tell(), len(data))
                out.write(data)
        else:
            self.held[number] = data
        for word in words[:WORDS]:
            listed = self.holding.setdefault(word, [])
            listed.append(number)
            del listed[:-_LISTED]

    def near(self, words: Sequence[int]) -> list[int]:
        """The retired events that share words enough to be compared, those that share most first."""
        votes = Counter(number for word in words[:WORDS] for number in self.holding.get(word, ()) if number in self)
        likely = sorted((number for number, count in votes.items() if count >= SHARED), key=lambda n: (-votes[n], n))
        return likely[:COMPARED]

    def peek(self, number: int) -> tuple[Vector, Vector]:
        """The two sums of a retired event."""
        if self.file:
            offset, length = self.where[number]
            with self.file.open("rb") as file:
                file.seek(offset)
                data = file.read(length)
        else:
            data = self.held[number]
        first, second = msgspec.msgpack.decode(data, type=tuple[Kept, Kept])
        return vector_of(first), vector_of(second)

    def take(self, number: int) -> tuple[Vector, Vector]:
        """The two sums of a retired event, which is retired no longer."""
        sums = self.peek(number)
        self.where.pop(number, None)
        self.held.pop(number, None)
        return sums
