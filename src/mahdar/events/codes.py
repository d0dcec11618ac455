"""Type and status -> the code of PLOVER's manual and the CAMEO root."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from mahdar.events.event import Event, Status
from mahdar.events.lexicon import ROOM
from mahdar.spans import Row, table


@cache
def _rows() -> dict[str, Row]:
    return {row["event"]: row for row in table(ROOM, "codes.tsv")}


def codes(event: str, status: Status) -> tuple[str, str]:
    """(PLOVER code, CAMEO root): what is to come counts as the words that announce it.

    >>> codes("CONSULT", "planned")
    ('AGREE', '04')
    """
    row = _rows()[event]
    column = status if status in ("planned", "proposed") else "happened"
    return row[column], row["cameo"]


def coded(event: Event) -> Event:
    """The event with its codes, once its status is settled."""
    plover, cameo = codes(event.type, event.status)
    return replace(event, plover=plover, cameo=cameo)
