"""One article as this room asks it: its words by offset, its events by place, whose words stand where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from mahdar.claims.voice import Voices
from mahdar.events import Event
from mahdar.sentences import Reading
from mahdar.spans import Anchor

_RELATIVE = frozenset({"الذي", "التي", "الذين"})


class Scope:
    """A reading with its attributions and events, each found by one bisection."""

    def __init__(self, reading: Reading, voices: Voices, events: Sequence[Event]) -> None:
        self.reading, self.voices, self.words = reading, voices, reading.words
        self.events = tuple(sorted(events, key=lambda e: e.anchor))
        self._words = [w.start for w in reading.words]
        self._events = [e.anchor.start for e in self.events]
        self.begins = frozenset(self._events)
        self._cues = sorted(q.cue.start for q in voices.quotations if q.cue is not None)

    def word(self, offset: int) -> int:
        """The index of the first word that begins at `offset` of the text or behind it."""
        return bisect_left(self._words, offset)

    def up_to_cue(self, first: int, last: int) -> int:
        """Where the words `first:last` end if they stop before the next cue, which brings somebody else's words."""
        k = bisect_left(self._cues, self.words[first].end)
        end = self.word(self._cues[k]) if k < len(self._cues) else last
        return min(last, end - (self.words[end - 1].form in _RELATIVE))

    def plain(self, anchor: Anchor) -> str:
        """The first word of a stretch, folded, without و and ف."""
        form = self.words[self.word(anchor.start)].form
        return form[1:] if form[0] in "وف" and len(form) > 3 else form

    def deeds(self, first: int, last: int) -> Sequence[Event]:
        """The events whose triggers stand among the words `first:last`."""
        start, end = self.words[first].start, self.words[last - 1].end
        return self.events[bisect_left(self._events, start) : bisect_left(self._events, end)]
