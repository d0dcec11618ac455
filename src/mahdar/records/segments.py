"""Marks that overlap -> stretches that nest: how a text with many marks becomes well-formed markup."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

# Outermost first. Links come last, so that a link never has to hold another mark.
ORDER = (
    ("block", "dropped"),
    ("taken",),
    ("quotation", "quoted"),
    ("claim", "name", "passage"),
    ("event",),
    ("speaker",),
    ("cue",),
    ("time",),
    ("mention",),
    ("here",),
)
RANK = {kind: rank for rank, kinds in enumerate(ORDER) for kind in kinds}


class Mark(Struct, frozen=True):
    """A stretch to be shown marked. `id` names it as a place to go to, `href` is where its words lead, `note` what they tell."""

    start: int
    end: int
    kind: str
    id: str = ""
    href: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Outer marks before inner ones; no two different marks are alike."""
        return RANK.get(self.kind, len(ORDER)), self.start, -self.end, self.kind, self.id


class Segment(Struct, frozen=True):
    """A stretch over which the same marks are open; `marks` stand outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def segments(start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """The text from `start` to `end` cut wherever a mark opens or closes; together the segments are that text exactly.

    Marks are clipped to the stretch, and empty ones fall away. Where two marks cross, the inner one is open in several
    segments. Time grows with the number of marks times the depth of their nesting.

    >>> [(s.start, s.end, len(s.marks)) for s in segments(0, 9, [Mark(0, 5, "quotation"), Mark(3, 7, "quotation")])]
    [(0, 3, 1), (3, 5, 2), (5, 7, 1), (7, 9, 0)]
    """
    opens: defaultdict[int, list[Mark]] = defaultdict(list)
    closes: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in dict.fromkeys(marks):
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            opens[first].append(mark)
            closes[last].append(mark)
    cuts = sorted({start, end, *opens, *closes}) if start < end else []
    found: list[Segment] = []
    current: list[Mark] = []
    for here, there in pairwise(cuts):
        for mark in closes[here]:
            current.remove(mark)
        for mark in opens[here]:
            insort(current, mark, key=lambda m: m.order)
        found.append(Segment(here, there, tuple(current)))
    return tuple(found)
