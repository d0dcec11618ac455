"""The lines of an article -> the rows by which they are filtered and searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from mahdar.records.record import ClaimLine, EventLine, QuotationLine, Span
from mahdar.sentences import Reading
from mahdar.store.numbers import MOST, number
from mahdar.store.telling import Lines

Row = dict[str, object]
Line = TypeVar("Line", QuotationLine, ClaimLine, EventLine)


class Document(Struct, frozen=True):
    """Something that can be searched, by its number; `start:end` of the article's text are its words, `actors` who takes part in it."""

    kind: str
    n: int
    start: int
    end: int
    actors: tuple[str, ...] = ()
    issue: str | None = None


class Told(Struct, frozen=True):
    """What the tables have of the lines of an article: its documents, and the rows of each table."""

    documents: tuple[Document, ...]
    rows: Mapping[str, frozenset[tuple[object, ...]]]

    def spans(self) -> list[tuple[int, int, int]]:
        """What is searched."""
        return [(one.n, one.start, one.end) for one in self.documents]


def told_of(article: int, lines: Lines | None, reading: Reading) -> Told:
    """What the tables have of an article, by its number; nothing where it has no lines."""
    documents = documents_of(article, lines, reading) if lines else []
    named = Counter(m.actor for m in lines.mentions if m.actor) if lines else {}
    issues = frozenset((article, claim.issue) for claim in lines.claims if claim.issue) if lines else frozenset()
    rows: dict[str, frozenset[tuple[object, ...]]] = {
        "appearances": frozenset((article, actor, n) for actor, n in named.items()),
        "issues": issues,
        "parts": frozenset((actor, one.n, one.issue if one.kind == "quotation" else None) for one in documents for actor in one.actors),
        "documents": frozenset(_row(one) for one in documents),
    }
    return Told(tuple(documents), rows)


def _row(one: Document) -> tuple[object, ...]:
    return one.n, one.start, one.end, one.actors[0] if one.actors and one.kind == "quotation" else None, one.issue


def _issues(lines: Lines) -> list[tuple[int, int, str]]:
    """Where the article speaks of which issue."""
    return [(at.start, at.end, c.issue) for c in lines.claims if c.issue for at in c.evidence]


def day_of(lines: Lines) -> str:
    """The first day of an article, empty where it has none."""
    return lines.article.published.value[:10] if lines.article.published else ""


def documents_of(article: int, lines: Lines, reading: Reading) -> list[Document]:
    """What of an article can be searched: the article itself, its quotations, the clauses of its claims, the sentences of its events."""
    head = lines.article.headline or Span(0, min(1, len(reading.text)))
    day = day_of(lines)
    found = [Document("article", number("article", day, article), head.start, head.end)]
    issues = _issues(lines)
    for at, q in _first(lines.quotations):
        issue = next((name for start, end, name in issues if start < q.content.end and q.content.start < end), None)
        speaker = (q.actor,) if q.actor else ()
        found.append(Document("quotation", number("quotation", day, article, at), q.content.start, q.content.end, speaker, issue))
    for at, c in _first(lines.claims):
        parties = tuple(dict.fromkeys((*c.by, *c.to, *c.said_by)))
        clause = c.evidence[0]
        found.append(Document("claim", number("claim", day, article, at), clause.start, clause.end, parties, c.issue))
    for at, e in _first(lines.events):
        within = next((s.anchor for s in reading.sentences if s.anchor.holds(e.trigger)), e.trigger)
        parties = tuple(dict.fromkeys((*e.actor, *e.recipient)))
        found.append(Document("event", number("event", day, article, at), within.start, within.end, parties))
    return found


def _first(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The lines that have a number, with their places: each id once."""
    seen: set[str] = set()
    for at, line in enumerate(lines[:MOST]):
        if line.id not in seen:
            seen.add(line.id)
            yield at, line


def text_of(document: Document, text: str, blocks: Sequence[tuple[int, int]]) -> str:
    """The words by which a document is found: its slice; for an article its kept text."""
    if document.kind != "article":
        return text[document.start : document.end]
    return "\n".join(text[start:end] for start, end in blocks)


def numbers_of(article: int, lines: Lines) -> dict[int, str]:
    """The numbers of the documents of an article with their kinds."""
    day = day_of(lines)
    found = {number("article", day, article): "article"}
    found |= {number("quotation", day, article, at): "quotation" for at, _ in _first(lines.quotations)}
    found |= {number("claim", day, article, at): "claim" for at, _ in _first(lines.claims)}
    return found | {number("event", day, article, at): "event" for at, _ in _first(lines.events)}
