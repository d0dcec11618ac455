"""A capture -> what the database keeps of it: where it came from, and what was read in it by itself."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from mahdar.articles import Article, Published, article
from mahdar.captures import Capture, Declared
from mahdar.captures.capture import Kind
from mahdar.claims import Claim
from mahdar.events import Event
from mahdar.names import Mention
from mahdar.pipeline import Layers
from mahdar.pipeline.order import resolved
from mahdar.quotes import Quotation
from mahdar.sentences import read
from mahdar.times import Moment, dated_by_run


class Source(Struct, frozen=True):
    """Where an article came from: a capture without its bytes, and when it was received; its number once it is kept."""

    id: str
    digest: str
    sha256: str
    file: str
    row: str | None
    kind: Kind
    encoding: str
    damaged: bool
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    received: str
    number: int = 0


class Kept(Struct, frozen=True):
    """The layers of an article without its reading, which follows from it."""

    article: Article
    moments: tuple[Moment, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]


class Taken(Struct, frozen=True):
    """A capture taken in: its bytes, its source, its layers, and whether it tells its own date."""

    data: bytes
    source: Source
    layers: Layers
    dated: bool


def taken(capture: Capture, received: str, *, tagger: bool = True) -> Taken:
    """What is kept of a capture. Raises InputError where it holds no article."""
    found = article(capture)
    reading = read(found)
    found = replace(found, published=dated_by_run([found], [reading])[0])
    said = capture.declared
    source = Source(
        id=found.id,
        digest=sha256(capture.data).hexdigest(),
        sha256=capture.sha256,
        file=capture.file,
        row=capture.row,
        kind=capture.kind,
        encoding=capture.encoding,
        damaged=capture.damaged,
        title=said.title,
        outlet=said.outlet,
        url=said.url,
        published=said.published,
        received=received,
    )
    return Taken(capture.data, source, resolved(found, reading, tagger=tagger), found.published is not None)


def capture_of(source: Source, data: bytes) -> Capture:
    """The capture as it was received."""
    declared = Declared(source.title, source.outlet, source.url, source.published)
    return Capture(source.file, source.kind, data, source.sha256, source.row, declared, source.encoding, source.damaged)


def kept(layers: Layers) -> Kept:
    """The layers without what is kept apart or follows from the rest: the text and its reading."""
    bare = replace(layers.article, text="")
    return Kept(bare, layers.moments, layers.mentions, layers.quotations, layers.events, layers.claims)


def layers_of(one: Kept, text: str) -> Layers:
    """The layers of an article as they were read."""
    whole = replace(one.article, text=text)
    return Layers(whole, read(whole), one.moments, one.mentions, one.quotations, one.events, one.claims)


def redated(layers: Layers, day: Published | None, *, tagger: bool = True) -> Layers:
    """An article read anew with another date."""
    found = replace(layers.article, published=day)
    return layers if found == layers.article else resolved(found, layers.reading, tagger=tagger)


def page_of(url: str | None) -> str:
    """What addresses of one page have in common; empty where an address names no page but a whole site."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if not parts.netloc or (parts.path in ("", "/") and not parts.query):
        return ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
