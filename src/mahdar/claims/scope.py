"""One article as this room asks it: its words by offset, their signs, its events by place, whose words stand where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from mahdar.claims.phrases import CUES, SIGNS, STATED, find
from mahdar.claims.shapes import nation
from mahdar.claims.voice import Voices
from mahdar.events import Event
from mahdar.quotes import Quotation
from mahdar.sentences import Reading

_TITLE = 400  # characters of the longest headline: what is longer is a body that lost its lines
_APART = ("و", "ف", "م")  # what a cue begins with that stands apart from the words before it: وقال، فأعلن، مشيرا
_RELATIVE = frozenset({"الذي", "التي", "الذين"})
_JUDGING = frozenset({"copula", "opine", "differ", "weighty", "harm"})


class Scope:
    """A reading with its attributions, events and signs, each found by one bisection."""

    def __init__(self, reading: Reading, voices: Voices, events: Sequence[Event]) -> None:
        self.reading, self.voices, self.words = reading, voices, reading.words
        self.events = tuple(sorted(events, key=lambda e: e.anchor))
        self._words = [w.start for w in reading.words]
        self._events = [e.anchor.start for e in self.events]
        self.begins = frozenset(self._events)
        self._brought = frozenset(self.word(q.content.start) for q in voices.quotations)
        self._cues = sorted(q.cue.start for q in voices.quotations if q.cue is not None)
        self._cue_at = frozenset(self._cues)
        self._signs = find(self.words, 0, len(self.words), SIGNS)
        self._sign_at = [s.first for s in self._signs]
        self._stated_at = [s.first for s in find(self.words, 0, len(self.words), STATED)]
        self._head = next((p.anchor.end for p in reading.paragraphs if p.role == "headline" and p.anchor.end - p.anchor.start < _TITLE), 0)
        self._new = _first_seen(reading)
        self._sides: dict[str, frozenset[str]] = {}

    def in_headline(self, at: int) -> bool:
        """Whether word `at` stands in the headline, or before it."""
        return self.words[at].start < self._head

    def told_before(self, first: int, last: int) -> bool:
        """Whether most of the longer words of `first:last` stand in an earlier sentence already."""
        own = [i for i in range(first, last) if len(self.words[i].form) > 3]
        return 5 * sum(self._new[i] for i in own) <= len(own)

    def word(self, offset: int) -> int:
        """The index of the first word that begins at `offset` of the text or behind it."""
        return bisect_left(self._words, offset)

    def cut(self, last: int) -> bool:
        """Whether words that end before word `last` end where somebody else's begin, or at the cue that brings them."""
        return last in self._brought or self._ends_at_cue(last)

    def _ends_at_cue(self, last: int) -> bool:
        """Whether the cue that begins at word `last` governs the words before it: no conjunction or participle opens it."""
        return last < len(self.words) and self.words[last].start in self._cue_at and self.words[last].form[:1] not in _APART

    def up_to_cue(self, first: int, last: int) -> int:
        """Where the words `first:last` end if they stop before the next cue, which brings somebody else's words."""
        k = bisect_left(self._cues, self.words[first].end)
        end = self.word(self._cues[k]) if k < len(self._cues) else last
        return min(last, end - (self.words[end - 1].form in _RELATIVE))

    def cued(self, first: int, last: int) -> bool:
        """Whether a cue stands among the words `first:last`."""
        k = bisect_left(self._cues, self.words[first].start)
        return k < len(self._cues) and self._cues[k] < self.words[last - 1].end

    def stated(self, first: int, last: int) -> bool:
        """Whether a phrase of `stated.tsv` begins among the words `first:last`."""
        k = bisect_left(self._stated_at, first)
        return k < len(self._stated_at) and self._stated_at[k] < last

    def judges(self, first: int, last: int) -> bool:
        """Whether the words `first:last` hold a phrase of `stated.tsv` or two signs of a judgement."""
        return self.stated(first, last) or len({s for s in self.signs(first, last) if s in _JUDGING}) > 1

    def signs(self, first: int, last: int) -> list[str]:
        """The signs whose words begin among the words `first:last`, in text order."""
        return [s.tells for s in self._signs[bisect_left(self._sign_at, first) : bisect_left(self._sign_at, last)]]

    def deeds(self, first: int, last: int) -> Sequence[Event]:
        """The events whose triggers stand among the words `first:last`."""
        start, end = self.words[first].start, self.words[last - 1].end
        return self.events[bisect_left(self._events, start) : bisect_left(self._events, end)]

    def sides(self, quotation: Quotation) -> frozenset[str]:
        """The states that the words for the speaker of an attribution name."""
        if quotation.id not in self._sides:
            told = [a for a in (quotation.speaker, quotation.role, quotation.name) if a is not None]
            words = [w for a in told for w in self.words[self.word(a.start) : self.word(a.end)]]
            self._sides[quotation.id] = frozenset(n for w in words if (n := nation(w.form)))
        return self._sides[quotation.id]

    def cue(self, quotation: Quotation) -> tuple[str, ...]:
        """The classes of the cue that brings an attribution, by `cues.tsv`."""
        if quotation.cue is None:
            return ()
        at = self.word(quotation.cue.start)
        return tuple(dict.fromkeys(hit.tells for hit in find(self.words, at, min(at + 3, len(self.words)), CUES) if hit.first == at))


def _first_seen(reading: Reading) -> list[bool]:
    """For each word whether no earlier sentence has it, conjunction and article left out."""
    seen: set[str] = set()
    new = [False] * len(reading.words)
    for sentence in reading.sentences:
        bare = [w.form.removeprefix("و").removeprefix("ال") for w in reading.words[sentence.first : sentence.last]]
        for i, form in enumerate(bare, sentence.first):
            new[i] = form not in seen
        seen.update(bare)
    return new
