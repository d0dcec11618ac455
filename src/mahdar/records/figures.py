"""Drawings beside two tables: how much each outlet carries, and where each party says most. The tables say the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.labels import Label
from mahdar.records.template import fill

# Units of the drawings, as the chart of days has them.
WIDTH, NAMES, ROW, TOP, PAD = 960, 190, 28, 10, 12
RIGHT = WIDTH - NAMES - PAD
# Rows of a drawing, a column's heading, and the largest circle.
ROWS, HEAD, LARGEST = 24, 40, 12.0


class Share(Struct, frozen=True):
    """One outlet: of how many facts it tells as others do, has a passage near, and tells alone."""

    name: str
    parts: tuple[int, int, int]


class Piece(Struct, frozen=True):
    """A piece of a bar: its kind, where it begins and how long it is, and its count."""

    kind: str
    x: float
    length: float
    count: int


class Bar(Struct, frozen=True):
    """One outlet's bar, from right to left."""

    y: float
    name: str
    pieces: tuple[Piece, ...]


class Spot(Struct, frozen=True):
    """A circle: so many lines of one party on one issue."""

    x: float
    y: float
    r: float
    count: int
    row: str
    column: Label


def bars(shares: Sequence[Share]) -> Markup:
    """A bar for each outlet, those of most facts first; nothing where there are none. Outlets beyond the drawing stand in the table."""
    drawn = sorted(shares, key=lambda one: (-sum(one.parts[:2]), -one.parts[2], one.name))[:ROWS]
    most = max((sum(one.parts) for one in drawn), default=0)
    if not most:
        return Markup("")
    scale = (RIGHT - PAD) / most
    found = []
    for place, one in enumerate(drawn):
        pieces, x = [], float(RIGHT)
        for kind, count in zip(("alike", "near", "alone"), one.parts, strict=True):
            x -= count * scale
            if count:
                pieces.append(Piece(kind, round(x, 1), round(count * scale, 1), count))
        found.append(Bar(TOP + ROW * (place + 0.5), one.name, tuple(pieces)))
    return fill("bars.html.j2", bars=found, width=WIDTH, height=2 * TOP + ROW * len(found))


def spots(rows: Sequence[str], columns: Sequence[Label], counts: Sequence[Sequence[int]]) -> Markup:
    """A circle for each party and issue with lines, its area their number; nothing where one row or column says it all."""
    most = max((count for line in counts for count in line), default=0)
    if not most or len(rows) < 2 or len(columns) < 2:
        return Markup("")
    step = (RIGHT - PAD) / len(columns)
    places = [round(RIGHT - step * (i + 0.5), 1) for i in range(len(columns))]
    heights = [HEAD + ROW * (i + 0.5) for i in range(len(rows))]
    found = tuple(
        Spot(x, y, round(LARGEST * sqrt(count / most), 1), count, name, column)
        for name, y, line in zip(rows, heights, counts, strict=True)
        for column, x, count in zip(columns, places, line, strict=True)
        if count
    )
    heads = tuple(zip(places, columns, strict=True))
    names = tuple(zip(heights, rows, strict=True))
    return fill(
        "spots.html.j2", spots=found, heads=heads, names=names, width=WIDTH, height=HEAD + ROW * len(rows) + TOP, right=RIGHT, pad=PAD
    )
