"""Text -> Sketch: the counted stems of a title and of the first words of a body."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.spans import folded, table
from mahdar.stories.policy import policy
from mahdar.stories.stems import stem

#: Stems are kept as one of so many buckets: memory does not grow with the vocabulary of the archive, and two stems of
#: one article share a bucket once in thousands of articles.
BUCKETS = 1 << 20

Buckets = NDArray[np.int32]

#: Words of a body within which the day of its news is named.
_DAY_WITHIN = 40

_WORD = re.compile(r"\d+(?:[.,٫]\d+)*|[^\W\d_]+")
# Words as printed, with the marks and invisible controls inside them.
_PRINTED = re.compile(r"\d+(?:[.,٫]\d+)*|[^\W\d_](?:[^\W\d_]|[\u0640\u064b-\u0652\u0670\u200b-\u200f\u00ad])*")


class Sketch(Struct, frozen=True, eq=False):
    """What is kept of an article to tell its story.

    `hours` is the time of publication in hours since year 1, NaN where it is not known, `day` the weekday that the body names
    first at its beginning, 1 for Monday to 7, or 0. `title` and `lead` are the buckets of
    their stems as they follow one another, the lead with the title before it (`fading` tells how much each counts); `words` are
    the words of both as printed, and `sizes` the stems of each stretch between their spaces.
    """

    id: str
    hours: float
    day: int
    title: Buckets
    lead: Buckets
    words: str
    sizes: NDArray[np.uint16]


def sketch(name: str, title: str, text: str, *, hours: float = float("nan")) -> Sketch:
    """The sketch of an article; `text` is the body without the title."""
    # A word that tells something stands every eight characters of Arabic news; half as many again are looked at.
    most = policy().lead_words
    begun = text[: most * 12]
    stretches = begun.split()
    headline, held = ([*map(_KNOWN.__getitem__, given)] for given in (title.split(), stretches))
    every = np.frombuffer(b"".join(headline + held), np.int32)
    sizes = (np.fromiter(map(len, headline + held), np.int64, len(headline) + len(held)) >> 2).astype(np.uint16)
    titled = int(sizes[: len(headline)].sum())
    day = next(filter(None, map(_DAYS.__getitem__, stretches[:_DAY_WITHIN])), 0)
    return Sketch(name, hours, day, every[:titled], every[: titled + most], f"{title}\n{begun}", sizes)


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
        own, forms = bucket.to_bytes(4, "little"), _PRINTED.findall(stretch)
        found.append(next((form for form in forms if own in _KNOWN[form]), stretch) if len(forms) > 1 else forms[0])
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


def bucket_of(stem: str) -> int:
    """The bucket of a stem."""
    return crc32(stem.encode("utf-8", "surrogatepass")) % BUCKETS


class _Known(dict[str, bytes]):
    """The buckets of the telling words in each stretch between spaces: folded and stemmed once, when it is first seen."""

    limit = 250_000

    def __init__(self) -> None:
        super().__init__()
        self.same: dict[bytes, bytes] = {}

    def __missing__(self, stretch: str) -> bytes:
        if len(self) > self.limit:
            self.clear()
            self.same.clear()
        form = folded(stretch).lower()
        words = (form,) if form.isalpha() else _WORD.findall(form)
        stems = [word if word[0].isdigit() else stem(word) for word in words]
        found = b"".join([bucket_of(one).to_bytes(4, "little") for one in stems if one])
        self[stretch] = found = self.same.setdefault(found, found)
        return found


_KNOWN = _Known()


class _Days(dict[str, int]):
    """The weekday that a stretch between spaces names, 1 for Monday to 7; 0 for none."""

    def __missing__(self, stretch: str) -> int:
        if len(self) > _Known.limit:
            self.clear()
        forms = _WORD.findall(folded(stretch))
        self[stretch] = day = next((_weekdays()[form] for form in forms if form in _weekdays()), 0)
        return day


@cache
def _weekdays() -> dict[str, int]:
    """Weekdays by their folded forms, with the article and what may stand before it."""
    days = [row for row in table("mahdar.times", "days.tsv") if row["code"] == "weekday"]
    return {folded(f"{before}ال{row['form']}"): int(row["value"]) for row in days for before in ("", "و", "ف", "ب")}


_DAYS = _Days()
