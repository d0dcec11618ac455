"""The lines of an article -> the rows by which they are filtered and searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mahdar.records.record import Span
from mahdar.sentences import Reading
from mahdar.store.telling import Lines

Row = dict[str, object]


class Document(Struct, frozen=True):
    """Something that can be searched, by its kind and the id of its line; `start:end` of the article's text are its words."""

    kind: str
    line: str
    start: int
    end: int


def rows_of(lines: Lines) -> dict[str, list[Row]]:
    """The rows of one article by table."""
    article = lines.article.id
    day = lines.article.published.value[:10] if lines.article.published else None
    issues = _issues(lines)
    found: dict[str, list[Row]] = {"quotations": [], "events": [], "claims": [], "parties": [], "appearances": []}
    for q in lines.quotations:
        issue = next((name for start, end, name in issues if start < q.content.end and q.content.start < end), None)
        found["quotations"].append(
            {"id": q.id, "article": article, "actor": q.actor, "type": q.type, "polarity": q.polarity, "issue": issue, "day": day}
        )
    for e in lines.events:
        found["events"].append({"id": e.id, "article": article, "event": e.event, "plover": e.plover, "status": e.status, "date": e.date})
        found["parties"] += _parties(article, e.id, {"actor": e.actor, "recipient": e.recipient})
    for c in lines.claims:
        found["claims"].append({"id": c.id, "article": article, "kind": c.kind, "issue": c.issue, "stated_as": c.stated_as})
        found["parties"] += _parties(article, c.id, {"by": c.by, "to": c.to, "said_by": c.said_by})
    named = Counter(m.actor for m in lines.mentions if m.actor)
    found["appearances"] = [{"article": article, "actor": actor, "mentions": n} for actor, n in sorted(named.items())]
    return found


def _issues(lines: Lines) -> list[tuple[int, int, str]]:
    """Where the article speaks of which issue."""
    return [(at.start, at.end, c.issue) for c in lines.claims if c.issue for at in c.evidence]


def _parties(article: str, line: str, parts: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    for part, actors in parts.items():
        for actor in dict.fromkeys(actors):
            yield {"line": line, "part": part, "actor": actor, "article": article}


def documents_of(lines: Lines, reading: Reading) -> list[Document]:
    """What of an article can be searched: the article itself, its quotations, the clauses of its claims, the sentences of its events."""
    head = lines.article.headline or Span(0, min(1, len(reading.text)))
    found = [Document("article", lines.article.id, head.start, head.end)]
    found += [Document("quotation", q.id, q.content.start, q.content.end) for q in lines.quotations]
    found += [Document("claim", c.id, c.evidence[0].start, c.evidence[0].end) for c in lines.claims]
    for e in lines.events:
        within = next((s.anchor for s in reading.sentences if s.anchor.holds(e.trigger)), e.trigger)
        found.append(Document("event", e.id, within.start, within.end))
    return list({(d.kind, d.line): d for d in found}.values())


def text_of(document: Document, text: str, blocks: Sequence[tuple[int, int]]) -> str:
    """The words by which a document is found: its slice; for an article its kept text."""
    if document.kind != "article":
        return text[document.start : document.end]
    return "\n".join(text[start:end] for start, end in blocks)
