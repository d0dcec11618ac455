"""What the text of an article says about the day it was written: its expressions of days with the words around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from mahdar.sentences import Reading
from mahdar.times import calendars as cal
from mahdar.times.context import Now, speech
from mahdar.times.draft import Draft
from mahdar.times.lexicon import neighbours
from mahdar.times.resolve import resolve
from mahdar.times.today import Found

_FAR = date(1900, 1, 1)
_SAID_OVER = 3  # times that a word is said before it tells no sentence from another
_TOPICS = 15  # the most frequent words of an article that stand for its subject


class Clue(Struct, frozen=True):
    """One expression, the words of its sentence, its day where it names one in full, and the role of its paragraph."""

    found: Found
    words: frozenset[str]
    day: date | None
    caption: bool


class Testimony(Struct, frozen=True):
    """All clues of one article, its most frequent words, and those that it says over and over: what it is about."""

    clues: tuple[Clue, ...]
    topics: frozenset[str]
    subject: frozenset[str]

    def bound_to_today(self) -> bool:
        """Whether any expression means another day on another day of writing."""
        return any(c.found.draft.kind in ("point", "unit", "season") and c.day is None for c in self.clues)


def heard(reading: Reading, found: Sequence[Found], *, caption: bool = False) -> Testimony:
    """The clues of an article, in text order; `caption` says that what was read stands under a picture."""
    places = {s.first: s for s in reading.sentences}
    clues: list[Clue] = []
    said = speech(reading, ())
    for one in found:
        if one.draft.offset is not None and said.holds(one.anchor.start):
            continue  # somebody else's today
        sentence = places[one.sentence]
        words = frozenset(w for w in map(stem, (w.form for w in reading.words[sentence.first : sentence.last])) if w)
        clues.append(Clue(one, words, full_day(one.draft), caption))
    counted = Counter(w for w in (stem(word.form) for word in reading.words) if w)
    topics = sorted(counted, key=lambda w: (-counted[w], w))[:_TOPICS]
    return Testimony(tuple(clues), frozenset(topics), frozenset(w for w in topics if counted[w] >= _SAID_OVER))


_EMPTY = neighbours("empty")


def stem(form: str) -> str:
    """A word without article and the clitics before it; empty for a short or empty one.

    >>> stem("والروسي"), stem("في")
    ('روسي', '')
    """
    word = form
    for prefix in ("وال", "بال", "فال", "كال", "ولل", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    return word if len(word) >= 3 and word.isalpha() and form not in _EMPTY and word not in _EMPTY else ""


def full_day(draft: Draft) -> date | None:
    """The day of an expression that names day, month and year; None for any other."""
    if draft.kind != "point" or draft.year is None or draft.day is None:
        return None
    result = resolve(draft, Now(_FAR))
    return result.days[0] if result and result.days else None


def covered(clue: Clue, day: date, *, written: date) -> bool:
    """Whether the expression, written on `written`, covers `day`."""
    days = days_of(clue, written)
    return days is not None and days[0] <= day <= days[1]


def days_of(clue: Clue, written: date) -> cal.Days | None:
    """The days that the expression covers when it is written on that day."""
    result = resolve(clue.found.draft, Now(written, tense=clue.found.tense, event=True))
    return result.days if result else None
