"""What a user may choose for an export."""

from __future__ import annotations

from msgspec import Struct

# Below this confidence too many events have a wrong code: python -m bench.plover, docs/how-good.md.
CERTAIN = 0.85


class Options(Struct, frozen=True):
    """Choices that some formats heed.

    `bom`: CSV begins with a byte-order mark, which old spreadsheets need to read UTF-8. `certain`: the confidence below
    which an event is left out of PLOVER. `base`: the address of the served workspace, ending in `/`; without it ids are
    written as `urn:mahdar:ID` and feeds link to the outlets' own pages. `person`: the id of the actor whose words a
    feed follows, instead of a story.
    """

    bom: bool = False
    certain: float = CERTAIN
    base: str = ""
    person: str = ""

    def uri(self, kind: str, name: str) -> str:
        """The address of one line: a page of the served workspace, or a name that means the line anywhere."""
        return f"{self.base}{kind}/{name}" if self.base else f"urn:mahdar:{name}"
