"""The active stories, and how a batch of articles changes them: events merge, part, open again and are retired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.bags import Bags
from mahdar.stories.flat import Longs, Numbers, joined
from mahdar.stories.link import Merge
from mahdar.stories.lookup import Lookup, nothing
from mahdar.stories.packed import Frequencies, Told, all_told
from mahdar.stories.policy import Policy
from mahdar.stories.retired import Quiet, Retired
from mahdar.stories.shelf import Shelf, Tray

#: Numbers for which room is made at once.
_ROOM = 1024
_LOW = 0xFFFFFFFF


class Laid(Struct, frozen=True, gc=False):
    """An article by its number and id, its event's number and name, its storyline's, and the evidence that it stands there."""

    number: int
    id: str
    at: int
    event: str
    line: int
    line_name: str
    score: float
    shared: tuple[str, ...]


class Active:
    """What is known of the stream after its first `count` articles. Values are never changed in place, so a branch is cheap.

    Articles are numbered as they come, an event has the number of the article that opened it, a storyline that of its
    first event. `home` is the event of each number, -1 where it is retired, `line` the storyline of an event. `articles` are
    those of an event, `events` those of a storyline, by number, where that is not the one of the same number alone. `past` are
    the articles that an event had when it was last retired, and `names` the ids of articles that gave a name and are no longer
    on the shelf.
    `moved` are the articles whose event may have changed, `entered` the numbers of the new ones, `recent` their ids and
    `scores` the likeness of what was merged, all since the branch began.
    """

    def __init__(self, by: Policy, retired: Retired) -> None:
        self.by, self.retired = by, retired
        self.seen = Frequencies(by.prior)
        self.lookup: Lookup = nothing(by.postings)
        self.shelf = Shelf()
        self.bags = Bags()
        self.home: Numbers = np.full(_ROOM, -1, dtype=np.int32)
        self.line: Numbers = np.full(_ROOM, -1, dtype=np.int32)
        self.articles: dict[int, Numbers] = {}
        self.events: dict[int, Numbers] = {}
        self.past: dict[int, Told] = {}
        self.names: dict[int, str] = {}
        self.into: dict[int, tuple[int, str]] = {}
        self.renamed: dict[str, tuple[int, str]] = {}
        self.count, self.now = 0, -inf
        self.laid: list[Laid] = []
        self.moved: dict[str, int] = {}
        self.entered: dict[str, int] = {}
        self.recent: dict[int, str] = {}
        self.reopened: dict[str, float] = {}
        self.scores: dict[str, float] = {}

    def branch(self, *, log: bool = False) -> Active:
        """The same, to be changed without changing this one; what moved so far is forgotten unless the `log` is wanted."""
        other = Active.__new__(Active)
        other.by, other.retired, other.seen = self.by, self.retired.branch(), self.seen.branch()
        other.lookup, other.shelf, other.bags = self.lookup, self.shelf, self.bags.branch()
        other.home, other.line, other.count, other.now = self.home.copy(), self.line.copy(), self.count, self.now
        other.articles, other.events = dict(self.articles), dict(self.events)
        other.past, other.names = dict(self.past), dict(self.names)
        other.into, other.renamed = dict(self.into), dict(self.renamed)
        other.laid, other.moved, other.entered, other.recent, other.reopened, other.scores = [], {}, {}, {}, {}, {}
        if log:
            other.laid, other.moved, other.entered = list(self.laid), dict(self.moved), dict(self.entered)
            other.recent, other.reopened, other.scores = dict(self.recent), dict(self.reopened), dict(self.scores)
        return other

    def take(self, into: int, merges: Sequence[Merge], start: int) -> None:
        """Lets one event take in others."""
        held, past = [self.articles_of(into)], [self.past[into]] if into in self.past else []
        for merge in merges:
            gone = merge.gone
            own = self.articles.pop(gone, None)
            own = np.array([gone], dtype=np.int32) if own is None else own
            held.append(own)
            if gone in self.past:  # it was retired once: its earlier articles must find it
                past.append(self.past.pop(gone))
                self.renamed[self.name(gone)] = (gone, self.name(into))
                self.resettle(gone, into)
                self.home[gone] = into
            self.home[own] = into
            if gone < start:
                self.moved |= dict(zip(self.shelf.ids(own), own.tolist(), strict=True))
            if (line := int(self.line[gone])) >= 0:
                self.scores[self.name(gone)] = merge.score
                left = self.events_of(line)
                left = left[left != gone]
                if len(left):
                    self.events[line] = left
                else:
                    self.close(line, int(self.line[into]), merge.score, start)
        self.articles[into] = np.sort(np.concatenate(held))
        if past:
            self.past[into] = all_told(past)

    def take_apart(self, event: int, start: int) -> None:
        """Makes each article of an event one of its own: those that came before stay in its storyline, the others are in none yet."""
        own, line = self.articles.pop(event), int(self.line[event])
        old = own[own < start]
        self.home[own], self.line[own] = own, -1
        self.line[old] = line
        self.events[line] = np.union1d(self.events_of(line), old).astype(np.int32)
        self.moved |= dict(zip(self.shelf.ids(old), old.tolist(), strict=True))

    def resettle(self, gone: int, into: int) -> None:
        """Lets the openers of events that this one had taken in when they were open again find their new home."""
        for number, _ in self.renamed.values():
            if self.home[number] == gone:
                self.home[number] = into

    def close(self, line: int, into: int, score: float, start: int) -> None:
        """Lets a storyline go into another; one that stood before the batch is remembered, for events that were retired from it."""
        self.scores[self.name(line)] = score
        if line < start:
            self.into[line] = (into, self.name(into))
        self.events.pop(line, None)

    def restore(self, quiet: Quiet, before: Told) -> None:
        """Puts a retired event among the active ones, in what its storyline has become."""
        line, line_name = self.line_now(quiet.line, quiet.line_name)
        number = quiet.number
        self.events[line] = np.append(self.events_of(line), np.int32(number)) if self.has_line(line) else np.array([number], dtype=np.int32)
        self.names |= {number: quiet.name, line: line_name}
        self.articles[number], self.past[number] = np.zeros(0, dtype=np.int32), before
        self.home[number], self.line[number] = number, line

    def quiet(self, since: float) -> Longs:
        """The events whose last article came before."""
        every, loud = np.zeros(self.count, dtype=np.bool_), np.zeros(self.count, dtype=np.bool_)
        for numbers, hours in self._times():
            every[self.home[numbers]] = True
            loud[self.home[numbers[~(hours < since)]]] = True
        return np.flatnonzero(every & ~loud)

    def _times(self) -> Iterator[tuple[Numbers, NDArray[np.float64]]]:
        for tray in self.shelf.trays:
            yield tray.numbers[tray.live], tray.told.hours[tray.live]
        past = [told.hours for told in self.past.values()]
        yield np.repeat(np.array([*self.past], dtype=np.int32), np.array([*map(len, past)], dtype=np.int64)), joined(past, np.float64)

    def forget(self, number: int) -> None:
        """Takes an event away that was retired."""
        self.home[number] = -1
        self.articles.pop(number, None)
        if self.past.pop(number, None) is not None:
            self.resettle(number, -1)
        line = int(self.line[number])
        left = self.events_of(line)
        left = left[left != number]
        if len(left):
            self.events[line] = left
        else:
            self.events.pop(line, None)

    def articles_of(self, event: int) -> Numbers:
        """The numbers of an active event's articles, without those from before it was retired."""
        found = self.articles.get(event)
        return np.array([event], dtype=np.int32) if found is None else found

    def events_of(self, line: int) -> Numbers:
        """The numbers of a storyline's active events."""
        found = self.events.get(line)
        return np.array([line], dtype=np.int32) if found is None else found

    def has_line(self, line: int) -> bool:
        """Whether a storyline has active events."""
        return line in self.events or bool(self.home[line] == line and self.line[line] == line)

    def name(self, number: int) -> str:
        """The id of the article of this number, which names an event or a storyline."""
        found = self.recent.get(number) or self.names.get(number)
        return self.shelf.id_of(number) if found is None else found

    def active(self) -> Numbers:
        """The numbers of the active events."""
        home = self.home[: self.count]
        return np.flatnonzero(home == np.arange(self.count)).astype(np.int32)

    def placed(self) -> Iterator[Laid]:
        """The articles of active events."""
        names = {number: one for tray in self.shelf.trays for number, one in zip(tray.numbers.tolist(), tray.ids.read(), strict=True)}
        names |= self.names
        for tray in self.shelf.trays:
            yield from self._placed_in(tray, np.flatnonzero(tray.live), names)

    def placed_since(self, known: Active) -> Iterator[Laid]:
        """The articles of active events, without those that stand where they stood in what was `known`."""
        mine, its = ({id(tray.ids) for tray in one.shelf.trays} for one in (self, known))
        names: dict[int, str] = {}
        trays = [tray for tray in known.shelf.trays if id(tray.ids) not in mine]
        old = {row for tray in trays for row in known._placed_in(tray, np.flatnonzero(tray.live), names)}
        names = {}
        for tray in self.shelf.trays:
            which = np.flatnonzero(tray.live)
            if id(tray.ids) in its:
                now, was = self.home[tray.numbers[which]], known.home[tray.numbers[which]]
                which = which[(now != was) | (self.line[now] != known.line[was])]
            yield from (row for row in self._placed_in(tray, which, names) if row not in old)

    def _placed_in(self, tray: Tray, which: Longs, names: dict[int, str]) -> Iterator[Laid]:
        """Some articles of a tray; `names` are remembered."""
        if not len(which):
            return
        part = tray.picked(which)
        home = self.home[part.numbers]
        lines = self.line[home]
        for number in np.union1d(home, lines).tolist():
            if number not in names:
                names[number] = self.name(number)
        every = zip(
            part.numbers.tolist(), part.ids.read(), home.tolist(), lines.tolist(), part.scores.tolist(), part.shared.read(), strict=True
        )
        for number, name, at, line, score, shared in every:
            yield Laid(number, name, at, names[at], line, names[line], score, tuple(shared.split()))

    def event_now(self, name: str) -> str:
        """What an event that was retired has become: itself, or what it went into when it was open again."""
        while name in self.renamed:
            name = self.renamed[name][1]
        return name

    def line_now(self, line: int, name: str) -> tuple[int, str]:
        """What a storyline has become: itself, or what it went into."""
        while line in self.into:
            line, name = self.into[line]
        return line, name


def listed(sets: Mapping[int, Numbers], names: Numbers | Longs) -> Numbers:
    """All that stands under these names; under one that is not there, itself."""
    found = [sets.get(name) for name in names.tolist()]
    alone = np.array([name for name, one in zip(names.tolist(), found, strict=True) if one is None], dtype=np.int32)
    return joined([alone, *(one for one in found if one is not None)], np.int32)
