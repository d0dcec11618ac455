"""What a tagger saw, as the rules use it: names by the word at which they start, without their clitics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from mahdar.names.lexicon import lexicon
from mahdar.names.peel import peels
from mahdar.sentences import Word
from mahdar.tags import Tags

SeenKind = Literal["person", "organisation", "place"]
LEAST = 0.3  # a name less certain than this is not looked at; the tagger's best reading may still be unsure


class Seen(Struct, frozen=True, gc=False):
    """A name that the tagger saw: words `first:last`, `cut` folded letters of clitics in front, its least probability."""

    first: int
    last: int
    cut: int
    kind: SeenKind
    probability: float


Sight = Mapping[int, Seen]


def sight(words: Sequence[Word], tags: Tags | None, counts: Mapping[str, int]) -> dict[int, Seen]:
    """The people, bodies and places that the tagger saw, by first word; nothing without tags."""
    found: dict[int, Seen] = {}
    for entity in tags.entities if tags is not None else ():
        if entity.kind not in {"person", "organisation", "place"} or entity.probability < LEAST:
            continue
        first, last = entity.first, entity.last
        while first < last and words[first].sort == "mark":
            first += 1
        while last > first and words[last - 1].sort == "mark":
            last -= 1
        if first < last and first not in found:
            cut = _cut(words[first].form, sum(length for length, _ in tags.words[first].before) if tags is not None else 0, counts)
            found[first] = Seen(first, last, cut, entity.kind, entity.probability)
    return found


def _cut(form: str, letters: int, counts: Mapping[str, int]) -> int:
    """How many letters of clitics to leave out: what the tagger says where the word can be peeled so, or the article's spelling.

    `counts` says how often the article holds each form, clitics aside: بوتين more often than لبوتين tells the ل.
    """
    if lexicon().given.get(form):
        return 0  # وليد, فؤاد and بلال are whole
    cuts = {peel.cut for peel in peels(form)}
    if form[: letters + 1].endswith("لل") and lexicon().places.get(form[letters:]) is None:
        return letters + 1  # the tagger counts the article with its noun
    if letters in cuts and letters:
        return letters
    if form[0] in "وفبلك" and counts.get(form[1:], 0) > counts.get(form, 0):
        return 1
    return 0
