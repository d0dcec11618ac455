"""Where an article was put and why, and what happened to the stories meanwhile."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

#: An event is one happening; a storyline is the events that belong together over days and weeks.
Level = Literal["event", "storyline"]
Kind = Literal["created", "joined", "merged", "split", "retired", "reopened"]


class StoryChange(Struct, frozen=True, order=True):
    """One thing that happened to a story, in the order of `version`.

    `what` joined (an article or, for a storyline, an event), was merged into `story`, or was split off from it; it is
    empty where a story is created, retired or reopened by itself. `score` is the likeness that decided, 0 to 1.
    """

    version: int
    kind: Kind
    level: Level
    story: str
    what: str = ""
    score: float = 0.0


class Placed(Struct, frozen=True, order=True):
    """Where one article stands, and the evidence: its likeness to the event when it joined, and the words they share.

    An article that opened its event has no likeness and no words.
    """

    id: str
    event: str
    storyline: str
    score: float = 0.0
    shared: tuple[str, ...] = ()
