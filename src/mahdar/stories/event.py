"""What is held of an active event: its articles, the sums of their vectors, its storyline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.packed import unpacked
from mahdar.stories.policy import Policy
from mahdar.stories.sketch import Buckets
from mahdar.stories.vector import Vector, together

Halves = NDArray[np.float16]


class Member(Struct, frozen=True, eq=False, gc=False):
    """An article of an active event by its number, with its stems (`packed`), its hours, and the evidence.

    `shared` are the words that it shares with its event, in UTF-8, with spaces between.
    """

    number: int
    id: str
    told: bytes
    hours: float
    score: float = 0.0
    shared: bytes = b""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it shares with its event."""
        return tuple(self.shared.decode("utf-8", "surrogatepass").split())


class Sums(Struct, frozen=True, eq=False, gc=False):
    """The sums of the vectors of an event's articles, for events and for storylines, with the same places."""

    places: Buckets
    events: Halves
    lines: Halves
    count: int
    first: float
    last: float


class Event(Struct, frozen=True, eq=False):
    """An active event, named by the id of the article that opened it, and its size when it last held together.

    `members` are its articles by number, without those that it had when it was last retired; `sums` are of all, None
    where it has one article, whose vectors they are.
    """

    name: str
    members: tuple[Member, ...]
    sums: Sums | None
    line: int
    firm: int = 0

    @property
    def count(self) -> int:
        """How many articles it has, those from before it was retired included."""
        return self.sums.count if self.sums else len(self.members)

    @property
    def last(self) -> float:
        """When its latest article was published."""
        return self.sums.last if self.sums else self.members[0].hours


def sums_of(events: Sequence[Event], by: Policy) -> list[tuple[Vector, Vector]]:
    """The sums of each event, for events and for storylines."""
    alone = iter(unpacked([(e.members[0].told, e.members[0].hours) for e in events if e.sums is None], by))
    return [next(alone) if e.sums is None else vectors_in(e.sums) for e in events]


def vectors_in(sums: Sums) -> tuple[Vector, Vector]:
    """Sums as vectors."""
    first, second = (
        Vector(sums.places, weights.astype(np.float32), sums.count, sums.first, sums.last) for weights in (sums.events, sums.lines)
    )
    return first, second


def summed(vectors: Iterable[tuple[Vector, Vector]]) -> Sums:
    """The sums of vectors, their weights rounded to half precision."""
    first, second = (together(same) for same in zip(*vectors, strict=True))
    return Sums(first.places, _halves(first), _halves(second), first.count, first.first, first.last)


def _halves(one: Vector) -> Halves:
    return one.weights.astype(np.float16)


def opened(name: str, members: Sequence[Member], line: int, by: Policy) -> Event:
    """An event of these articles."""
    sums = summed(unpacked([(m.told, m.hours) for m in members], by)) if len(members) > 1 else None
    return Event(name, tuple(members), sums, line)


def united(event: Event, others: Iterable[Event], by: Policy) -> Event:
    """An event that has taken in others."""
    every = [event, *others]
    members = tuple(sorted((m for e in every for m in e.members), key=lambda m: m.number))
    return Event(event.name, members, summed(sums_of(every, by)), event.line, event.firm)


class Line(Struct, frozen=True, eq=False):
    """A storyline that has active events, named by the id of the article that opened its first one."""

    name: str
    events: frozenset[int]
