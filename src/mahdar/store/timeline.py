"""The stream of stories as far as it came, with places to go back to where news comes late."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from math import inf

import msgspec
from msgspec import Struct, inspect

from mahdar import __version__
from mahdar.articles import Article
from mahdar.pipeline.storied import sketches_of
from mahdar.spans import content_id
from mahdar.stories import Policy, Sketch, Stream, hours
from mahdar.stories.active import Active, Laid
from mahdar.stories.changes import line_id as _line_id
from mahdar.stories.state import State

#: The order of articles: by time, those without one last, then by id.
Key = tuple[float, str]
#: So many places are kept; the older they are, the fewer.
KEPT = 24
#: The place that is kept for another program lies so many places back.
BEHIND = 3
#: Sketches that are kept.
SKETCHED = 1500
#: What is kept of a timeline: its stream, the order of its articles, those laid down for good.
_Kept = tuple[bytes, list[Key], list[Laid]]
#: The articles of some ids.
Read = Callable[[list[str]], Mapping[str, Article]]
line_id = lru_cache(maxsize=65536)(_line_id)


class Place(Struct, frozen=True):
    """Where an article stands; while its story runs with the likeness and the words that put it there."""

    story: str
    score: float = 0.0
    words: tuple[str, ...] = ()


class Mark(Struct, frozen=True):
    """The stream after its first `count` articles, of which so many had been `laid` down for good."""

    count: int
    settled: Active
    laid: int


class Timeline:
    """The stories of all articles that are counted; articles may come, go and change their day in any order."""

    def __init__(self) -> None:
        self.stream = Stream()
        self.keys: dict[str, Key] = {}
        self.order: list[Key] = []
        self.marks: list[Mark] = []
        self.kept_at = 0
        self._laid: dict[int, list[Laid]] = {}
        self._sketches: dict[str, Sketch] = {}
        self._known = self.stream.view
        self._known_laid = 0

    def move(self, left: Iterable[str], came: Mapping[str, str | None], read: Read) -> dict[str, Place]:
        """Lets articles go and come, those whose day changed among both; `came` gives the first day of each, `read` its text.

        Gives the articles that came or may stand elsewhere than before, and where they stand.
        """
        # What an article says never changes, so one whose day is as it was stands where it stood.
        left = set(left)
        came = {name: first for name, first in came.items() if name in left or self.keys.get(name) != (_hours(first), name)}
        gone = [self.keys.pop(name) for name in sorted({*left, *came} & self.keys.keys())]
        for key in gone:
            del self.order[bisect_left(self.order, key)]
        for name in {*left, *came} & self._sketches.keys():
            del self._sketches[name]
        for name, first in came.items():
            self.keys[name] = key = _hours(first), name
            insort(self.order, key)
        fresh = set(came)
        moved = sorted((*gone, *(self.keys[name] for name in came)))
        if gone or (moved and bisect_left(self.order, moved[0]) < self.stream.settled.count):
            fresh = self._back(moved[0])
        self._add(sorted(fresh, key=self.keys.__getitem__), read)
        return self._moved()

    def everywhere(self) -> dict[str, Place]:
        """Where every article stands."""
        self._known, self._known_laid, self._laid = Stream().view, 0, {}
        return self._moved()

    def _moved(self) -> dict[str, Place]:
        """Where articles stand whose event or storyline is another than it was: values of the stream are never changed in place."""
        before, view, laid = self._known, self.stream.view, self.stream.laid
        found = {one.id: Place(line_id(one.line_name), round(one.score, 4), one.shared) for one in view.placed_since(before)}
        again = laid[self._known_laid :]
        for one in again:
            self._laid.setdefault(one.line, []).append(one)
        if view.into != before.into:
            merged = (line for line in before.into | view.into if view.line_now(line, "") != before.line_now(line, ""))
            again += [one for line in merged for one in self._laid.get(line, ())]
        found |= {one.id: Place(line_id(view.line_now(one.line, one.line_name)[1])) for one in again}
        self._known, self._known_laid = view, len(laid)
        return found

    @property
    def form(self) -> str:
        """The name of what `kept` gives: what has another one was kept by other rules or in another shape, and is of no use here."""
        return _form(self.stream.by)

    def kept(self) -> bytes | None:
        """The stream as it was some batches ago, so that what comes a little late to another program finds its place; None so early."""
        if len(self.marks) < BEHIND:
            return None
        mark = self.marks[-BEHIND]
        stream = Stream()
        stream.settled = mark.settled
        return msgspec.msgpack.encode((stream.kept(), self.order[: mark.count], self.stream.laid[: mark.laid]))

    @classmethod
    def restored(cls, data: bytes) -> Timeline:
        """A timeline that was kept."""
        timeline = cls()
        kept, timeline.order, laid = msgspec.msgpack.decode(data, type=_Kept)
        timeline.keys = {name: (at, name) for at, name in timeline.order}
        timeline.stream = Stream.restored(kept)
        timeline.stream.laid = laid
        timeline.marks = [Mark(timeline.stream.settled.count, timeline.stream.settled, len(laid))]
        timeline.kept_at = timeline.marks[0].count
        return timeline

    def stale(self, days: Mapping[str, str | None]) -> set[str]:
        """The articles whose day is another than when they were placed."""
        return {name for name, (at, _) in self.keys.items() if name in days and at != _hours(days[name])}

    def _back(self, key: Key) -> set[str]:
        """Goes back to a place before a key; gives the articles that are to be placed again."""
        before = bisect_left(self.order, key)
        self.marks = [one for one in self.marks if one.count <= before]
        stream = Stream()
        count = 0
        if self.marks:
            last = self.marks[-1]
            count, stream.settled, stream.laid = last.count, last.settled, self.stream.laid[: last.laid]
            stream.view = stream.settled.branch()
        for one in self.stream.laid[len(stream.laid) : self._known_laid]:
            self._laid[one.line].pop()
        self._known_laid = min(self._known_laid, len(stream.laid))
        self.stream = stream
        return {name for _, name in self.order[count:]}

    def _add(self, names: list[str], read: Read) -> None:
        size = self.stream.by.batch
        for at in range(0, len(names), size):
            some = names[at : at + size]
            self.stream.add(self._sketched(some, read))
            settled = self.stream.settled
            if settled.count and (not self.marks or self.marks[-1].count < settled.count):
                self.marks.append(Mark(settled.count, settled, len(self.stream.laid)))
        if len(self.marks) > KEPT:
            older = self.marks[: -KEPT // 2]
            self.marks = older[::2] + self.marks[-KEPT // 2 :]

    def _sketched(self, names: list[str], read: Read) -> list[Sketch]:
        """The sketches of articles; those of the last ones are kept, as each batch places again what waits with it."""
        if new := [name for name in names if name not in self._sketches]:
            articles = read(new)
            self._sketches |= {one.id: one for one in sketches_of([articles[name] for name in new])}
        found = [self._sketches[name] for name in names]
        for name in list(self._sketches)[: max(0, len(self._sketches) - SKETCHED)]:
            del self._sketches[name]
        return found


def _hours(first: str | None) -> float:
    return hours(first) if first else inf


@cache
def _form(by: Policy) -> str:
    return f"stream {__version__} {content_id('stream', by, *(inspect.type_info(one) for one in (State, _Kept)))}"
