"""What was received, as it was received: the bytes, with where they came from and what was said about them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["dump", "page", "row"]


class Declared(Struct, frozen=True):
    """What the sender says of an article beside its text; believed unless the reader is told not to."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None  # ISO date or date-time


class Capture(Struct, frozen=True):
    """One article as received.

    `file` is the name under the path that the user gave (never an absolute path, so that records do not depend on
    the machine), `row` the id or line number inside a file of many, `kind` how `data` is to be read: a text dump,
    an HTML page, or the text of a row. `sha256` is the hex digest of the bytes received (of the whole line for a
    row), `encoding` the Python codec that reads `data`, `damaged` whether it holds bytes that this codec cannot
    read, which then become U+FFFD.
    """

    file: str
    kind: Kind
    data: bytes
    sha256: str
    row: str | None = None
    declared: Declared = Declared()
    encoding: str = "utf-8"
    damaged: bool = False

    @property
    def text(self) -> str:
        """The bytes as characters; for a UTF-8 dump exactly `data.decode("utf-8")`."""
        return self.data.decode(self.encoding, "replace" if self.damaged else "strict")
