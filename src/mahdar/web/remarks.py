"""Statements of one person -> the remarks that several outlets print in words of their own."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.markup import marked
from mahdar.records.segments import Mark
from mahdar.records.wording import bare_words, differing, joined
from mahdar.store.cards import Said


class Wording(Struct, frozen=True):
    """One wording, with the words that it alone has marked."""

    said: Said
    words: Markup


class Remark(Struct, frozen=True):
    """One remark in several wordings."""

    wordings: tuple[Wording, ...]
    outlets: int


def remarks_of(lines: Sequence[Said]) -> tuple[Remark, ...]:
    """The remarks that stand in more than one wording and more than one outlet, those of most outlets first."""
    found = []
    for group in joined([line.content for line in lines]):
        several = {bare_words(lines[place].content): lines[place] for place in reversed(group)}
        carrying = {lines[place].outlet or lines[place].article for place in group}
        if len(several) > 1 and len(carrying) > 1:
            some = sorted(several.values(), key=lambda line: (line.day or "", line.article, line.start))
            found.append(Remark(_worded(some), len(carrying)))
    return tuple(sorted(found, key=lambda r: -r.outlets))


def _worded(lines: Sequence[Said]) -> tuple[Wording, ...]:
    parts = differing([line.content for line in lines])
    return tuple(Wording(line, _marked(line.content, some)) for line, some in zip(lines, parts, strict=True))


def _marked(words: str, parts: Sequence[tuple[int, int]]) -> Markup:
    return Markup("<bdi>{}</bdi>").format(marked(words, [Mark(a, b, "differs wording") for a, b in parts]))
