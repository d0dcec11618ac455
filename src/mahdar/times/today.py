"""The day that the text calls اليوم: the day of publication, unless weekdays in the text say the day before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from mahdar.spans import Anchor
from mahdar.times import calendars as cal
from mahdar.times.context import Speech, Tense
from mahdar.times.draft import Draft

_LATEST, _EARLIEST = 1, -5  # days off the day of publication that a text's own today may lie


class Found(Struct, frozen=True):
    """One expression as read, with what its surroundings say; `sentence` is the first word of its sentence."""

    anchor: Anchor
    draft: Draft
    tense: Tense
    event: bool
    sentence: int


def today(found: Sequence[Found], published: date, said: Speech) -> date:
    """The day that most of اليوم الاثنين, أمس الأحد, غدا الثلاثاء agree on, near the day of publication."""
    votes: Counter[date] = Counter()
    for one in found:
        draft = one.draft
        if draft.offset is None or draft.weekday is None or said.holds(one.anchor.start):
            continue
        near = [cal.shifted(published, k) for k in (0, -1, 1, *range(-2, _EARLIEST - 1, -1)) if k <= _LATEST]
        for day in near:
            then = day + timedelta(draft.offset)
            if then.isoweekday() == draft.weekday and (draft.day is None or draft.hijri or then.day == draft.day):
                votes[day] += 1
                break
    if not votes:
        return published
    return max(votes, key=lambda d: (votes[d], -abs((d - published).days)))
