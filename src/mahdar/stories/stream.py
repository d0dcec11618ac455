"""The stream: articles go in by batches, stories grow, merge, part, retire and open again, and every change is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isnan
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mahdar.spans import content_id
from mahdar.stories.evidence import evidence
from mahdar.stories.link import Merge, link
from mahdar.stories.lookup import Lookup, heaviest
from mahdar.stories.parts import parts
from mahdar.stories.policy import Policy, policy
from mahdar.stories.retired import Retired
from mahdar.stories.sketch import Sketch
from mahdar.stories.story import Kind, Level, Placed, StoryChange
from mahdar.stories.vector import Frequencies, Vector, dots, mean, together, vectors


class Event(Struct):
    """An active event: its articles' vectors by number and their sum, the same for storylines, and its size when it last held together."""

    members: dict[int, Vector]
    sum: Vector
    matters: dict[int, Vector]
    matter: Vector
    firm: int = 0


class Article(Struct):
    """An article that was placed: its event's number, and the evidence."""

    id: str
    event: int
    score: float = 0.0
    shared: tuple[str, ...] = ()


class Stream:
    """Stories as the news comes in; the same batches give the same stories, whatever the order within each.

    Articles are numbered in the order of time and id; an event has the number of the article that opened it, a storyline
    that of its first event, and their ids are made from that article's: so ids stay while stories grow. `archive` is
    the file where events that went quiet are laid down.
    """

    def __init__(self, by: Policy | None = None, *, archive: Path | None = None) -> None:
        self.by = by or policy()
        self.seen = Frequencies(self.by.prior)
        self.lookup = Lookup(self.by)
        self.retired = Retired(archive)
        self.articles: list[Article] = []
        self.known: set[str] = set()
        self.events: dict[int, Event] = {}
        self.line_of: dict[int, int] = {}
        self.lines: dict[int, set[int]] = {}
        self.now = -inf
        self.version = 0

    def add(self, batch: Iterable[Sketch]) -> tuple[StoryChange, ...]:
        """Places a batch and tells what happened; an article whose id was seen before is passed over."""
        changes: list[StoryChange] = []
        start = len(self.articles)
        fresh = self._enter(batch)
        near = {n: self.lookup.near(heaviest(self.events[n].sum, self.by.probes), self._home) for n in fresh}
        grown = self._link_events(near, start, changes)
        self._part(grown, changes)
        self._reopen(start, changes)
        self._tell_articles(fresh, start, changes)
        self._link_lines(near, start, changes)
        self._retire(changes)
        return tuple(changes)

    def placed(self) -> tuple[Placed, ...]:
        """Every article in the order of arrival, with its event, its storyline and the evidence."""
        return tuple(
            Placed(a.id, self.event_id(a.event), self.line_id(self.line_of[a.event]), round(a.score, 4), a.shared) for a in self.articles
        )

    def event_id(self, number: int) -> str:
        """The id of an event."""
        return content_id("event", self.articles[number].id)

    def line_id(self, number: int) -> str:
        """The id of a storyline."""
        return content_id("story", self.articles[number].id)

    def _enter(self, batch: Iterable[Sketch]) -> dict[int, Sketch]:
        """Each new article as an event of its own, in order, by number."""
        once = {one.id: one for one in sorted(batch, key=when, reverse=True) if one.id not in self.known}
        fresh = dict(enumerate(sorted(once.values(), key=when), len(self.articles)))
        self.known |= once.keys()
        self.seen.see(list(fresh.values()))
        for number, one in fresh.items():
            if isnan(one.hours) and self.now > -inf:
                one = replace(one, hours=self.now)  # undated news counts as news of the moment it comes
            self.now = max(self.now, one.hours) if not isnan(one.hours) else self.now
            made, matter = vectors(one, self.seen, self.by)
            self.articles.append(Article(one.id, number))
            self.events[number] = Event({number: made}, made, {number: matter}, matter)
            self.lookup.add(number, heaviest(made, self.by.probes))
        return fresh

    def _home(self, number: int) -> int | None:
        at = self.articles[number].event
        return at if at in self.events else None

    def _link_events(self, near: Mapping[int, Sequence[int]], start: int, changes: list[StoryChange]) -> list[int]:
        """Lets events merge, and gives those that took something in."""
        pairs = [(number, at) for number, found in near.items() for at in found]
        groups = {name: self.events[name].sum for name in sorted({name for pair in pairs for name in pair})}
        joined = _joined(link(groups, pairs, self.by.event, hours=self.by.decay_hours), groups, start)
        for _, merges in joined:
            for merge in merges:
                self._take(merge, start, changes)
        return [into for into, _ in joined if into < start]

    def _take(self, merge: Merge, start: int, changes: list[StoryChange]) -> None:
        """Lets one event take in another."""
        ours, theirs = self.events[merge.into], self.events.pop(merge.gone)
        for number in theirs.members:
            self.articles[number].event = merge.into
        ours.members.update(theirs.members)
        ours.matters.update(theirs.matters)
        ours.sum, ours.matter = together((ours.sum, theirs.sum)), together((ours.matter, theirs.matter))
        if merge.gone < start:
            self._tell(changes, "merged", "event", self.event_id(merge.into), self.event_id(merge.gone), merge.score)
            line, mine = self.line_of[merge.gone], self.line_of[merge.into]
            self.lines[line].discard(merge.gone)
            if not self.lines[line]:
                del self.lines[line]
                self._tell(changes, "merged", "storyline", self.line_id(mine), self.line_id(line), merge.score)

    def _part(self, grown: Sequence[int], changes: list[StoryChange]) -> None:
        """Lets events part that no longer hold together; the part of the first article keeps the id."""
        for name in grown:
            event = self.events[name]
            if len(event.members) != event.sum.count:
                continue  # it was retired once, and its articles' own vectors are gone
            if len(event.members) < 2 * event.firm:
                continue  # asked each time that it has doubled, an event costs no more for growing slowly
            event.firm = len(event.members)
            found = parts(event.members, self.by)
            if len(found) == 1:
                continue
            found.sort(key=lambda part: name not in part)
            for part in found:
                at = name if name in part else part[0]
                members, matters = {n: event.members[n] for n in part}, {n: event.matters[n] for n in part}
                self.events[at] = Event(members, together([*members.values()]), matters, together([*matters.values()]))
                for number in part:
                    self.articles[number].event = at
                if at != name:
                    line = self.line_of[at] = self.line_of[name]
                    self.lines[line].add(at)
                    self._tell(changes, "split", "event", self.event_id(name), self.event_id(at))

    def _reopen(self, start: int, changes: list[StoryChange]) -> None:
        """Lets new events go into retired ones that they are much alike, whatever time lies between."""
        for name in [name for name in self.events if name >= start and len(self.retired)]:
            mine = self.events[name].sum
            for old in self.retired.near(heaviest(mine, self.by.probes)):
                before, matter = self.retired.peek(old)
                score = dots(mine, [before])[0] / (mine.count * before.count)
                if score >= self.by.reopen * self.by.event:
                    self.retired.take(old)
                    self.events[old] = Event({}, before, {}, matter)
                    self._tell(changes, "reopened", "event", self.event_id(old), "", score)
                    self._take(Merge(old, name, score), start, changes)
                    break

    def _tell_articles(self, fresh: Mapping[int, Sketch], start: int, changes: list[StoryChange]) -> None:
        """Tells of each new article whether it opened an event or joined one, and keeps the evidence."""
        for number, one in fresh.items():
            article = self.articles[number]
            event = self.events[article.event]
            article.score, article.shared = evidence(one, event.members[number], event.sum)
            if article.event == number:
                self._tell(changes, "created", "event", self.event_id(number), article.id)
            else:
                self._tell(changes, "joined", "event", self.event_id(article.event), article.id, article.score)

    def _link_lines(self, near: Mapping[int, Sequence[int]], start: int, changes: list[StoryChange]) -> None:
        """Puts new events into storylines, one of their own at first, and lets storylines merge."""
        opened = sorted({self.articles[n].event for n in near} - self.line_of.keys())
        for name in opened:
            self.line_of[name], self.lines[name] = name, {name}
        active = {name for name in self.events if name in self.line_of}
        pairs = {
            (self.line_of[self.articles[number].event], self.line_of[self.articles[at].event])
            for number, found in near.items()
            for at in found
        }
        groups = {
            name: together([mean(self.events[e].matter) for e in sorted(self.lines[name] & active)])
            for name in sorted({name for pair in pairs for name in pair})
        }
        for into, merges in _joined(link(groups, sorted(pairs), self.by.storyline), groups, start):
            for merge in merges:
                events = self.lines.pop(merge.gone)
                self.lines[into] |= events
                self.line_of.update(dict.fromkeys(events, into))
                if merge.gone < start:
                    self._tell(changes, "merged", "storyline", self.line_id(into), self.line_id(merge.gone), merge.score)
        for name in opened:
            kind: Kind = "created" if self.line_of[name] == name else "joined"
            self._tell(changes, kind, "storyline", self.line_id(self.line_of[name]), self.event_id(name))

    def _retire(self, changes: list[StoryChange]) -> None:
        """Lays down the events that were quiet for too long."""
        for name in [n for n, e in self.events.items() if e.sum.last < self.now - self.by.idle_days * 24]:
            event = self.events.pop(name)
            self.retired.put(name, (event.sum, event.matter), heaviest(event.sum, self.by.probes))
            self._tell(changes, "retired", "event", self.event_id(name))

    def _tell(self, changes: list[StoryChange], kind: Kind, level: Level, story: str, what: str = "", score: float = 0.0) -> None:
        self.version += 1
        changes.append(StoryChange(self.version, kind, level, story, what, round(score, 4)))


def when(one: Sketch) -> tuple[float, str]:
    """The order of articles: by time, those without one last, then by id."""
    return (inf if isnan(one.hours) else one.hours), one.id


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
