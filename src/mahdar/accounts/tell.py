"""The layers of one article -> its tellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from mahdar.accounts.amounts import amounts, kinds_of
from mahdar.accounts.fillings import fillings
from mahdar.accounts.lexicon import bare, classes, modifiers, stem, stopwords, weighed
from mahdar.accounts.telling import Dated, Filled, Named, Telling
from mahdar.claims import Claim
from mahdar.names import Mention
from mahdar.quotes import Quotation
from mahdar.sentences import Reading, Word
from mahdar.spans import Anchor, folded
from mahdar.times import Moment

#: Kinds of modifiers whose words are shown where tellings part in them.
SIGNS = frozenset({"denial", "part", "whole"})


class Told(Struct, frozen=True):
    """What the comparison reads of one article.

    `origin` is the id of the text it was copied from, its own otherwise; `published` the day it appeared, in ISO's words,
    empty where unknown.
    """

    reading: Reading
    mentions: Sequence[Mention]
    moments: Sequence[Moment]
    quotations: Sequence[Quotation]
    claims: Sequence[Claim]
    origin: str
    published: str = ""


class Teller:
    """Makes tellings of one article's stretches: its layers sorted once, asked for by stretch."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self._names = _Within([(m.anchor, m) for m in told.mentions if m.kind in {"person", "organisation", "place"}])
        self._moments = _Within([(m.anchor, m) for m in told.moments])
        self._claims = _Within([(c.anchor, c) for c in told.claims])
        self._spoken = sorted(((q.content, q) for q in told.quotations if q.type != "headline"), key=lambda item: item[0])
        self._starts = [w.start for w in told.reading.words]

    def of(self, anchor: Anchor) -> Telling:
        """The telling of a stretch of the text; its words may be none."""
        reading = self.told.reading
        words = reading.words[bisect_left(self._starts, anchor.start) : bisect_left(self._starts, anchor.end)]
        said = _innermost(self._spoken, anchor)
        speaker = said.name if said else _claiming(self._claims.meeting(anchor), anchor)
        named = tuple(Named(a, m.kind, tuple(map(bare, folded(a.of(reading.text)).split()))) for a, m in self._names.meeting(anchor))
        named_days = [m.anchor for _, m in self._moments.meeting(anchor) if m.type in {"DATE", "TIME"}]
        counted = tuple(a for a in amounts(reading.article, words) if not any(day.holds(a.anchor) for day in named_days))
        content = tuple(_content(reading.article, words))
        kinds = kinds_of([w.form for w in words])
        titled = [m for _, m in self._names.meeting(anchor) if m.kind == "person"]
        told = {key for key, _, _ in content} | {f"#{a.low:g}" for a in counted}
        printed = {f"@{word}" for name in named for word in name.words}
        return Telling(
            anchor=anchor,
            keys=frozenset(told | printed),
            named=frozenset(printed | (told & {stem(word) for name in named for word in name.words})),
            worded=_worded(content),
            source=folded(speaker.of(reading.text)) if speaker else "",
            speaker=speaker,
            amounts=counted,
            dates=tuple(_dates(self._moments.meeting(anchor))),
            names=named,
            denied="denial" in kinds,
            scope=kinds & {"part", "whole"},
            claims=tuple(c.id for _, c in self._claims.meeting(anchor)),
            signs=tuple(_signs(reading.article, words)) if kinds & SIGNS else (),
            filled=tuple(fillings(reading.text, reading.article, words, titled)),
        )


def _signs(article: str, words: Sequence[Word]) -> Iterator[Filled]:
    """The words that deny, or that say how much of a thing is meant."""
    known = modifiers()
    forms = [word.form.removeprefix("و") for word in words]
    for i, word in enumerate(words):
        two = known.get((forms[i], forms[i + 1]), "") if i + 1 < len(words) else ""
        kind, last = (two, words[i + 1]) if two in SIGNS else (known.get((word.form,)) or known.get((forms[i],), ""), word)
        if kind in SIGNS:
            yield Filled(Anchor(article, word.start, last.end), kind, "")


def _worded(content: Iterable[tuple[str, str, Anchor]]) -> dict[str, dict[str, Anchor]]:
    """Synonym class to the stems a stretch says it with, and where: for the classes within which a word is a choice."""
    found: dict[str, dict[str, Anchor]] = {}
    for key, root, anchor in content:
        if key.startswith("=") and key[1:] in weighed():
            found.setdefault(key, {}).setdefault(root, anchor)
    return found


def _dates(moments: Iterable[tuple[Anchor, Moment]]) -> Iterator[Dated]:
    for anchor, moment in moments:
        if moment.first and moment.last and moment.type == "DATE":
            yield Dated(anchor, moment.first, moment.last, moment.basis == "absolute")


def _content(article: str, words: Sequence[Word]) -> Iterator[tuple[str, str, Anchor]]:
    """The words that tell something, by synonym class or stem."""
    for word in words:
        if word.sort == "word" and word.form not in stopwords() and bare(word.form) not in stopwords() and len(word.form) > 2:
            key = stem(bare(word.form))
            group = classes().get(key)
            yield (f"={group}" if group else key), key, Anchor(article, word.start, word.end)


def _innermost(spoken: Iterable[tuple[Anchor, Quotation]], clause: Anchor) -> Quotation | None:
    """The shortest quotation that holds most of a clause."""
    half = (clause.end - clause.start) / 2
    holding = [(c.end - c.start, c.start, q) for c, q in spoken if min(c.end, clause.end) - max(c.start, clause.start) >= half]
    return min(holding, key=lambda item: item[:2])[2] if holding else None


def _claiming(claims: Iterable[tuple[Anchor, Claim]], clause: Anchor) -> Anchor | None:
    """Who makes the claim that fills most of a clause, where no quotation does: whoever condemns a deed tells it."""
    half = (clause.end - clause.start) / 2
    made = [c.said_by[0] for a, c in claims if c.stated_as == "speaker" and c.said_by and min(a.end, clause.end) - a.start >= half]
    return made[0] if made else None


T = TypeVar("T")


class _Within(Generic[T]):
    """Things with anchors that do not nest deeply, sorted once and asked for by stretch."""

    def __init__(self, things: Iterable[tuple[Anchor, T]]) -> None:
        self._things = sorted(things, key=lambda item: item[0])
        self._starts = [anchor.start for anchor, _ in self._things]

    def meeting(self, clause: Anchor) -> list[tuple[Anchor, T]]:
        """The things that start within the clause, in order."""
        return self._things[bisect_left(self._starts, clause.start) : bisect_left(self._starts, clause.end)]
