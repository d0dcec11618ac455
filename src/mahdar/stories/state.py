"""A stream's state -> bytes, and back: what it takes to go on as if nothing had happened."""

from __future__ import annotations

from array import array
from math import inf

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.active import Active
from mahdar.stories.flat import Numbers
from mahdar.stories.lookup import Layer, Lookup
from mahdar.stories.packed import Frequencies
from mahdar.stories.policy import Policy
from mahdar.stories.retired import Kept, Retired, kept, told_of
from mahdar.stories.shelf import Shelf, Texts, Tray
from mahdar.stories.sketch import Sketch


class KeptTray(Struct, frozen=True, array_like=True):
    """Articles of active events."""

    numbers: bytes
    live: bytes
    told: Kept
    ids: tuple[bytes, bytes]
    scores: bytes
    shared: tuple[bytes, bytes]


class KeptLookup(Struct, frozen=True, array_like=True):
    """An index: words, starts and numbers of both of its layers."""

    elder: tuple[bytes, bytes, bytes]
    younger: tuple[bytes, bytes, bytes]
    newest: int


class KeptSketch(Struct, frozen=True, array_like=True):
    """An article that waits."""

    id: str
    hours: float | None
    day: int
    deaths: bool
    title: bytes
    lead: bytes
    words: str
    sizes: bytes


class KeptQuiet(Struct, frozen=True, array_like=True):
    """What was retired: the events where no file has them, where each ends, which are taken, and their index."""

    held: bytes
    ends: bytes
    taken: tuple[int, ...]
    lookup: KeptLookup


class State(Struct, frozen=True, array_like=True):
    """All of a stream but the rows of articles whose events were retired."""

    policy: Policy
    seen_articles: int
    stems: bytes
    holding: bytes
    lookup: KeptLookup
    shelf: tuple[KeptTray, ...]
    home: bytes
    line: bytes
    articles: dict[int, bytes]
    events: dict[int, bytes]
    past: dict[int, Kept]
    names: dict[int, str]
    into: dict[int, tuple[int, str]]
    renamed: dict[str, tuple[int, str]]
    count: int
    now: float | None
    quiet: KeptQuiet
    seen: bytes
    waiting: tuple[KeptSketch, ...]
    version: int


def state_of(active: Active, seen: bytes, waiting: list[Sketch], version: int) -> State:
    """The state of a stream."""
    quiet = active.retired
    return State(
        active.by,
        active.seen.articles,
        active.seen.buckets.tobytes(),
        active.seen.holding.tobytes(),
        _lookup(active.lookup),
        tuple(map(_tray, active.shelf.trays)),
        active.home[: active.count].tobytes(),
        active.line[: active.count].tobytes(),
        {name: one.tobytes() for name, one in active.articles.items()},
        {name: one.tobytes() for name, one in active.events.items()},
        {name: kept(told) for name, told in active.past.items()},
        active.names,
        active.into,
        active.renamed,
        active.count,
        active.now if active.now > -inf else None,
        KeptQuiet(bytes(quiet.held), quiet.ends.tobytes(), tuple(sorted(quiet.taken)), _lookup(quiet.lookup)),
        seen,
        tuple(map(_waiting, waiting)),
        version,
    )


def active_of(state: State, retired: Retired) -> Active:
    """The active stories that were kept; `retired` is empty and is filled."""
    quiet = state.quiet
    retired.held, retired.ends, retired.taken = bytearray(quiet.held), array("q", quiet.ends), frozenset(quiet.taken)
    retired.lookup = _lookup_of(quiet.lookup)
    active = Active(state.policy, retired)
    active.seen = Frequencies(state.policy.prior, _ints(state.stems), _ints(state.holding))
    active.seen.articles = state.seen_articles
    active.lookup, active.shelf = _lookup_of(state.lookup), Shelf([*map(_tray_of, state.shelf)])
    active.articles = {name: _ints(one) for name, one in state.articles.items()}
    active.events = {name: _ints(one) for name, one in state.events.items()}
    active.past = {name: told_of(one) for name, one in state.past.items()}
    active.names = dict(state.names)
    active.into, active.renamed, active.count = dict(state.into), dict(state.renamed), state.count
    active.now = -inf if state.now is None else state.now
    active.home = np.concatenate((_ints(state.home), active.home))
    active.line = np.concatenate((_ints(state.line), active.line))
    return active


def sketch_of(one: KeptSketch) -> Sketch:
    """An article that waited."""
    return Sketch(
        one.id, _hours(one.hours), one.day, one.deaths, _ints(one.title), _ints(one.lead), one.words, np.frombuffer(one.sizes, np.uint16)
    )


def _waiting(one: Sketch) -> KeptSketch:
    return KeptSketch(
        one.id, _known(one.hours), one.day, one.deaths, one.title.tobytes(), one.lead.tobytes(), one.words, one.sizes.tobytes()
    )


def _ints(data: bytes) -> Numbers:
    return np.frombuffer(data, np.int32)


def _floats(data: bytes) -> NDArray[np.float32]:
    return np.frombuffer(data, np.float32)


def _lookup(one: Lookup) -> KeptLookup:
    elder, younger = ((part.words.tobytes(), part.starts.tobytes(), part.numbers.tobytes()) for part in (one.elder, one.younger))
    return KeptLookup(elder, younger, one.newest)


def _lookup_of(one: KeptLookup) -> Lookup:
    elder, younger = (
        Layer(_ints(words), np.frombuffer(starts, np.int64), _ints(those)) for words, starts, those in (one.elder, one.younger)
    )
    return Lookup(elder, younger, one.newest)


def _tray(one: Tray) -> KeptTray:
    ids, shared = ((part.data.tobytes(), part.ends.tobytes()) for part in (one.ids, one.shared))
    return KeptTray(one.numbers.tobytes(), one.live.tobytes(), kept(one.told), ids, one.scores.tobytes(), shared)


def _tray_of(one: KeptTray) -> Tray:
    ids, shared = (Texts(np.frombuffer(data, np.uint8), np.frombuffer(ends, np.uint32)) for data, ends in (one.ids, one.shared))
    return Tray(_ints(one.numbers), np.frombuffer(one.live, np.bool_), told_of(one.told), ids, _floats(one.scores), shared)


def _known(hours: float) -> float | None:
    return None if np.isnan(hours) else hours


def _hours(known: float | None) -> float:
    return float("nan") if known is None else known
