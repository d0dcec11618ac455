"""Articles -> where each stands: a file of news as one stream."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.stories.policy import Policy
from mahdar.stories.sketch import Sketch
from mahdar.stories.story import Placed
from mahdar.stories.stream import Stream


def group(sketches: Sequence[Sketch], by: Policy | None = None) -> tuple[Placed, ...]:
    """Where each article stands, in the order of their times: they pass by as a stream, a batch at a time."""
    stream = Stream(by)
    stream.add(sketches)
    return stream.placed()
