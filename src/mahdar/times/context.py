"""What stands around an expression: tense, speech, and whether its day is said at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from mahdar.sentences import Reading
from mahdar.spans import Anchor
from mahdar.times.atoms import Atom
from mahdar.times.lexicon import neighbours

Tense = Literal["past", "future", "open"]
_REACH = 10  # words back that a verb of the clause may stand away
_NAME = 60  # characters that a name in quotation marks has at most
_NEAR = 3  # words back that a verb in the imperfect may stand away and still look ahead


class Now(Struct, frozen=True):
    """What an expression is resolved against.

    `day` is the day that اليوم means; `previous` the last day named before; `tense` of the clause; `spoken` that the
    words stand in direct speech; `future` words make a verb look ahead.
    """

    day: date
    previous: date | None = None
    tense: Tense = "open"
    spoken: bool = False
    event: bool = False


_FUTURE, _PAST, _EVENTS, _CLAUSE, _NOT_FUTURE = map(neighbours, ("future", "past", "event", "clause", "not-future"))
_NOT_FUTURE_STEMS = tuple(sorted(neighbours("not-future-stem")))  # سيطر، سيارات، سياسة
_AHEAD = neighbours("ahead")  # adjectives of what is to come, close before an expression
_NO_PLAN = neighbours("no-plan")  # what stands before an imperfect that tells of the past or of habit


def tense(atoms: Sequence[Atom], i: int, end: int) -> Tense:
    """The tense of the clause around `atoms[i:end]`, by the nearest word before it that shows one."""
    comma = i > 0 and atoms[i - 1].form in _CLAUSE
    for k in range(i - 1, max(-1, i - _REACH), -1):
        form = atoms[k].form
        if i - k <= _NEAR and not comma and (form in _AHEAD or _is_imperfect(atoms, k)):
            return "future"
        if form in _CLAUSE and k < i - 1:
            if k and atoms[k - 1].form in _FUTURE:
                return "future"  # من المقرر أن
            break
        if form in _PAST:
            return "past"
        if _is_future(form):
            return "future"
    for k in range(end, min(len(atoms), end + 3)):  # الأحد سيعود
        if _is_future(atoms[k].form):
            return "future" if not any(a.form in _CLAUSE for a in atoms[end:k]) else "open"
    return "open"


def _is_future(form: str) -> bool:
    if form in _FUTURE:
        return True
    bare = form[1:] if form[:1] in "وف" and form[1:2] == "س" else form
    return len(bare) >= 4 and bare[0] == "س" and bare[1] in "يتنا" and bare not in _NOT_FUTURE and not bare.startswith(_NOT_FUTURE_STEMS)


def _is_imperfect(atoms: Sequence[Atom], k: int) -> bool:
    """Whether a word looks like a verb of the third person in the imperfect that nothing puts into the past."""
    form = atoms[k].form.removeprefix("و")
    before = atoms[k - 1].form if k else ""
    return len(form) >= 3 and form[0] == "ي" and form not in _NOT_FUTURE and not atoms[k].entries and before not in _NO_PLAN


def imperfect(atoms: Sequence[Atom], i: int) -> bool:
    """Whether the sentence opens, not far before, with a verb in the imperfect (يصل الرئيس الأحد): a coming event."""
    if not 0 < i <= _REACH + 2 or atoms[0].entries:
        return False
    form = atoms[0].form.removeprefix("و")
    return form in _PLANS or (len(form) > 2 and form[0] == "ي" and form not in _NOT_FUTURE)


_PLANS = neighbours("plan")


def after_event(atoms: Sequence[Atom], i: int) -> bool:
    """Whether a noun of happening stands right before (اللقاء اليوم): its day is a day of the calendar even in speech."""
    form = atoms[i - 1].form if i else ""
    return form.lstrip("وبل").removeprefix("ال") in _EVENTS or form.removeprefix("ب").removeprefix("ال") in _EVENTS


class Speech(Struct, frozen=True):
    """The stretches of direct speech of a text: long marked stretches; `starts` and `ends` in text order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, at: int) -> bool:
        """Whether the character at `at` is spoken."""
        k = bisect_right(self.starts, at) - 1
        return k >= 0 and at < self.ends[k]


def is_short(reading: Reading, inner: Anchor) -> bool:
    """Whether a marked stretch has at most three words: a name rather than speech."""
    return inner.end - inner.start <= _NAME and reading.text.count(" ", inner.start, inner.end) < 3


def speech(reading: Reading, spoken: Sequence[Anchor]) -> Speech:
    """The direct speech of an article: marked stretches of four words or more, and contents of quotations behind a mark.

    The second are those whose closing mark is missing; indirect speech keeps the reporter's own today.
    """
    marked = [(m.inner.start, m.inner.end) for m in reading.marked if not is_short(reading, m.inner)]
    opened = [(a.start, a.end) for a in spoken if a.start and reading.text[a.start - 1] in _OPENING]
    found: list[tuple[int, int]] = []
    for start, end in sorted(marked + opened):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return Speech(tuple(s for s, _ in found), tuple(e for _, e in found))


_OPENING = frozenset('«“”„"')
