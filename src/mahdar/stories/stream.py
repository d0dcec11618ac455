"""The stream: articles go in as they come, stories grow, merge, part, retire and open again, and every change is told."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isnan
from pathlib import Path

import msgspec
import numpy as np

from mahdar.stories.active import Active, Laid
from mahdar.stories.changes import Changes, event_id, line_id
from mahdar.stories.policy import Policy, policy
from mahdar.stories.retired import Retired
from mahdar.stories.seen import Seen
from mahdar.stories.settling import settle
from mahdar.stories.sketch import Sketch
from mahdar.stories.state import State, active_of, sketch_of, state_of
from mahdar.stories.story import Placed, StoryChange


class Stream:
    """Stories as the news comes in.

    Articles are placed `policy().batch` at a time, in the order of time and id. Those of a batch that is not full yet are
    placed too, but wait: they are placed afresh when more have come. So where no article comes that is earlier, by time
    and then id, than one whose batch was full, the stories after any number of calls are those of one call with all,
    however the articles were divided and in whatever order they came; and an undated article counts as the latest of its
    call. An article that comes too late for its batch is placed in the next.

    An event has its id from the article that opened it, a storyline from its first event: ids stay while stories grow.
    `archive` is the file where events that went quiet are laid down; without one they stay in memory.
    """

    def __init__(self, by: Policy | None = None, *, archive: Path | None = None) -> None:
        self.by = by or policy()
        self.settled = Active(self.by, Retired(archive))
        self.view = self.settled.branch()
        self.seen = Seen()
        self.waiting: list[Sketch] = []
        self.laid: list[Laid] = []
        self.version = 0

    def add(self, batch: Iterable[Sketch]) -> tuple[StoryChange, ...]:
        """Places articles and tells what happened since the last call; one whose id was seen before is passed over."""
        once = {one.id: one for one in sorted(batch, key=when, reverse=True)}
        fresh = [once[name] for name in self.seen.new(once)]
        if not fresh:
            return ()
        self.waiting = sorted([*self.waiting, *fresh], key=when)
        base, settled = self.settled.count, self.settled.branch()
        while len(self.waiting) >= self.by.batch:
            settle(settled, self.waiting[: self.by.batch])
            del self.waiting[: self.by.batch]
        before, self.settled = self.view, settled
        self.laid += settled.laid
        self.view = self._looked_ahead()
        changes = Changes(before, self.view, base).told(self.version)
        self.version += len(changes)
        return changes

    def _looked_ahead(self) -> Active:
        """The stories with the articles that wait."""
        view = self.settled.branch(log=True)
        if self.waiting:
            settle(view, self.waiting, retire=False)
        return view

    def placed(self) -> tuple[Placed, ...]:
        """Every article in the order of arrival, with its event, its storyline and the evidence, without those `taken` out.

        After `restored` these are the articles of active stories and those that were retired since.
        """
        return self._rows([*self.view.placed(), *self.laid])

    def _rows(self, found: list[Laid]) -> tuple[Placed, ...]:
        view, ordered = self.view, sorted(found, key=lambda one: one.number)
        return tuple(
            Placed(
                one.id,
                event_id(view.event_now(one.event)),
                line_id(view.line_now(one.line, one.line_name)[1]),
                round(one.score, 4),
                one.shared,
            )
            for one in ordered
        )

    def kept(self) -> bytes:
        """The state, from which `restored` goes on as if nothing had happened.

        It holds the active stories, the articles that wait, and the ids that came (eight bytes each), but not the rows of
        articles whose events were retired: those were placed for good, except that their storyline may go into
        another later, which is told. What was retired to an archive file stays there; a copy of one needs the other.
        """
        return msgspec.msgpack.encode(state_of(self.settled, self.seen.hashes.tobytes(), self.waiting, self.version))

    @classmethod
    def restored(cls, data: bytes, *, archive: Path | None = None) -> Stream:
        """The stream that was kept, with its policy; `archive` is the file it had, if it had one."""
        state = msgspec.msgpack.decode(data, type=State)
        stream = cls(state.policy)
        stream.settled = active_of(state, Retired(archive, fresh=False))
        stream.seen = Seen(np.frombuffer(state.seen, np.uint64))
        stream.waiting = [*map(sketch_of, state.waiting)]
        stream.version = state.version
        stream.view = stream._looked_ahead()
        return stream

    def taken(self) -> tuple[Placed, ...]:
        """The articles whose events were retired, which the stream then forgets; so its memory follows the active stories."""
        rows, self.laid = self._rows(self.laid), []
        return rows


def when(one: Sketch) -> tuple[float, str]:
    """The order of articles: by time, those without one last, then by id."""
    return (inf if isnan(one.hours) else one.hours), one.id
