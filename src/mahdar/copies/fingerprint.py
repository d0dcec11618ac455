"""Text -> Print: what is kept of a text to tell whether another one repeats it."""

from __future__ import annotations

from msgspec import Struct

from mahdar.copies.words import Hashes, words


class Print(Struct, frozen=True, eq=False):
    """One text, as hashes.

    `words` are the folded words in order, one 64-bit hash each, whose lowest bit says that the word is a number; `title`
    those of the title. `day` counts days from year 1; 0 where the day is not known.
    """

    id: str
    outlet: str
    day: int
    words: Hashes
    title: Hashes
    credit: str = ""


def fingerprint(name: str, text: str, *, title: str = "", outlet: str = "", day: int = 0, credit: str = "") -> Print:
    """The print of a text."""
    head, body = words(title, text)
    return Print(name, outlet, day, body, head, credit)
