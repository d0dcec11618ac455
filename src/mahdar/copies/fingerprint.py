"""Text -> Print: what is kept of a text to tell whether another one repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from mahdar.copies.words import Hashes, words

#: Letters of texts that are hashed at once: so few that they stay near the processor, so many that calls weigh little.
TOGETHER = 1 << 15


class Text(Struct, frozen=True):
    """A text as it comes; `day` counts days from year 1 and is 0 where it is not known."""

    id: str
    body: str
    title: str = ""
    outlet: str = ""
    day: int = 0
    credit: str = ""


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
    return next(fingerprints([Text(name, text, title, outlet, day, credit)]))


def fingerprints(texts: Iterable[Text]) -> Iterator[Print]:
    """The prints of texts, in their order; for many this is twice as fast as one at a time."""
    some: list[Text] = []
    letters = 0
    for text in texts:
        some.append(text)
        letters += len(text.body)
        if letters > TOGETHER:
            yield from _prints(some)
            some, letters = [], 0
    yield from _prints(some)


def _prints(texts: list[Text]) -> Iterator[Print]:
    hashed = iter(words(*(part for text in texts for part in (text.title, text.body))))
    for text, title, body in zip(texts, hashed, hashed, strict=True):
        yield Print(text.id, text.outlet, text.day, body, title, text.credit)
