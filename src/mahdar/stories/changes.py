"""The stories before a batch and after it -> what happened to them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mahdar.spans import content_id
from mahdar.stories.active import Active
from mahdar.stories.flat import Numbers, distinct
from mahdar.stories.story import Kind, Level, StoryChange


def event_id(name: str) -> str:
    """The id of the event that this article opened."""
    return content_id("event", name)


def line_id(name: str) -> str:
    """The id of the storyline whose first event this article opened."""
    return content_id("story", name)


class Changes:
    """What differs between two branches of one stream, of which the first `base` articles are numbered alike.

    What was said of the others before may have been taken back: articles that still wait for their batch to be full are
    placed afresh each time.
    """

    def __init__(self, before: Active, after: Active, base: int) -> None:
        self.before, self.after, self.base = before, after, base
        self.old, self.new = _names(before, after, base), _names(after, before, base)
        self.old_lines, self.new_lines = _line_names(before, after, base), _line_names(after, before, base)
        # Articles and events that were retired meanwhile.
        self.gone = {one.number: one for one in after.laid}
        active = {after.name(number) for number in self.new.values()}
        self.laid = {one.event: one.at for one in after.laid if one.event not in active and after.event_now(one.event) == one.event}
        self.new |= self.laid

    def told(self, version: int) -> tuple[StoryChange, ...]:
        """The changes, those of events first, numbered on from a version."""
        found = [*self._events(), *self._articles(), *self._lines()]
        return tuple(
            StoryChange(at, kind, level, story, what, round(score, 4))
            for at, (kind, level, story, what, score) in enumerate(found, version + 1)
        )

    def _events(self) -> Iterator[tuple[Kind, Level, str, str, float]]:
        for name in sorted(self.new.keys() - self.old.keys(), key=self.new.__getitem__):
            was = self._event_before(name, self.new[name])
            if name in self.after.reopened and self.new[name] < self.base:
                yield "reopened", "event", event_id(name), "", self.after.reopened[name]
            elif was is None:
                yield "created", "event", event_id(name), name, 0.0
            else:
                yield "split", "event", event_id(was), event_id(name), 0.0
        for name in sorted(self.old.keys() - self.new.keys(), key=self.old.__getitem__):
            now = self._event_after(name, self.old[name])
            if now is not None and now != name:
                yield "merged", "event", event_id(now), event_id(name), self.after.scores.get(name, 0.0)
        for name in sorted(self.after.renamed.keys() - self.before.renamed.keys() - self.old.keys()):
            # It was retired before, opened again, and went into another, all between the two branches.
            yield "merged", "event", event_id(self.after.event_now(name)), event_id(name), self.after.scores.get(name, 0.0)
        for name in sorted(self.laid, key=self.laid.__getitem__):
            yield "retired", "event", event_id(name), "", 0.0

    def _articles(self) -> Iterator[tuple[Kind, Level, str, str, float]]:
        after = self.after
        numbers = {name: after.entered.get(name, number) for name, number in (self.before.moved | after.moved).items()}
        for article, number in sorted(numbers.items(), key=lambda item: item[1]):
            now = self._event_after(article, number)
            was = self._event_before(article, number)
            if now is None or now == was or (was is None and (now == article or self._number_before(article, number) < self.before.count)):
                continue  # nothing happened, it opened the event, or its event was retired before: then that event's changes tell it
            if was in self.new or was not in self.old or self._event_after(was, self.old[was]) != now:  # not told by a merge
                yield "joined", "event", event_id(now), article, after.shelf.score_of(number) if after.home[number] >= 0 else 0.0

    def _lines(self) -> Iterator[tuple[Kind, Level, str, str, float]]:
        created: set[str] = set()
        for name in sorted(self.new_lines.keys() - self.old_lines.keys(), key=self.new_lines.__getitem__):
            was = self._line_before(name, self.new_lines[name])
            if was is None and self.new_lines[name] < self.base:
                yield "reopened", "storyline", line_id(name), "", 0.0
            elif was is None:
                created.add(name)
                yield "created", "storyline", line_id(name), event_id(name), 0.0
            else:
                yield "split", "storyline", line_id(was), line_id(name), 0.0
        into: dict[str, str] = {}
        for name in sorted(self.old_lines.keys() - self.new_lines.keys(), key=self.old_lines.__getitem__):
            number = self.old_lines[name]
            now = self._line_after(name, number)
            if now is None and number < self.base:  # the event that opened it was retired before
                now = self.after.line_now(number, name)[1]
            if now is not None and now != name:
                into[name] = now
                yield "merged", "storyline", line_id(now), line_id(name), self.after.scores.get(name, 0.0)
        held = [number for line in self.new_lines.values() for number in self.after.events_of(line).tolist()]
        moved = {self.after.name(number): number for number in held} | self.new
        for name, number in sorted(moved.items(), key=lambda item: item[1]):
            now = self._line_after(name, number)
            if now is None:
                continue
            was = self._line_before(name, number) if self._event_before(name, number) == name else None
            if now != was and not (now == name and name in created) and (was is None or into.get(was) != now):
                yield "joined", "storyline", line_id(now), event_id(name), 0.0

    def _event_before(self, article: str, number: int) -> str | None:
        """The event of an article before; None where it was not there, or its event was no longer active."""
        at = self._home_before(article, number)
        return self.before.name(at) if at >= 0 else None

    def _line_before(self, article: str, number: int) -> str | None:
        at = self._home_before(article, number)
        return self.before.name(int(self.before.line[at])) if at >= 0 else None

    def _event_after(self, article: str, number: int) -> str | None:
        """The event of an article now, whose number it is if it did not come since the branch; None where it is not there."""
        after = self.after
        number = after.entered.get(article, number)
        if number < after.count and (at := int(after.home[number])) >= 0:
            return after.name(at)
        return after.event_now(self.gone[number].event) if number in self.gone else None

    def _number_before(self, article: str, number: int) -> int:
        """The number of an article before, or one beyond all where it was not there."""
        return self.before.entered.get(article, number if number < self.base else self.before.count)

    def _home_before(self, article: str, number: int) -> int:
        number = self._number_before(article, number)
        return int(self.before.home[number]) if number < self.before.count else -1

    def _line_after(self, name: str, number: int) -> str | None:
        after = self.after
        number = after.entered.get(name, number)
        if number < after.count and (at := int(after.home[number])) >= 0:
            return after.name(int(after.line[at]))
        one = self.gone.get(number)
        return after.line_now(one.line, one.line_name)[1] if one else None


def _names(one: Active, other: Active, base: int) -> dict[str, int]:
    """The events of a branch that the other may not have, by name."""
    return _unshared(one, one.active(), other.active(), base)


def _line_names(one: Active, other: Active, base: int) -> dict[str, int]:
    """The storylines of a branch that the other may not have, by name."""
    return _unshared(one, distinct(one.line[one.active()]), other.line[other.active()], base)


def _unshared(one: Active, own: Numbers, others: Numbers, base: int) -> dict[str, int]:
    """Those of a branch's own numbers by name that the other has not, or that may mean another thing there."""
    shared = np.zeros(max(one.count, base), dtype=np.bool_)
    shared[others[others < base]] = True
    return {one.name(number): number for number in own[~shared[own]].tolist()}
