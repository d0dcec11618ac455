"""A stream's state -> bytes, and back: what it takes to go on as if nothing had happened."""

from __future__ import annotations

from array import array
from math import inf

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.active import Active
from mahdar.stories.event import Event, Line, Member, Sums
from mahdar.stories.lookup import Layer, Lookup
from mahdar.stories.packed import Frequencies
from mahdar.stories.policy import Policy
from mahdar.stories.retired import Retired
from mahdar.stories.sketch import Sketch


class KeptMember(Struct, frozen=True, array_like=True):
    """An article of an active event."""

    number: int
    id: str
    told: bytes
    hours: float | None
    score: float
    shared: bytes


class KeptSums(Struct, frozen=True, array_like=True):
    """The sums of an event, exactly."""

    places: bytes
    events: bytes
    lines: bytes
    count: int
    first: float | None
    last: float | None


class KeptEvent(Struct, frozen=True, array_like=True):
    """An active event; the sums of a single article are its vectors."""

    number: int
    name: str
    members: tuple[KeptMember, ...]
    sums: KeptSums | None
    line: int
    firm: int


class KeptSketch(Struct, frozen=True, array_like=True):
    """An article that waits."""

    id: str
    hours: float | None
    title: bytes
    title_counts: bytes
    lead: bytes
    lead_counts: bytes
    words: str


class State(Struct, frozen=True, array_like=True):
    """All of a stream but the rows of articles whose events were retired."""

    policy: Policy
    articles: int
    stems: bytes
    holding: bytes
    lookup: tuple[bytes, bytes, bytes, bytes]
    events: tuple[KeptEvent, ...]
    lines: tuple[tuple[int, str, tuple[int, ...]], ...]
    into: dict[int, tuple[int, str]]
    renamed: dict[str, tuple[int, str]]
    home: bytes
    count: int
    now: float | None
    quiet: tuple[bytes, bytes, tuple[int, ...], tuple[bytes, bytes, bytes, bytes]]
    seen: bytes
    waiting: tuple[KeptSketch, ...]
    version: int


def state_of(active: Active, seen: bytes, waiting: list[Sketch], version: int) -> State:
    """The state of a stream."""
    stems = np.flatnonzero(active.seen.holding).astype(np.int32)
    quiet = active.retired
    return State(
        active.by,
        active.seen.articles,
        stems.tobytes(),
        active.seen.holding[stems].tobytes(),
        _lookup(active.lookup),
        tuple(_event(number, event) for number, event in active.events.items()),
        tuple((number, line.name, tuple(sorted(line.events))) for number, line in active.lines.items()),
        active.into,
        active.renamed,
        active.home[: active.count].tobytes(),
        active.count,
        active.now if active.now > -inf else None,
        (bytes(quiet.held), quiet.ends.tobytes(), tuple(sorted(quiet.taken)), _lookup(quiet.lookup)),
        seen,
        tuple(map(_waiting, waiting)),
        version,
    )


def active_of(state: State, retired: Retired) -> Active:
    """The active stories that were kept; `retired` is empty and is filled."""
    held, ends, taken, index = state.quiet
    retired.held, retired.ends, retired.taken = bytearray(held), array("q", ends), frozenset(taken)
    retired.lookup = _lookup_of(index)
    active = Active(state.policy, retired)
    active.seen = Frequencies(state.policy.prior)
    active.seen.articles = state.articles
    active.seen.holding[_ints(state.stems)] = _ints(state.holding)
    active.lookup = _lookup_of(state.lookup)
    active.events = {event.number: _event_of(event) for event in state.events}
    active.lines = {number: Line(name, frozenset(events)) for number, name, events in state.lines}
    active.into, active.renamed, active.count = dict(state.into), dict(state.renamed), state.count
    active.now = -inf if state.now is None else state.now
    active.home = np.concatenate((_ints(state.home), active.home))
    return active


def sketch_of(one: KeptSketch) -> Sketch:
    """An article that waited."""
    return Sketch(
        one.id, _hours(one.hours), _ints(one.title), _floats(one.title_counts), _ints(one.lead), _floats(one.lead_counts), one.words
    )


def _waiting(one: Sketch) -> KeptSketch:
    counts = one.title_counts.tobytes(), one.lead_counts.tobytes()
    return KeptSketch(one.id, _known(one.hours), one.title.tobytes(), counts[0], one.lead.tobytes(), counts[1], one.words)


def _ints(data: bytes) -> NDArray[np.int32]:
    return np.frombuffer(data, np.int32)


def _floats(data: bytes) -> NDArray[np.float32]:
    return np.frombuffer(data, np.float32)


def _lookup(one: Lookup) -> tuple[bytes, bytes, bytes, bytes]:
    return one.elder.words.tobytes(), one.elder.numbers.tobytes(), one.younger.words.tobytes(), one.younger.numbers.tobytes()


def _lookup_of(kept: tuple[bytes, bytes, bytes, bytes]) -> Lookup:
    return Lookup(Layer(_ints(kept[0]), _ints(kept[1])), Layer(_ints(kept[2]), _ints(kept[3])))


def _event(number: int, one: Event) -> KeptEvent:
    members = tuple(KeptMember(m.number, m.id, m.told, _known(m.hours), m.score, m.shared) for m in one.members)
    return KeptEvent(number, one.name, members, None if one.sums is None else _sums(one.sums), one.line, one.firm)


def _event_of(one: KeptEvent) -> Event:
    members = tuple(Member(m.number, m.id, m.told, _hours(m.hours), m.score, m.shared) for m in one.members)
    return Event(one.name, members, None if one.sums is None else _sums_of(one.sums), one.line, one.firm)


def _sums(one: Sums) -> KeptSums:
    return KeptSums(one.places.tobytes(), one.events.tobytes(), one.lines.tobytes(), one.count, _known(one.first), _known(one.last))


def _sums_of(one: KeptSums) -> Sums:
    events, lines = (np.frombuffer(data, np.float16) for data in (one.events, one.lines))
    return Sums(_ints(one.places), events, lines, one.count, _hours(one.first), _hours(one.last))


def _known(hours: float) -> float | None:
    return None if np.isnan(hours) else hours


def _hours(known: float | None) -> float:
    return float("nan") if known is None else known
