"""A clause of one article as a telling of something: what it is compared by."""

from __future__ import annotations

from msgspec import Struct

from mahdar.spans import Anchor


class Amount(Struct, frozen=True):
    """A number with what it counts. `low` and `high` bound it: أكثر من ثلاثين gives 30 and infinity."""

    anchor: Anchor
    low: float
    high: float
    unit: str


class Dated(Struct, frozen=True):
    """A stretch of the calendar that a clause names, as ISO days."""

    anchor: Anchor
    first: str
    last: str


class Named(Struct, frozen=True):
    """A name in a clause: its kind and its folded words."""

    anchor: Anchor
    kind: str
    words: tuple[str, ...]


class Telling(Struct, frozen=True):
    """One clause.

    `article` is its place in the story's order, `keys` what it is matched by: stems, synonym classes, names, numbers.
    `source` names who is made to say it, empty where the outlet says it itself.
    """

    article: int
    anchor: Anchor
    keys: frozenset[str]
    words: tuple[tuple[str, Anchor], ...]
    source: str
    speaker: Anchor | None
    amounts: tuple[Amount, ...]
    dates: tuple[Dated, ...]
    names: tuple[Named, ...]
    denied: bool
    scope: frozenset[str]
    claims: tuple[str, ...]
