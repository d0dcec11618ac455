"""Scope -> stretches that may state a claim: contents of attributions and their parts, contents of deeds, judgements.

Generous on purpose: which of them are claims is decided behind (`decide.py`). Each attribution gives a number of
candidates bound to the number of its clauses, so all of this is linear in the length of the article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from mahdar.claims.clauses import atoms, closed, shorter, stops_between, trimmed
from mahdar.claims.deeds import contents
from mahdar.claims.scope import Scope
from mahdar.events import Event
from mahdar.quotes import Quotation

_LONGEST = 45  # words of the longest candidate; of 164 annotated claims the longest has 35
_RUN = 3  # clauses that one candidate inside an attribution joins at most


class Candidate(NamedTuple):
    """The words `first:last` of the article, where they were found, and what brings them in."""

    first: int
    last: int
    source: str
    quotation: Quotation | None = None
    deed: Event | None = None
    part: tuple[int, int] = (0, 1)  # which clause of how many it begins with


def candidates(scope: Scope) -> tuple[Candidate, ...]:
    """Every candidate of an article once, in text order; of two alike the first found is kept, with the deed of the other."""
    once: dict[tuple[int, int], Candidate] = {}
    for rough in (*_said(scope), *_done(scope), *_stated(scope)):
        first, last = trimmed(scope.words, rough.first, rough.last)
        found = rough._replace(first=first, last=closed(scope.words, first, last, cut=scope.cut(rough.last)))
        if 1 < found.last - found.first <= _LONGEST:
            known = once.setdefault((found.first, found.last), found)
            if known.deed is None and found.deed is not None:
                once[found.first, found.last] = known._replace(deed=found.deed)
    return tuple(once[key] for key in sorted(once))


def _said(scope: Scope) -> Iterator[Candidate]:
    voices, words = scope.voices, scope.words
    for quotation in voices.quotations:
        first, last = trimmed(words, scope.word(quotation.content.start), scope.word(quotation.content.end))
        if first >= last:
            continue
        yield Candidate(first, last, "whole", quotation)
        inner = frozenset(scope.word(at) for q in voices.within(quotation) for at in (q.anchor.start, q.content.start, q.content.end))
        parts = atoms(words, first, last, inner)
        own = [(a, b) for a, b in parts if voices.of(words[a].start, words[b - 1].end) is quotation]
        for i, (a, b) in enumerate(own):
            yield Candidate(a, b, "clause", quotation, part=(i, len(own)))
            cut = shorter(words, a, b)
            if cut is not None:
                yield Candidate(a, cut, "short", quotation, part=(i, len(own)))
            for j in range(i + 1, min(len(own), i + _RUN)):
                if own[j][0] - own[j - 1][1] > _RUN:
                    break  # somebody else's words stand between
                stops = stops_between(words, a, own[j][0])
                yield Candidate(a, own[j][1], "sentences" if stops else "run", quotation, part=(i, len(own)))


def _done(scope: Scope) -> Iterator[Candidate]:
    sentences = scope.reading.sentences
    firsts = [s.anchor.start for s in sentences]
    for event in scope.events:
        sentence = sentences[max(0, bisect_right(firsts, event.anchor.start) - 1)]
        voice = scope.voices.of(event.anchor.start, event.anchor.end)
        for source, first, last in contents(scope, event, sentence):
            yield Candidate(first, last, source, voice, event)


def _stated(scope: Scope) -> Iterator[Candidate]:
    """The clauses of narration that hold a word of judgement or disagreement."""
    for sentence, counts in zip(scope.reading.sentences, scope.political, strict=True):
        if not counts or not scope.judges(sentence.first, sentence.last):
            continue  # then none of its clauses does
        parts = atoms(scope.words, sentence.first, sentence.last)
        for i, (a, b) in enumerate(parts):
            start, end = scope.words[a].start, scope.words[b - 1].end
            if scope.voices.of(start, end) is None and not scope.cued(a, b) and scope.judges(a, b):
                yield Candidate(a, b, "stated", part=(i, len(parts)))
