"""Text -> Sketch: the counted stems of a title and of the first words of a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.flat import starts_of
from mahdar.stories.policy import policy
from mahdar.stories.stretches import DEATHS, Buckets, buckets_of, stretches

#: Words of a body within which the day of its news is named, and those within which it says that people were killed.
_DAY_WITHIN, _DEATHS_WITHIN = 40, 25
#: Articles sketched at once: more would leave the processor's cache.
_TOGETHER = 16

# Words as printed, with the marks and invisible controls inside them.
_PRINTED = re.compile(r"\d+(?:[.,٫]\d+)*|[^\W\d_](?:[^\W\d_]|[\u0640\u064b-\u0652\u0670\u200b-\u200f\u00ad])*")


class Sketch(Struct, frozen=True, eq=False):
    """What is kept of an article to tell its story.

    `hours` is the time of publication in hours since year 1, NaN where it is not known, `day` the weekday that the body names
    first at its beginning, 1 for Monday to 7, or 0, and `deaths` tells whether the title or the body's beginning says that people
    were killed. `title` and `lead` are the buckets of their stems as they follow one another, the lead with the title before it
    (`fading` tells how much each counts); `words` are the words of both as printed, and `sizes` the stems of each stretch between
    their spaces.
    """

    id: str
    hours: float
    day: int
    deaths: bool
    title: Buckets
    lead: Buckets
    words: str
    sizes: NDArray[np.uint16]


class Given(NamedTuple):
    """An article to be sketched: `text` is the body without the title, `hours` its time as a Sketch has it."""

    id: str
    title: str
    text: str
    hours: float


def sketch(name: str, title: str, text: str, *, hours: float = float("nan")) -> Sketch:
    """The sketch of an article; `text` is the body without the title."""
    return sketches([Given(name, title, text, hours)])[0]


def sketches(given: Sequence[Given]) -> list[Sketch]:
    """The sketches of articles, in a third of the time that they take one by one."""
    return [one for at in range(0, len(given), _TOGETHER) for one in _sketched(given[at : at + _TOGETHER])]


def _sketched(given: Sequence[Given]) -> Iterator[Sketch]:
    # A word that tells something stands every eight characters of Arabic news; half as many again are looked at.
    most = policy().lead_words
    begun = [one.text[: most * 12] for one in given]
    found = stretches([text for one, body in zip(given, begun, strict=True) for text in (one.title[: most * 12], body)])
    bounds = starts_of(found.counts).tolist()
    ends = starts_of(found.sizes)[bounds].tolist()
    for at, (one, body) in enumerate(zip(given, begun, strict=True)):
        low, middle, high = bounds[2 * at : 2 * at + 3]
        start, titled, end = ends[2 * at : 2 * at + 3]
        marks = found.marks[low:high]
        days = marks[middle - low :][:_DAY_WITHIN] % DEATHS
        deaths = bool((marks[: middle - low + _DEATHS_WITHIN] == DEATHS).any())
        lead = found.buckets[start : min(titled + most, end)].copy()
        day = int(days[(days > 0).argmax()]) if len(days) else 0
        yield Sketch(
            one.id, one.hours, day, deaths, lead[: titled - start], lead, f"{one.title[: most * 12]}\n{body}", found.sizes[low:high].copy()
        )


@cache
def fading() -> NDArray[np.float32]:
    """How much each telling word of a body counts, by its place."""
    by = policy()
    return (by.late + np.exp(-np.arange(by.lead_words) / by.early_words)).astype(np.float32)


def printed(one: Sketch, buckets: list[int]) -> tuple[str, ...]:
    """The words of these buckets as they stand first in the article."""
    stretches, ends = one.words.split(), np.cumsum(one.sizes)
    found = []
    for bucket in buckets:
        stretch = stretches[int(np.searchsorted(ends, (one.lead == bucket).argmax(), side="right"))]
        forms = _PRINTED.findall(stretch)
        found.append(next((form for form in forms if bucket in buckets_of(form)), stretch) if len(forms) > 1 else forms[0])
    return tuple(found)


def hours(published: str | None) -> float:
    """The hours since year 1 of an ISO date or date-time, NaN where there is none; a day alone counts as its noon.

    >>> hours("0001-01-01"), hours("0001-01-01 08:30:00"), hours("0001-01-01T08:30:00+03:00")
    (12.0, 8.5, 5.5)
    """
    try:
        moment = datetime.fromisoformat((published or "").strip())
    except ValueError:
        return float("nan")
    if len(published or "") <= 10:
        return (moment.toordinal() - 1) * 24 + 12.0
    zone = moment.utcoffset()
    ahead = zone.total_seconds() / 3600 if zone else 0.0
    return (moment.toordinal() - 1) * 24 + moment.hour + moment.minute / 60 + moment.second / 3600 - ahead
