"""One article, one name: a word alone takes the type of the longer name that it ends, also after clitics."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.names.lexicon import lexicon
from mahdar.names.line import Found, Span
from mahdar.names.nature import nature
from mahdar.names.peel import peels
from mahdar.sentences import Word

Parts = dict[str, list[tuple[str, ...]]]


def consistent(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """`found` with the lone parts of its people's names, in text order."""
    parts = _parts(words, found)
    taken = bytearray(len(words) + 1)
    for one in found:
        if one.kind != "event":
            whole = one.phrase or one.span
            for i in range(whole.first, whole.last):
                taken[i] = 1
    added = []
    i = 0
    while i < len(words):
        span = _part_at(words, i, parts, taken) if not taken[i] and words[i].sort == "word" else None
        if span is not None:
            added.append(Found(span, "person", "part-of-name", phrase=span, confidence=0.9))
        i = span.last if span is not None else i + 1
    return sorted([*found, *added], key=lambda one: (one.span.first, one.span.last))


def _part_at(words: Sequence[Word], i: int, parts: Parts, taken: bytearray) -> Span | None:
    for peel in peels(words[i].form):
        for part in parts.get(peel.core, ()):
            last = i + len(part)
            if last <= len(words) and all(words[i + k].form == part[k] and not taken[i + k] for k in range(1, len(part))):
                return Span(i, last, peel.cut)
    return None


def _is_surname(form: str) -> bool:
    """Whether a last word may stand for its person: no common word, though the stem of one may be in it (السيسي)."""
    kind = nature(form)
    return kind in {"unknown", "given", "article-name"} or (kind == "article-word" and form not in lexicon().common and form.endswith("ي"))


def _parts(words: Sequence[Word], found: Sequence[Found]) -> Parts:
    """What the names of people in the article end in (سلمان, بن سلمان), by first word, longest first."""
    tables = lexicon()
    ends: dict[tuple[str, ...], None] = {}
    for one in found:
        if one.kind != "person":
            continue
        first, last = one.span.first, one.span.last
        forms = tuple(word.form for word in words[first:last])
        if last - first == 1:
            if nature(forms[0]) in {"unknown", "given"} and forms[0] != "علي":
                ends[forms] = None
            continue
        surname = forms[-1]
        if forms[-2] in tables.links or surname in tables.tails:
            ends[forms[-2:]] = None
        elif len(surname) > 2 and surname != "علي" and _is_surname(surname):
            ends[(surname,)] = None
    parts: Parts = {}
    for end in sorted(ends, key=lambda end: (-len(end), end)):
        parts.setdefault(end[0], []).append(end)
    return parts
