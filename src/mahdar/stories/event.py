"""What is held of an active event: its articles, the sums of their vectors, its storyline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from mahdar.stories.vector import Vector, together


class Member(Struct, frozen=True, eq=False, gc=False):
    """An article of an active event by its number, with its vectors for events and for storylines, and the evidence."""

    number: int
    id: str
    vector: Vector
    matter: Vector
    score: float = 0.0
    shared: tuple[str, ...] = ()


class Event(Struct, frozen=True, eq=False):
    """An active event, named by the id of the article that opened it, and its size when it last held together.

    `members` are its articles by number, without those that it had when it was last retired; the sums are of all.
    """

    name: str
    members: tuple[Member, ...]
    sum: Vector
    matter: Vector
    line: int
    firm: int = 0


class Line(Struct, frozen=True, eq=False):
    """A storyline that has active events, named by the id of the article that opened its first one."""

    name: str
    events: frozenset[int]


def opened(name: str, members: Sequence[Member], line: int) -> Event:
    """An event of these articles."""
    return Event(name, tuple(members), together([m.vector for m in members]), together([m.matter for m in members]), line)


def united(event: Event, others: Iterable[Event]) -> Event:
    """An event that has taken in others."""
    every = [event, *others]
    members = tuple(sorted((m for e in every for m in e.members), key=lambda m: m.number))
    return Event(event.name, members, together([e.sum for e in every]), together([e.matter for e in every]), event.line, event.firm)
