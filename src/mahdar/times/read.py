"""Reading -> Moment."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.articles import Published
from mahdar.sentences import Reading
from mahdar.spans import Anchor
from mahdar.times.moment import Moment


def moments(reading: Reading, published: Published | None, spoken: Sequence[Anchor] = ()) -> tuple[Moment, ...]:
    """The temporal expressions of an article, resolved against its date; `spoken` are the stretches of speech in it."""
    return ()


def published(reading: Reading) -> Published | None:
    """The day the article was published as its own text tells it, with its basis; None where nothing tells."""
    return None
