"""The stream: articles go in by batches, stories grow, merge, part, retire and open again, and every change is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf, isnan

from msgspec import Struct

from mahdar.spans import content_id
from mahdar.stories.link import Merge, link
from mahdar.stories.lookup import Lookup, heaviest
from mahdar.stories.policy import Policy, policy
from mahdar.stories.sketch import Sketch
from mahdar.stories.story import Kind, Level, Placed, StoryChange
from mahdar.stories.vector import Frequencies, Vector, together, vector


class Event(Struct):
    """An active event: the numbers and vectors of its articles, their sum, and the storyline it stands in."""

    members: dict[int, Vector]
    sum: Vector
    line: int


class Article(Struct):
    """An article that was placed."""

    id: str
    event: int
    score: float = 0.0
    shared: tuple[str, ...] = ()


class Stream:
    """Stories as the news comes in; the same batches give the same stories, whatever the order within each.

    Articles are numbered in the order of time and id; an event carries the number of the article that opened it, a
    storyline that of its first event, and an id made from that article's: so ids stay while stories grow.
    """

    def __init__(self, by: Policy | None = None) -> None:
        self.by = by or policy()
        self.seen = Frequencies()
        self.lookup = Lookup(self.by)
        self.articles: list[Article] = []
        self.known: set[str] = set()
        self.events: dict[int, Event] = {}
        self.lines: dict[int, list[int]] = {}
        self.line_of: dict[int, int] = {}
        self.now = -inf
        self.version = 0

    def add(self, batch: Iterable[Sketch]) -> tuple[StoryChange, ...]:
        """Places a batch and tells what happened; an article whose id was seen before is passed over."""
        fresh = [s for s in sorted(batch, key=when) if s.id not in self.known and not self.known.add(s.id)]  # type: ignore[func-returns-value]
        self.seen.see(fresh)
        changes: list[StoryChange] = []
        start = len(self.articles)
        near: dict[int, list[int]] = {}
        for number, one in enumerate(fresh, start):
            made = vector(one, self.seen, self.by)
            self.articles.append(Article(one.id, number))
            self.events[number] = Event({number: made}, made, -1)
            if not isnan(one.hours):
                self.now = max(self.now, one.hours)
            self.lookup.add(number, heaviest(made, self.by.probes))
        for number in range(start, len(self.articles)):
            near[number] = self.lookup.near(heaviest(self.events[number].sum, self.by.probes), self._home)
        self._events(near, start, changes)
        self._lines(near, start, changes)
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

    def _home(self, number: int) -> int | None:
        at = self.articles[number].event
        return at if at in self.events else None

    def _events(self, near: dict[int, list[int]], start: int, changes: list[StoryChange]) -> None:
        pairs = [(number, at) for number, found in near.items() for at in found]
        wanted = {name for pair in pairs for name in pair} | set(near)
        groups = {name: self.events[name].sum for name in sorted(wanted)}
        for into, gone in _joined(link(groups, pairs, self.by.event, hours=self.by.decay_hours), groups, start):
            for merge in gone:
                self._take(into, merge, changes, start)

    def _take(self, into: int, merge: Merge, changes: list[StoryChange], start: int) -> None:
        ours, theirs = self.events[into], self.events.pop(merge.gone)
        for number in theirs.members:
            article = self.articles[number]
            article.event = into
            if number >= start:
                article.score, article.shared = merge.score, ()
        ours.members.update(theirs.members)
        ours.sum = together((ours.sum, theirs.sum))
        if merge.gone < start:
            self._tell(changes, "merged", "event", self.event_id(into), self.event_id(merge.gone), merge.score)

    def _lines(self, near: dict[int, list[int]], start: int, changes: list[StoryChange]) -> None:
        for number in near:
            if number in self.events:
                self.line_of[number] = number
                self.events[number].line = number
                self.lines[number] = [number]
        pairs = set()
        for number, found in near.items():
            mine = self.line_of[self.articles[number].event]
            pairs |= {(mine, self.line_of[self.articles[at].event]) for at in found}
        wanted = {name for pair in pairs for name in pair}
        groups = {name: together([self.events[e].sum for e in self.lines[name] if e in self.events]) for name in sorted(wanted)}
        for into, gone in _joined(link(groups, sorted(pairs), self.by.storyline), groups, start):
            for merge in gone:
                events = self.lines.pop(merge.gone)
                self.lines[into] += events
                for event in events:
                    self.line_of[event] = into

    def _tell(self, changes: list[StoryChange], kind: Kind, level: Level, story: str, what: str = "", score: float = 0.0) -> None:
        self.version += 1
        changes.append(StoryChange(self.version, kind, level, story, what, round(score, 4)))


def when(one: Sketch) -> tuple[float, str]:
    """The order of articles: by time, those without one last, then by id."""
    return (inf if isnan(one.hours) else one.hours), one.id


def _joined(merges: Sequence[Merge], groups: dict[int, Vector], start: int) -> list[tuple[int, list[Merge]]]:
    """For each group that stays those that go into it: of what stood before the batch the largest stays, then the oldest."""
    parts: dict[int, list[int]] = {}
    scores: dict[int, float] = {}
    for merge in merges:
        parts[merge.into] = [*parts.get(merge.into, [merge.into]), *parts.pop(merge.gone, [merge.gone])]
        scores[merge.gone] = merge.score
        scores[merge.into] = max(merge.score, scores.get(merge.into, 0.0))
    joined = []
    for part in parts.values():
        into = min(part, key=lambda name: (name >= start, -groups[name].count if name < start else 0, name))
        joined.append((into, [Merge(into, name, scores[name]) for name in sorted(part) if name != into]))
    return sorted(joined)
