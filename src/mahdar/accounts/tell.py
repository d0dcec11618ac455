"""The layers of one article -> its tellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from mahdar.accounts.amounts import amounts
from mahdar.accounts.clauses import clauses
from mahdar.accounts.lexicon import bare, classes, modifiers, stem, stopwords
from mahdar.accounts.telling import Dated, Named, Telling
from mahdar.claims import Claim
from mahdar.names import Mention
from mahdar.quotes import Quotation
from mahdar.sentences import Reading, Word
from mahdar.spans import Anchor, folded
from mahdar.times import Moment


class Told(Struct, frozen=True):
    """What the comparison reads of one article; `origin` is the id of the text it was copied from, its own otherwise."""

    reading: Reading
    mentions: Sequence[Mention]
    moments: Sequence[Moment]
    quotations: Sequence[Quotation]
    claims: Sequence[Claim]
    origin: str


def tellings(place: int, told: Told) -> Iterator[Telling]:
    """The tellings of one article, a clause each, in order."""
    reading = told.reading
    names = _Within([(m.anchor, m) for m in told.mentions if m.kind in {"person", "organisation", "place"}])
    moments = _Within([(m.anchor, m) for m in told.moments])
    claims = _Within([(c.anchor, c) for c in told.claims])
    spoken = sorted(((q.content, q) for q in told.quotations if q.type != "headline"), key=lambda item: item[0])
    for first, last in clauses(reading):
        words = reading.words[first:last]
        anchor = reading.anchor(first, last)
        said = _innermost(spoken, anchor)
        named = tuple(Named(a, m.kind, tuple(map(bare, folded(a.of(reading.text)).split()))) for a, m in names.meeting(anchor))
        counted = tuple(amounts(reading.article, words))
        content = tuple(_content(reading.article, words))
        keys = {key for key, _ in content} | {f"#{a.low:g}" for a in counted} | {f"@{w}" for n in named for w in n.words}
        yield Telling(
            article=place,
            anchor=anchor,
            keys=frozenset(keys),
            words=content,
            source=folded(said.name.of(reading.text)) if said and said.name else "",
            speaker=said.name if said else None,
            amounts=counted,
            dates=tuple(Dated(a, m.first, m.last) for a, m in moments.meeting(anchor) if m.first and m.last and m.type == "DATE"),
            names=named,
            denied=_has(words, "denial"),
            scope=frozenset(kind for kind in ("part", "whole") if _has(words, kind)),
            claims=tuple(c.id for _, c in claims.meeting(anchor)),
        )


def _content(article: str, words: Sequence[Word]) -> Iterator[tuple[str, Anchor]]:
    """The words that tell something, by synonym class or stem."""
    for word in words:
        if word.sort == "word" and word.form not in stopwords() and bare(word.form) not in stopwords() and len(word.form) > 2:
            key = stem(bare(word.form))
            group = classes().get(key)
            yield (f"={group}" if group else key), Anchor(article, word.start, word.end)


def _has(words: Sequence[Word], kind: str) -> bool:
    forms = [w.form for w in words]
    return any(modifiers().get(tuple(forms[i : i + size])) == kind for i in range(len(forms)) for size in (1, 2) if i + size <= len(forms))


def _innermost(spoken: Iterable[tuple[Anchor, Quotation]], clause: Anchor) -> Quotation | None:
    """The shortest quotation that holds most of a clause."""
    half = (clause.end - clause.start) / 2
    holding = [(c.end - c.start, c.start, q) for c, q in spoken if min(c.end, clause.end) - max(c.start, clause.start) >= half]
    return min(holding, key=lambda item: item[:2])[2] if holding else None


T = TypeVar("T")


class _Within(Generic[T]):
    """Things with anchors that do not nest deeply, sorted once and asked for by stretch."""

    def __init__(self, things: Iterable[tuple[Anchor, T]]) -> None:
        self._things = sorted(things, key=lambda item: item[0])
        self._starts = [anchor.start for anchor, _ in self._things]

    def meeting(self, clause: Anchor) -> list[tuple[Anchor, T]]:
        """The things that start within the clause, in order."""
        return self._things[bisect_left(self._starts, clause.start) : bisect_left(self._starts, clause.end)]
