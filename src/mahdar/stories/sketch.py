"""Text -> Sketch: the counted stems of a title and of the first words of a body."""

from __future__ import annotations

import re
from datetime import datetime
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.spans import folded
from mahdar.stories.policy import policy
from mahdar.stories.stems import stem

#: Stems are kept as one of so many buckets: memory does not grow with the vocabulary of the archive, and two stems of
#: one article share a bucket once in thousands of articles.
BUCKETS = 1 << 20

Buckets = NDArray[np.int32]
Counts = NDArray[np.float32]

# Words as printed, with the marks and invisible controls inside them: each is folded once, when it is first seen.
_WORD = re.compile(r"\d+(?:[.,٫]\d+)*|[^\W\d_](?:[^\W\d_]|[\u0640\u064b-\u0652\u0670\u200b-\u200f\u00ad])*")
# Bucket and form, one pair for each form seen: sketches share their words.
_KNOWN: dict[str, tuple[int, str]] = {}
_KNOWN_LIMIT = 500_000
_NOTHING = -1


class Sketch(Struct, frozen=True, eq=False):
    """What is kept of an article to tell its story.

    `hours` is the time of publication in hours since year 1, NaN where it is not known. `title` and `lead` are sorted
    buckets of stems with their counts beside them, `forms` the words of the lead as printed, one for each bucket.
    """

    id: str
    hours: float
    title: Buckets
    title_counts: Counts
    lead: Buckets
    lead_counts: Counts
    forms: tuple[str, ...]


def sketch(name: str, title: str, text: str, *, hours: float = float("nan")) -> Sketch:
    """The sketch of an article; `text` is the body without the title."""
    headline = _words(title)
    # A word that tells something stands every eight characters of Arabic news; half as many again are looked at.
    lead = headline + _words(text[: policy().lead_words * 12], policy().lead_words)
    title_buckets, title_counts, _ = _counted(headline)
    buckets, counts, first = _counted(lead)
    return Sketch(name, hours, title_buckets, title_counts, buckets, counts, tuple(lead[i][1] for i in first))


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


def _words(text: str, most: int = 10_000) -> list[tuple[int, str]]:
    """The buckets and printed forms of the words that tell something, at most so many."""
    found = [_KNOWN.get(form) or _learn(form) for form in _WORD.findall(text)]
    return [word for word in found if word[0] != _NOTHING][:most]


def _learn(form: str) -> tuple[int, str]:
    """The bucket of a form's stem, with the form; a number stands for itself, a word that tells nothing for none."""
    if len(_KNOWN) > _KNOWN_LIMIT:
        _KNOWN.clear()
    word = folded(form).lower()
    word = word if word[:1].isdigit() else stem(word)
    _KNOWN[form] = known = (crc32(word.encode()) % BUCKETS if word else _NOTHING, form)
    return known


def _counted(words: list[tuple[int, str]]) -> tuple[Buckets, Counts, list[int]]:
    buckets, first, counts = np.unique(np.array([b for b, _ in words], dtype=np.int32), return_index=True, return_counts=True)
    return buckets, counts.astype(np.float32), first.tolist()
