"""What was asked for and the text of an article -> the stretches around the words that were found, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from mahdar.store.cards import Passage
from mahdar.store.words import Asked, words

#: So many passages stand for an article; so many characters are shown on either side; hits this close share a passage.
MOST, AROUND, CLOSE = 3, 70, 110
# A word with the vowel signs and invisible marks inside it, which are no letters to \w and which folding takes out.
_LOOSE = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069"
_WORD = re.compile(f"[^\\W_]+(?:[{_LOOSE}]+[^\\W_]+)*[\u064b-\u0652\u0670]*")


class Found(Struct, frozen=True):
    """A word or a phrase that was asked for, where it stands in a text; `key` says which."""

    start: int
    end: int
    key: str


def found_in(text: str, what: Asked, *, start: int = 0, end: int | None = None) -> list[Found]:
    """Where the words and phrases stand in a stretch of a text, in order: words by their stems, phrases as they are spelt."""
    stems, phrases = frozenset(what.words.stems), what.phrases
    spoken: list[tuple[str, int, int]] = []
    hits: list[Found] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        for form, stem in _said(match[0]):
            if stem in stems:
                hits.append(Found(match.start(), match.end(), stem))
            if phrases:
                spoken.append((form, match.start(), match.end()))
    for phrase in phrases:
        hits += _side_by_side(spoken, phrase)
    return sorted(hits, key=lambda hit: (hit.start, -hit.end)) if phrases else hits


@lru_cache(maxsize=200_000)
def _said(raw: str) -> tuple[tuple[str, str], ...]:
    spoken = words(raw)
    return tuple(zip(spoken.forms, spoken.stems, strict=True))


def _side_by_side(spoken: Sequence[tuple[str, int, int]], phrase: Sequence[str]) -> Iterator[Found]:
    for at in range(len(spoken) - len(phrase) + 1):
        if all(spoken[at + n][0] == word for n, word in enumerate(phrase)):
            yield Found(spoken[at][1], spoken[at + len(phrase) - 1][2], " ".join(phrase))


def passage(text: str, start: int, end: int, hits: Iterable[Found], *, cut: bool = False) -> Passage:
    """A stretch of a text with what was found in it."""
    marks: list[tuple[int, int]] = []
    for hit in hits:
        if not marks or hit.start >= marks[-1][1]:
            marks.append((hit.start, hit.end))
    return Passage(start, end, text[start:end], tuple(marks), cut)


def passages(text: str, blocks: Iterable[tuple[int, int]], what: Asked, *, besides: tuple[int, int]) -> tuple[Passage, ...]:
    """The passages that hold most of what was asked for, in their order; what stands in `besides`, the headline, only for want of others.

    A text is read no further than it takes to find enough.
    """
    whole = len({*what.words.stems, *map(" ".join, what.phrases)})
    best: list[tuple[int, int, int, list[Found]]] = []
    spare: list[tuple[int, int, int, list[Found]]] = []
    for first, last in blocks:
        into = spare if first < besides[1] and besides[0] < last else best
        for group in _groups(found_in(text, what, start=first, end=last)):
            into.append((len({hit.key for hit in group}), first, last, group))
        if sum(held == whole for held, _, _, _ in best) >= MOST:
            break
    chosen = sorted(best or spare, key=lambda one: (-one[0], one[1]))[:MOST]
    shown: list[tuple[int, int, int, list[Found]]] = []
    for _, first, last, group in sorted(chosen, key=lambda one: one[3][0].start):
        start, end = _around(text, first, last, group)
        if shown and start < shown[-1][1]:
            start, _, first, before = shown.pop()
            group = [*before, *group]
        shown.append((start, end, first, group))
    return tuple(passage(text, start, end, group, cut=start > first) for start, end, first, group in shown)


def _groups(hits: Sequence[Found]) -> Iterator[list[Found]]:
    """Hits that are close to each other."""
    group: list[Found] = []
    for hit in hits:
        if group and hit.end - group[0].start > CLOSE:
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _around(text: str, first: int, last: int, group: Sequence[Found]) -> tuple[int, int]:
    """A group with what stands around it in its block, cut between words."""
    start, end = max(first, group[0].start - AROUND), min(last, max(hit.end for hit in group) + AROUND)
    if start > first:
        start = next((n for n in range(start, group[0].start) if text[n - 1].isspace()), group[0].start)
    if end < last:
        end = next((n for n in range(end, group[-1].end, -1) if text[n].isspace()), group[-1].end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
