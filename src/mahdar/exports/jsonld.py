"""A record -> JSON-LD: schema.org things (articles, people, quotations, claims, events) and W3C Web Annotations on their words.

Each quotation, claim, event and mention is the body of an annotation whose target is the article, selected both by
position (code points of `schema:text`) and by quote with its context.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from mahdar.exports.links import web
from mahdar.exports.options import Options
from mahdar.exports.slices import Slices, day
from mahdar.records.record import ActorLine, ArticleLine, ClaimLine, EventLine, QuotationLine, Record
from mahdar.spans import Anchor

Node = dict[str, object]
_AROUND = 32  # characters of context on either side of a quote: what the Web Annotation model shows in its examples
CONTEXT: list[object] = ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/", "mahdar": "urn:mahdar:term:"}]
_KINDS = {"person": "schema:Person", "organisation": "schema:Organization", "state": "schema:Country", "place": "schema:Place"}
_WIKIDATA = "http://www.wikidata.org/entity/"
_STATUS = {"planned": "https://schema.org/EventScheduled"}


def jsonld(record: Record, options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """One file: one object with `@context` and `@graph`, a node a line."""
    yield "record.jsonld", _graph(record, options)


def _graph(record: Record, options: Options) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    yield b'{"@context": ' + encode(CONTEXT) + b',\n"@graph": [\n'
    between = b""
    for node in _Writer(record, options).nodes():
        yield between + encode({key: value for key, value in node.items() if value not in (None, "", [])})
        between = b",\n"
    yield b"\n]}\n"


class _Writer:
    """The nodes of one record."""

    def __init__(self, record: Record, options: Options) -> None:
        self._record, self._slices, self._options = record, Slices(record), options

    def nodes(self) -> Iterator[Node]:
        """Every node, articles and actors first."""
        yield from map(self._article, self._record.articles)
        yield from map(self._actor, self._record.actors)
        for q in self._record.quotations:
            yield self._quotation(q)
            yield self._annotation(q.id, [Anchor(q.article, q.content.start, q.content.end)], "highlighting")
        for c in self._record.claims:
            yield self._claim(c)
            yield self._annotation(c.id, c.evidence, "classifying")
        for e in self._record.events:
            yield self._event(e)
            yield self._annotation(e.id, (e.trigger,), "classifying")
        for m in self._record.mentions:
            if m.actor:
                yield self._annotation(m.actor, [Anchor(m.article, m.start, m.end)], "identifying", name=m.id)

    def _uri(self, name: str) -> str:
        """The page of an article or an actor where there is a served workspace; a name for every other line."""
        kind = "article" if name in self._slices.articles else "person" if name in self._slices.actors else ""
        return self._options.uri(kind, name) if kind else f"urn:mahdar:{name}"

    def _refs(self, names: Sequence[str]) -> list[Node]:
        return [{"id": self._uri(name)} for name in names]

    def _article(self, line: ArticleLine) -> Node:
        return {
            "id": self._uri(line.id),
            "type": "schema:NewsArticle",
            "schema:headline": self._slices.title(line),
            "schema:text": line.text,
            "schema:inLanguage": line.language,
            "schema:datePublished": line.published.value if line.published else None,
            "schema:url": {"id": web(line.source.url)} if web(line.source.url) else None,
            "schema:publisher": {"type": "schema:NewsMediaOrganization", "schema:name": line.outlet} if line.outlet else None,
            "schema:isBasedOn": {"id": self._uri(line.copy_of)} if line.copy_of and line.copy_of != line.id else None,
        }

    def _actor(self, line: ActorLine) -> Node:
        return {
            "id": self._uri(line.id),
            "type": _KINDS.get(line.kind, "schema:Thing"),
            "schema:name": line.name,
            "schema:alternateName": [name for name in line.names if name != line.name],
            "schema:sameAs": {"id": f"{_WIKIDATA}{line.wikidata}"} if line.wikidata else None,
        }

    def _quotation(self, line: QuotationLine) -> Node:
        return {
            "id": self._uri(line.id),
            "type": "schema:Quotation",
            "schema:text": self._slices.words(line.article, line.content),
            "schema:spokenByCharacter": {"id": self._uri(line.actor)} if line.actor else None,
            "schema:creditText": line.speaker_name,
            "schema:isPartOf": {"id": self._uri(line.article)},
            "mahdar:type": line.type,
            "mahdar:polarity": line.polarity,
            "mahdar:confidence": line.confidence,
        }

    def _claim(self, line: ClaimLine) -> Node:
        return {
            "id": self._uri(line.id),
            "type": "schema:Claim",
            "schema:text": self._slices.at(line.evidence[0]),
            "schema:claimInterpreter": self._refs(line.said_by),
            "schema:author": self._refs(line.by),
            "schema:appearance": {"id": self._uri(line.evidence[0].article)},
            "schema:about": line.issue,
            "mahdar:kind": line.kind,
            "mahdar:statedAs": line.stated_as,
            "mahdar:to": self._refs(line.to),
            "mahdar:confidence": line.confidence,
        }

    def _event(self, line: EventLine) -> Node:
        place = self._slices.at(line.place)
        return {
            "id": self._uri(line.id),
            "type": "schema:Event",
            "schema:name": self._slices.at(line.trigger),
            "schema:startDate": day(line.date) or None,
            "schema:eventStatus": {"id": _STATUS[line.status]} if line.status in _STATUS else None,
            "schema:location": {"type": "schema:Place", "schema:name": place} if place else None,
            "schema:actor": self._refs(line.actor),
            "schema:subjectOf": {"id": self._uri(line.trigger.article)},
            "mahdar:recipient": self._refs(line.recipient),
            "mahdar:event": line.event,
            "mahdar:plover": line.plover,
            "mahdar:cameo": line.cameo,
            "mahdar:status": line.status,
            "mahdar:confidence": line.confidence,
        }

    def _annotation(self, body: str, anchors: Sequence[Anchor], motivation: str, *, name: str = "") -> Node:
        return {
            "id": f"{self._uri(name or body)}#annotation",
            "type": "Annotation",
            "motivation": motivation,
            "body": self._uri(body),
            "target": [{"source": self._uri(a.article), "selector": self._selectors(a)} for a in anchors],
        }

    def _selectors(self, at: Anchor) -> list[Node]:
        text = self._slices.articles[at.article].text
        quote: Node = {"type": "TextQuoteSelector", "exact": text[at.start : at.end]}
        if at.start:
            quote["prefix"] = text[max(at.start - _AROUND, 0) : at.start]
        if at.end < len(text):
            quote["suffix"] = text[at.end : at.end + _AROUND]
        return [{"type": "TextPositionSelector", "start": at.start, "end": at.end}, quote]
