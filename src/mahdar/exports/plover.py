"""A record -> PLOVER event records, one JSON object a line, with the field names of PLOVER's manual (0.7b1, "JSON Data Fields").

Precision is preferred: an event is left out where it is less certain than asked, where it is denied or merely possible,
and where a field that PLOVER requires (a date, a source) is not known.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from msgspec import UNSET, Struct, UnsetType

from mahdar import __version__
from mahdar.exports.options import Options
from mahdar.exports.parties import ROOM, Codes, codes
from mahdar.exports.slices import Slices, day
from mahdar.records.record import ActorLine, ArticleLine, EventLine, Record
from mahdar.spans import Anchor, Row, table

_LEFT_OUT = ("denied", "possible")
_CONTEXT = {"past": "historical"}  # PLOVER's word for what a text only looks back to
CODEBOOK = "plover-base-0.7b1"


class Party(Struct, omit_defaults=True):
    """An actor; `code` and `sector` where the words say them, `identifier_id` a Wikidata id that is known."""

    actor_text: str
    code: str | UnsetType = UNSET
    sector: str | UnsetType = UNSET
    identifier_id: str | UnsetType = UNSET
    identifier_text: str | UnsetType = UNSET


class Location(Struct, omit_defaults=True):
    """A place: its name as printed, and its state."""

    name: str
    cc3: str | UnsetType = UNSET


class Cited(Struct, omit_defaults=True):
    """Where the event was read."""

    citation: str
    title: str
    language: str
    codebook: str
    coder: str
    publication: str | UnsetType = UNSET
    url: str | UnsetType = UNSET


class Stretch(Struct):
    """Where the words of the event stand in the text of the cited article, in code points."""

    start: int
    end: int


class PloverEvent(Struct, omit_defaults=True, kw_only=True):
    """One event record. `date_basis`, `cameo`, `confidence`, `rule` and `status` are fields of our own beyond the manual's."""

    id: str
    date: str
    source: list[Party]
    event: list[str]
    has_event: bool = True
    enddate: str | UnsetType = UNSET
    recipient: list[Party] | UnsetType = UNSET
    event_loc: Location | UnsetType = UNSET
    event_text: list[str]
    quad_code: int
    event_scale: float
    mode: list[str] | UnsetType = UNSET
    context: list[str] | UnsetType = UNSET
    link: str | UnsetType = UNSET
    text_info: Stretch
    cite_info: Cited
    coder: str
    date_basis: str
    cameo: str
    confidence: float
    rule: str
    status: str


def plover(record: Record, options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """One file, an event a line."""
    yield "events.plover.jsonl", _lines(record, options.certain)


def _lines(record: Record, certain: float) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    for event in events(record, certain=certain):
        yield encode(event) + b"\n"


def events(record: Record, *, certain: float) -> Iterator[PloverEvent]:
    """The events of a record that PLOVER can hold, in their order."""
    slices, known = Slices(record), codes(record)
    links = {name: one.id for one in reversed(record.lifecycles) for name in one.events}
    placed = {Anchor(m.article, m.start, m.end): known[m.actor].state for m in record.mentions if m.actor in known}
    for line in record.events:
        article = slices.articles[line.trigger.article]
        when = _when(line, article)
        if not (line.plover and line.actor and when) or line.confidence < certain or line.status in _LEFT_OUT:
            continue
        first, last, basis = when
        coder = f"mahdar {__version__}"
        yield PloverEvent(
            id=line.id,
            date=first,
            enddate=last if last != first else UNSET,
            source=_parties(line.actor, slices, known),
            recipient=_parties(line.recipient, slices, known) or UNSET,
            event=[line.plover],
            event_loc=Location(slices.at(line.place), placed.get(line.place) or UNSET) if line.place else UNSET,
            event_text=[slices.at(line.trigger)],
            quad_code=int(_codes()[line.plover]["quad"]),
            event_scale=float(_codes()[line.plover]["scale"]),
            mode=[line.mode] if line.mode and line.plover == line.event else UNSET,
            context=[c for c in (line.context, _CONTEXT.get(line.status)) if c] or UNSET,
            link=links.get(line.id, UNSET),
            text_info=_stretch(line),
            cite_info=_cited(article, slices, coder),
            coder=coder,
            date_basis=basis,
            cameo=line.cameo,
            confidence=line.confidence,
            rule=line.rule,
            status=line.status,
        )


def _when(line: EventLine, article: ArticleLine) -> tuple[str, str, str] | None:
    """First and last day, and whether the event says so or only the article's day of publication does."""
    if found := _days(line.date or ""):
        return *found, "event"
    if line.date:
        return None  # a date that is no stretch of days: a season, a time to come
    published = day(article.published.value) if article.published else ""
    return (published, published, "publication") if published else None


def _days(value: str) -> tuple[str, str] | None:
    """The first and last day of a day, a month, or an interval between days; None for anything else.

    >>> _days("2021-06"), _days("2021-06-16"), _days("2021-SU")
    (('2021-06-01', '2021-06-30'), ('2021-06-16', '2021-06-16'), None)
    """
    first, _, last = value.partition("/")
    if last:
        return (day(first), day(last)) if day(first) and day(last) else None
    if day(value):
        return day(value), day(value)
    year, _, month = value.partition("-")
    if len(year) == 4 and year.isdecimal() and int(year) and len(month) == 2 and month.isdecimal() and 1 <= int(month) <= 12:
        return f"{value}-01", f"{value}-{monthrange(int(year), int(month))[1]:02}"
    return None


def _parties(ids: Sequence[str], slices: Slices, known: dict[str, Codes]) -> list[Party]:
    return [_party(slices.actors[name], known.get(name, Codes())) for name in ids if name in slices.actors]


def _party(actor: ActorLine, code: Codes) -> Party:
    return Party(
        actor_text=actor.name,
        code=code.state or UNSET,
        sector=code.sector or UNSET,
        identifier_id=actor.wikidata or actor.known or UNSET,
        identifier_text=actor.id,
    )


def _stretch(line: EventLine) -> Stretch:
    """The stretch that holds every word the event rests on in its article."""
    held = [a for a in (line.trigger, *line.evidence) if a.article == line.trigger.article]
    return Stretch(min(a.start for a in held), max(a.end for a in held))


def _cited(article: ArticleLine, slices: Slices, coder: str) -> Cited:
    return Cited(
        citation=article.id,
        title=slices.title(article),
        language=article.language,
        codebook=CODEBOOK,
        coder=coder,
        publication=article.outlet or UNSET,
        url=article.source.url or UNSET,
    )


@cache
def _codes() -> dict[str, Row]:
    return {row["code"]: row for row in table(ROOM, "plover.tsv")}
