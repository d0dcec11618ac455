"""The active stories, and how a batch of articles changes them: events merge, part, open again and are retired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isnan

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from mahdar.stories.event import Event, Line, Member, opened, summed, sums_of, united
from mahdar.stories.evidence import evidence
from mahdar.stories.link import Merge, link
from mahdar.stories.lookup import Lookup, Numbers, heaviest, nearest, nothing
from mahdar.stories.packed import Frequencies, packed, unpacked
from mahdar.stories.parts import parts
from mahdar.stories.policy import Policy
from mahdar.stories.retired import Quiet, Retired, kept, vector_of
from mahdar.stories.sketch import Sketch
from mahdar.stories.vector import Vector, dots, mean, together

#: Numbers for which room is made at once.
_ROOM = 1024


class Laid(Struct, frozen=True, gc=False):
    """An article whose event was retired: what is left of it, its event's number and name and its storyline's."""

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
    first event. `home` is the event of each number, -1 where it is retired. `moved` are the articles whose event may have
    changed, `entered` the numbers of the new ones and `scores` the likeness of what was merged, all since the branch began.
    """

    def __init__(self, by: Policy, retired: Retired) -> None:
        self.by, self.retired = by, retired
        self.seen = Frequencies(by.prior)
        self.lookup: Lookup = nothing()
        self.events: dict[int, Event] = {}
        self.lines: dict[int, Line] = {}
        self.into: dict[int, tuple[int, str]] = {}
        self.renamed: dict[str, tuple[int, str]] = {}
        self.home: Numbers = np.full(_ROOM, -1, dtype=np.int32)
        self.count, self.now = 0, -inf
        self.laid: list[Laid] = []
        self.moved: dict[str, int] = {}
        self.entered: dict[str, int] = {}
        self.reopened: dict[str, float] = {}
        self.scores: dict[str, float] = {}

    def branch(self, *, log: bool = False) -> Active:
        """The same, to be changed without changing this one; what moved so far is forgotten unless the `log` is wanted."""
        other = Active.__new__(Active)
        other.by, other.retired, other.seen = self.by, self.retired.branch(), self.seen.branch()
        other.lookup, other.events, other.lines = self.lookup, dict(self.events), dict(self.lines)
        other.into, other.renamed = dict(self.into), dict(self.renamed)
        other.home, other.count, other.now = self.home.copy(), self.count, self.now
        other.laid, other.moved, other.entered, other.reopened, other.scores = [], {}, {}, {}, {}
        if log:
            other.laid, other.moved, other.entered = list(self.laid), dict(self.moved), dict(self.entered)
            other.reopened, other.scores = dict(self.reopened), dict(self.scores)
        return other

    def settle(self, batch: Sequence[Sketch], *, retire: bool = True) -> None:
        """Places a batch, which is in the order of time and id and new; quiet events are retired where that is asked."""
        start = self.count
        fresh = self._enter(batch)
        sums = sums_of([self.events[number] for number in fresh], self.by)
        words = {number: heaviest(one, self.by.probes) for number, (one, _) in zip(fresh, sums, strict=True)}
        known = self.lookup
        self.lookup = known.entered([*words.items()], self.home >= 0)
        found = self.lookup.shared([*words.values()], self.by.postings)
        queries, homes, shared = nearest(found, self.home, self.by.candidates)
        near = np.array([*words], dtype=np.int64)[queries] << 32 | homes
        grown = self._link_events(near[shared >= self.by.shared], start)
        self._part(grown)
        self._reopen(start)
        self._witness(fresh)
        self._link_lines(near, start)
        if retire:
            self._retire()

    def _enter(self, batch: Sequence[Sketch]) -> dict[int, Sketch]:
        """Each new article as an event of its own, in order, by number."""
        fresh: dict[int, Sketch] = {}
        self.seen.see(batch)
        if self.count + len(batch) > len(self.home):
            self.home = np.concatenate((self.home, np.full(len(self.home) + len(batch), -1, dtype=np.int32)))
        for number, one in enumerate(batch, self.count):
            if isnan(one.hours) and self.now > -inf:
                one = replace(one, hours=self.now)  # undated news counts as news of the moment it comes
            self.now = max(self.now, one.hours) if not isnan(one.hours) else self.now
            fresh[number] = one
            self.events[number] = Event(one.id, (Member(number, one.id, packed(one, self.seen), one.hours),), None, -1)
            self.home[number] = number
            self.entered[one.id] = self.moved[one.id] = number
        self.count += len(batch)
        return fresh

    def _homes(self, near: NDArray[np.int64]) -> NDArray[np.int64]:
        """The pairs of events in which pairs of numbers are at home now, each once."""
        known = np.unique(self.home[near >> 32].astype(np.int64) << 32 | self.home[near & 0xFFFFFFFF])
        return np.stack((known >> 32, known & 0xFFFFFFFF), 1)

    def _sums(self, names: Iterable[int]) -> dict[int, tuple[Vector, Vector]]:
        """The sums of these events, in order."""
        ordered = sorted(names)
        return dict(zip(ordered, sums_of([self.events[name] for name in ordered], self.by), strict=True))

    def _link_events(self, near: NDArray[np.int64], start: int) -> list[int]:
        """Lets events merge, and gives those that stood before and took something in."""
        pairs = self._homes(near)
        groups = {name: sums for name, (sums, _) in self._sums(np.unique(pairs).tolist()).items()}
        joined = _joined(link(groups, pairs, self.by.event, hours=self.by.decay_hours), groups, start)
        for into, merges in joined:
            self._take(into, merges, start)
        return [into for into, merges in joined if into < start and merges]

    def _take(self, into: int, merges: Sequence[Merge], start: int) -> None:
        """Lets one event take in others."""
        others = [self.events.pop(merge.gone) for merge in merges]
        for merge, other in zip(merges, others, strict=True):
            if len(other.members) < other.count:  # it was retired once: its earlier articles must find it
                self._resettle(merge.gone, into)
                self.home[merge.gone] = into
                self.renamed[other.name] = (merge.gone, self.events[into].name)
            for member in other.members:
                self.home[member.number] = into
                self.moved[member.id] = member.number
            if other.line >= 0:
                self.scores[other.name] = merge.score
                left = self.lines[other.line].events - {merge.gone}
                if left:
                    self.lines[other.line] = replace(self.lines[other.line], events=left)
                else:
                    self._close(other.line, self.events[into].line, merge.score, start)
        self.events[into] = united(self.events[into], others, self.by)

    def _resettle(self, gone: int, into: int) -> None:
        """Lets the openers of events that this one had taken in when they were open again find their new home."""
        for number, _ in self.renamed.values():
            if self.home[number] == gone:
                self.home[number] = into

    def _close(self, line: int, into: int, score: float, start: int) -> None:
        """Lets a storyline go into another; one that stood before the batch is remembered, for events that were retired from it."""
        self.scores[self.lines.pop(line).name] = score
        if line < start:
            self.into[line] = (into, self.lines[into].name)

    def _part(self, grown: Sequence[int]) -> None:
        """Lets events part that no longer hold together; the part of the first article keeps the id."""
        for name in grown:
            event = self.events[name]
            if len(event.members) != event.count:
                continue  # it was retired once, and its articles' own vectors are gone
            if len(event.members) < 2 * event.firm:
                continue  # asked each time that it has doubled, an event costs no more for growing slowly
            held = {member.number: member for member in event.members}
            own = unpacked([(m.told, m.hours) for m in event.members], self.by)
            found = parts({number: one for number, (one, _) in zip(held, own, strict=True)}, self.by)
            if len(found) == 1:
                self.events[name] = replace(event, firm=len(event.members))
                continue
            line = self.lines[event.line]
            for part in sorted(found, key=lambda part: name not in part):
                at = name if name in part else part[0]
                self.events[at] = opened(held[at].id, [held[n] for n in part], event.line, self.by)
                line = Line(line.name, line.events | {at})
                for number in part:
                    self.home[number] = at
                    self.moved[held[number].id] = number
            self.lines[event.line] = line

    def event_of(self, article: str, number: int) -> str | None:
        """The name of an article's event, whose number it is if it did not come since the branch; None where it was not there."""
        number = self.entered.get(article, number)
        if number >= self.count:
            return None
        at = int(self.home[number])
        if at >= 0:
            return self.events[at].name
        return next((self.event_now(one.event) for one in self.laid if one.number == number), None)

    def event_now(self, name: str) -> str:
        """What an event that was retired has become: itself, or what it went into when it was open again."""
        while name in self.renamed:
            name = self.renamed[name][1]
        return name

    def _reopen(self, start: int) -> None:
        """Lets new events go into retired ones that they are much alike, whatever time lies between."""
        fresh = [name for name in self.events if name >= start] if len(self.retired) else []
        sums = [one for one, _ in self._sums(fresh).values()]
        for name, mine, near in zip(fresh, sums, self.retired.near([heaviest(s, self.by.probes) for s in sums]), strict=True):
            for slot in near:
                if slot in self.retired.taken:
                    continue
                quiet = self.retired.peek(slot)
                before, matter = vector_of(quiet.sum), vector_of(quiet.matter)
                score = float(dots(mine, [before])[0]) / (mine.count * before.count)
                if score >= self.by.reopen * self.by.event:
                    self.retired.take(slot)
                    self._restore(quiet, before, matter)
                    self.reopened[quiet.name] = score
                    self._take(quiet.number, [Merge(quiet.number, name, score)], start)
                    break

    def _restore(self, quiet: Quiet, before: Vector, matter: Vector) -> None:
        """Puts a retired event among the active ones, in what its storyline has become."""
        line, line_name = self.line_now(quiet.line, quiet.line_name)
        self.events[quiet.number] = Event(quiet.name, (), summed([(before, matter)]), line)
        held = self.lines[line].events if line in self.lines else frozenset()
        self.lines[line] = Line(line_name, held | {quiet.number})
        self.home[quiet.number] = quiet.number

    def line_now(self, line: int, name: str) -> tuple[int, str]:
        """What a storyline has become: itself, or what it went into."""
        while line in self.into:
            line, name = self.into[line]
        return line, name

    def _witness(self, fresh: Mapping[int, Sketch]) -> None:
        """Keeps for each new article the evidence that it stands in its event."""
        grown = [name for name in {int(self.home[number]) for number in fresh} if self.events[name].count > 1]
        new = [m for name in sorted(grown) for m in self.events[name].members if m.number in fresh]
        own = dict(zip([m.number for m in new], unpacked([(m.told, m.hours) for m in new], self.by), strict=True))
        for name, (sums, _) in self._sums(grown).items():
            event = self.events[name]
            told = [replace(m, **_told(fresh[m.number], own[m.number][0], sums)) if m.number in fresh else m for m in event.members]
            self.events[name] = replace(event, members=tuple(told))

    def _link_lines(self, near: NDArray[np.int64], start: int) -> None:
        """Puts new events into storylines, one of their own at first, and lets storylines merge."""
        pairs = self._homes(near)
        for name in np.unique(self.home[start : self.count]).tolist():
            event = self.events[name]
            if event.line < 0:
                self.events[name] = replace(event, line=name)
                self.lines[name] = Line(event.name, frozenset({name}))
        names = np.unique(pairs)
        line_of = np.array([self.events[name].line for name in names.tolist()], dtype=np.int64)
        lines = line_of[np.searchsorted(names, pairs)]
        lines = lines[lines[:, 0] != lines[:, 1]]
        held = {name: sorted(self.lines[name].events) for name in np.unique(lines).tolist()}
        sums = self._sums({e for events in held.values() for e in events})
        groups = {name: together([mean(sums[e][1]) for e in events]) for name, events in held.items()}
        for into, merges in _joined(link(groups, lines, self.by.storyline), groups, start):
            for merge in merges:
                events = self.lines[merge.gone].events
                self.lines[into] = replace(self.lines[into], events=self.lines[into].events | events)
                self._close(merge.gone, into, merge.score, start)
                for name in events:
                    self.events[name] = replace(self.events[name], line=into)

    def _retire(self) -> None:
        """Lays down the events that were quiet for too long."""
        since = self.now - self.by.idle_days * 24
        quiet = []
        for number, (sums, matter) in self._sums([n for n, e in self.events.items() if e.last < since]).items():
            event = self.events.pop(number)
            line = self.lines[event.line]
            words = heaviest(sums, self.by.probes)
            quiet.append((Quiet(number, event.name, event.line, line.name, kept(sums), kept(matter)), words))
            for m in event.members:
                self.laid.append(Laid(m.number, m.id, number, event.name, event.line, line.name, m.score, m.words))
                self.home[m.number] = -1
            self.home[number] = -1
            if len(event.members) < event.count:
                self._resettle(number, -1)
            if left := line.events - {number}:
                self.lines[event.line] = replace(line, events=left)
            else:
                del self.lines[event.line]
        if quiet:
            self.retired.put(quiet)


def _told(one: Sketch, own: Vector, event: Vector) -> dict[str, object]:
    score, shared = evidence(one, own, event)
    return {"score": score, "shared": " ".join(shared).encode("utf-8", "surrogatepass")}


def _joined(merges: Sequence[Merge], groups: Mapping[int, Vector], start: int) -> list[tuple[int, list[Merge]]]:
    """For each group that stays those that go into it: of what stood before the batch the largest stays, then the oldest."""
    found: dict[int, list[int]] = {}
    scores: dict[int, float] = {}
    for merge in merges:
        found[merge.into] = [*found.get(merge.into, [merge.into]), *found.pop(merge.gone, [merge.gone])]
        scores[merge.gone] = merge.score
        scores[merge.into] = max(merge.score, scores.get(merge.into, 0.0))
    joined = []
    for part in found.values():
        into = min(part, key=lambda name: (name >= start, -groups[name].count if name < start else 0, name))
        joined.append((into, [Merge(into, name, scores[name]) for name in sorted(part) if name != into]))
    return sorted(joined)
