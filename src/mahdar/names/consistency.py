"""One article, one name: a word alone takes the type of the longer name that it ends, also after clitics.

What only the tagger saw is put to the vote: a lone name has one kind in an article, that of the longer name it ends
or else the one that the tagger was surest of over all its places; where it missed one, the others speak for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from mahdar.names.lexicon import lexicon
from mahdar.names.line import Found, Span
from mahdar.names.mention import MentionKind
from mahdar.names.nature import nature
from mahdar.names.peel import core_of, cores, peels
from mahdar.sentences import Word

Parts = dict[str, list[tuple[str, ...]]]
SPEAKS_FOR = 0.8  # a tagger's name as certain as this is looked for in the rest of the article


def consistent(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """`found` with lone names of one kind, and with those that stand elsewhere in the article, in text order."""
    parts = _parts(words, found)
    kinds = _voted(words, found, parts)
    settled = [_settled(words, one, kinds) for one in found]
    taken = _taken(words, settled)
    added = []
    known = {*parts, *kinds}
    i = 0
    while i < len(words):
        told = words[i].sort == "word" and not taken[i] and not known.isdisjoint(cores(words[i].form))
        one = _elsewhere(words, i, parts, kinds, taken) if told else None
        if one is not None:
            added.append(one)
        i = one.span.last if one is not None else i + 1
    return sorted([*settled, *added], key=lambda one: (one.span.first, one.span.last))


def _taken(words: Sequence[Word], found: Sequence[Found]) -> bytearray:
    taken = bytearray(len(words) + 1)
    for one in found:
        if one.kind != "event":
            whole = one.phrase or one.span
            for i in range(whole.first, whole.last):
                taken[i] = 1
    return taken


def _core(words: Sequence[Word], one: Found) -> str:
    """The lone word of a find without its clitics, or nothing for a find of several words."""
    return core_of(words[one.span.first].form, one.span.cut) if one.span.last - one.span.first == 1 else ""


def _voted(words: Sequence[Word], found: Sequence[Found], parts: Parts) -> dict[str, MentionKind]:
    """The kind of each lone name that the tagger alone saw."""
    votes: dict[str, dict[MentionKind, float]] = {}
    for one in found:
        core = _core(words, one)
        if one.rule == "tagger" and core and one.confidence >= SPEAKS_FOR:
            kinds = votes.setdefault(core, {})
            kinds[one.kind] = kinds.get(one.kind, 0.0) + one.confidence
    best: dict[str, MentionKind] = {}
    for core, kinds in votes.items():
        if (core,) in parts.get(core, ()):
            best[core] = "person"
        else:
            best[core] = max(sorted(kinds), key=lambda kind: kinds[kind])
    return best


def _settled(words: Sequence[Word], one: Found, kinds: Mapping[str, MentionKind]) -> Found:
    if one.rule != "tagger":
        return one
    kind = kinds.get(_core(words, one), one.kind)
    return one if kind == one.kind else replace(one, kind=kind, rule="tagger-outvoted")


def _elsewhere(words: Sequence[Word], i: int, parts: Parts, kinds: Mapping[str, MentionKind], taken: bytearray) -> Found | None:
    """The name that the word at `i` starts, known from elsewhere in the article."""
    for peel in peels(words[i].form):
        for part in parts.get(peel.core, ()):
            last = i + len(part)
            if last <= len(words) and all(words[i + k].form == part[k] and not taken[i + k] for k in range(1, len(part))):
                span = Span(i, last, peel.cut)
                return Found(span, "person", "part-of-name", phrase=span, confidence=0.9)
        kind = kinds.get(peel.core)
        if kind is not None and nature(peel.core) in {"unknown", "article-name"}:
            span = Span(i, i + 1, peel.cut)
            return Found(span, kind, "repeated-name", phrase=span, confidence=0.7)
    return None


def _parts(words: Sequence[Word], found: Sequence[Found]) -> Parts:
    """What the names of people in the article end in (سلمان, بن سلمان), by first word, longest first."""
    tables = lexicon()
    ends: dict[tuple[str, ...], None] = {}
    for one in found:
        if one.kind != "person" or (one.rule == "tagger" and one.confidence < SPEAKS_FOR):
            continue
        first, last = one.span.first, one.span.last
        forms = tuple(word.form for word in words[first:last])
        if last - first == 1:
            if nature(forms[0]) in {"unknown", "given"} and forms[0] != "علي" and not one.span.cut and one.rule != "tagger":
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


def _is_surname(form: str) -> bool:
    """Whether a last word may stand for its person: no common word, though the stem of one may be in it (السيسي)."""
    kind = nature(form)
    return kind in {"unknown", "given", "article-name"} or (kind == "article-word" and form not in lexicon().common and form.endswith("ي"))
