"""What the tagger says of an article: the names and roles it sees, and how each word is put together."""

from __future__ import annotations

from msgspec import Struct

from mahdar.sentences import Word
from mahdar.spans import Anchor
from mahdar.tags.labels import EntityKind


class Entity(Struct, frozen=True, gc=False):
    """A stretch of words `first:last` (indices into `Reading.words`, half open) that the tagger takes for a name or a role.

    A name keeps its clitics (لبايدن): `Tags.parts` of its first word says where they end. `probability` is that of its least
    certain word. Names do not overlap each other; a role or an event may hold a name (وزير خارجية فرنسا).
    """

    anchor: Anchor
    kind: EntityKind
    first: int
    last: int
    probability: float


class Part(Struct, frozen=True):
    """One part of a word: a clitic or the stem. `start:end` is of the article's text, `upos` a universal part of speech."""

    start: int
    end: int
    upos: str
    stem: bool


class Tag(Struct, frozen=True, gc=False):
    """One word: the part of speech of its stem, the lengths of its clitics in characters of the text, outermost first.

    `before` and `after` hold length and part of speech of each clitic, in text order; `probability` is that of the whole.
    """

    upos: str
    before: tuple[tuple[int, str], ...]
    after: tuple[tuple[int, str], ...]
    probability: float


class Tags(Struct, frozen=True):
    """All that is tagged in one article: `words[i]` belongs to `Reading.words[i]`; `entities` are in text order.

    Where two stretches start together the longer one comes first.
    """

    article: str
    words: tuple[Tag, ...]
    entities: tuple[Entity, ...]


def segment(word: Word, tag: Tag) -> tuple[Part, ...]:
    """The parts of a word in text order; together they hold each of its characters once."""
    parts: list[Part] = []
    at = word.start
    for length, upos in tag.before:
        parts.append(Part(at, at + length, upos, stem=False))
        at += length
    end = word.end - sum(length for length, _ in tag.after)
    parts.append(Part(at, end, tag.upos, stem=True))
    at = end
    for length, upos in tag.after:
        parts.append(Part(at, at + length, upos, stem=False))
        at += length
    return tuple(parts)
