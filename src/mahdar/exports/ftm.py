"""A record -> FollowTheMoney entities, one JSON object a line, as `ftm` and Aleph read them.

Articles are `Article`, people `Person`, bodies `Organization` or `PublicBody`, states `PublicBody`, mentions `Mention`,
quotations and claims `Note`, events `Event`. Each line of the record points at its article by `proof` or `document`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import Struct

from mahdar.exports.links import web
from mahdar.exports.options import Options
from mahdar.exports.parties import ROOM, Codes, codes
from mahdar.exports.slices import Slices, day
from mahdar.records.record import ActorLine, ArticleLine, ClaimLine, EventLine, MentionLine, QuotationLine, Record
from mahdar.spans import table

_PUBLIC = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
_LEGAL = frozenset({"Person", "Organization", "PublicBody", "LegalEntity"})
_LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fra", "fa": "fas", "ur": "urd", "tr": "tur"}


class Entity(Struct):
    """One entity: its schema and the values of its properties."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def ftm(record: Record, _options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """One file, an entity a line; articles first, then actors, then what points at them."""
    yield "entities.ftm.json", _lines(record)


def _lines(record: Record) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    for entity in entities(record):
        yield encode(entity) + b"\n"


def entities(record: Record) -> Iterator[Entity]:
    """The entities of a record."""
    slices, known = Slices(record), codes(record)
    schemas = {a.id: _schema(a, known[a.id]) for a in record.actors}
    offices = _offices(record, slices)
    yield from (_article(line, slices) for line in record.articles)
    yield from (_actor(line, schemas[line.id], known[line.id], offices.get(line.id, [])) for line in record.actors)
    yield from (_mention(line, slices, schemas) for line in record.mentions)
    yield from (_quotation(line, slices) for line in record.quotations)
    yield from (_claim(line, slices) for line in record.claims)
    yield from (_event(line, slices, schemas) for line in record.events)


def _made(own: str, schema: str, /, **values: str | list[str] | None) -> Entity:
    """An entity without its empty properties, each value once."""
    lists = {key: [value] if isinstance(value, str) else value or [] for key, value in values.items()}
    kept = {key: list(dict.fromkeys(filter(str.strip, given))) for key, given in lists.items()}
    return Entity(own, schema, {key: given for key, given in kept.items() if given})


def _schema(actor: ActorLine, code: Codes) -> str:
    if actor.kind == "state" or (actor.kind == "organisation" and code.sector in _PUBLIC):
        return "PublicBody"
    return {"person": "Person", "organisation": "Organization", "place": "Address"}.get(actor.kind, "LegalEntity")


def _offices(record: Record, slices: Slices) -> dict[str, list[str]]:
    """The offices that each actor is given, as printed."""
    found: dict[str, list[str]] = {}
    for m in record.mentions:
        if m.actor and m.role:
            found.setdefault(m.actor, []).append(slices.words(m.article, m.role))
    return found


def _article(line: ArticleLine, slices: Slices) -> Entity:
    return _made(
        line.id,
        "Article",
        title=slices.title(line),
        fileName=line.source.file,
        bodyText=line.text,
        publishedAt=slices.day(line),
        publisher=line.outlet,
        author=slices.words(line.id, line.byline),
        sourceUrl=web(line.source.url),
        language=_LANGUAGES.get(line.language),
    )


def _actor(line: ActorLine, schema: str, code: Codes, offices: list[str]) -> Entity:
    person = schema == "Person"
    country = _alpha2().get(code.state, "").lower()
    return _made(
        line.id,
        schema,
        name=line.name,
        full=line.name if schema == "Address" else None,
        alias=[name for name in line.names if name != line.name],
        wikidataId=line.wikidata,
        country=country,
        position=offices if person else None,
    )


def _mention(line: MentionLine, slices: Slices, schemas: dict[str, str]) -> Entity:
    resolved = line.actor if schemas.get(line.actor or "") in _LEGAL else None
    name = slices.articles[line.article].text[line.start : line.end]
    return _made(line.id, "Mention", document=line.article, name=name, resolved=resolved, detectedSchema=schemas.get(line.actor or ""))


def _quotation(line: QuotationLine, slices: Slices) -> Entity:
    return _made(
        line.id,
        "Note",
        description=slices.words(line.article, line.content),
        entity=line.actor,
        proof=line.article,
        keywords=["quotation", line.type, line.polarity],
        publisher=slices.articles[line.article].outlet,
        sourceUrl=web(slices.articles[line.article].source.url),
    )


def _claim(line: ClaimLine, slices: Slices) -> Entity:
    at = line.evidence[0]
    return _made(
        line.id,
        "Note",
        description=slices.at(at),
        entity=[*line.by, *line.to],
        proof=at.article,
        keywords=["claim", line.kind, line.issue or "", f"stated as {line.stated_as}"],
        publisher=slices.articles[at.article].outlet,
        sourceUrl=web(slices.articles[at.article].source.url),
    )


def _event(line: EventLine, slices: Slices, schemas: dict[str, str]) -> Entity:
    article = slices.articles[line.trigger.article]
    return _made(
        line.id,
        "Event",
        name=slices.at(line.trigger),
        startDate=day(line.date),
        date=line.date if line.date and len(line.date) == 7 and line.date[5:].isdecimal() else None,
        involved=[name for name in (*line.actor, *line.recipient) if schemas.get(name) in _LEGAL],
        location=slices.at(line.place),
        keywords=[line.event, f"PLOVER {line.plover}", f"CAMEO {line.cameo}", line.status],
        proof=article.id,
        publisher=article.outlet,
        sourceUrl=web(article.source.url),
    )


@cache
def _alpha2() -> dict[str, str]:
    return {row["alpha3"]: row["alpha2"] for row in table(ROOM, "iso.tsv")}
