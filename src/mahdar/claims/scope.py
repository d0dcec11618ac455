"""One article as this room asks it: its words by offset, their signs, its events by place, whose words stand where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain

from mahdar.claims.facts import Facts
from mahdar.claims.phrases import CUES, SIGNS, STATED, find, issue
from mahdar.claims.shapes import nation
from mahdar.claims.voice import Voices
from mahdar.events import Event
from mahdar.quotes import Quotation
from mahdar.sentences import Reading
from mahdar.spans import Anchor

_TITLE = 400  # characters of the longest headline: what is longer is a body that lost its lines
_APART = ("و", "ف", "م")  # what a cue begins with that stands apart from the words before it: وقال، فأعلن، مشيرا
_RELATIVE = frozenset({"الذي", "التي", "الذين"})
_JUDGING = frozenset({"copula", "opine", "differ", "weighty", "harm"})


class Scope:
    """A reading with its attributions, events and signs, each found by one bisection."""

    def __init__(self, reading: Reading, voices: Voices, events: Sequence[Event], political: Sequence[bool]) -> None:
        self.political = political  # of each sentence
        self.reading, self.voices, self.words = reading, voices, reading.words
        self.events = tuple(sorted(events, key=lambda e: e.anchor))
        self._words = [w.start for w in reading.words]
        self._events = [e.anchor.start for e in self.events]
        self.begins = frozenset(self._events)
        self._brought = frozenset(self.word(q.content.start) for q in voices.quotations)
        self._cues = sorted(q.cue.start for q in voices.quotations if q.cue is not None)
        self._cue_at = frozenset(self._cues)
        self.facts = Facts(self.words, find(self.words, 0, len(self.words), SIGNS))
        self._stated_at = [s.first for s in find(self.words, 0, len(self.words), STATED)]
        self._head = next((p.anchor.end for p in reading.paragraphs if p.role == "headline" and p.anchor.end - p.anchor.start < _TITLE), 0)
        self._long = [0, *accumulate([p.long for p in self.facts.plain])]
        self._new = [0, *accumulate(self.facts.first_seen(reading.sentences))]
        self._sides: dict[str, frozenset[str]] = {}
        self.spoken: dict[str, tuple[str, ...]] = {}  # what each attribution asked for so far says of what is in it
        self._cue_classes: dict[str, tuple[str, ...]] = {}

    @cached_property
    def issue(self) -> str:
        """The issue that the headline speaks of, empty where there is none or its words tell none."""
        return issue(self.words, 0, self.word(self._head))

    def in_headline(self, at: int) -> bool:
        """Whether word `at` stands in the headline, or before it."""
        return self.words[at].start < self._head

    def told_before(self, first: int, last: int) -> bool:
        """Whether most of the longer words of `first:last` stand in an earlier sentence already."""
        return 5 * (self._new[last] - self._new[first]) <= self._long[last] - self._long[first]

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
        return self.stated(first, last) or len(_JUDGING.intersection(chain.from_iterable(self.facts.told[first:last]))) > 1

    def signs(self, first: int, last: int) -> list[str]:
        """The signs whose words begin among the words `first:last`, in text order."""
        return self.facts.signs(first, last)

    def deeds(self, first: int, last: int) -> Sequence[Event]:
        """The events whose triggers stand among the words `first:last`."""
        start, end = self.words[first].start, self.words[last - 1].end
        return self.events[bisect_left(self._events, start) : bisect_left(self._events, end)]

    def forms(self, anchor: Anchor) -> list[str]:
        """The folded words of an anchor."""
        return self.facts.forms[self.word(anchor.start) : self.word(anchor.end)]

    def sides(self, quotation: Quotation) -> frozenset[str]:
        """The states that the words for the speaker of an attribution name."""
        if quotation.id not in self._sides:
            told = [a for a in (quotation.speaker, quotation.role, quotation.name) if a is not None]
            self._sides[quotation.id] = frozenset(n for a in told for form in self.forms(a) if (n := nation(form)))
        return self._sides[quotation.id]

    def cue(self, quotation: Quotation) -> tuple[str, ...]:
        """The classes of the cue that brings an attribution, by `cues.tsv`."""
        if quotation.cue is None:
            return ()
        if quotation.id not in self._cue_classes:
            at = self.word(quotation.cue.start)
            hits = find(self.words, at, min(at + 3, len(self.words)), CUES)
            self._cue_classes[quotation.id] = tuple(dict.fromkeys(hit.tells for hit in hits if hit.first == at))
        return self._cue_classes[quotation.id]
