"""A record -> RSS 2.0: the articles of its stories, or what one person said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from mahdar.exports.links import web
from mahdar.exports.options import Options
from mahdar.exports.slices import Slices
from mahdar.records.record import ArticleLine, QuotationLine, Record

# Characters that XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="{dc}">\n<channel>\n'
_DC = "http://purl.org/dc/elements/1.1/"


class Item(Struct, frozen=True):
    """One entry of a feed; `day` is YYYY-MM-DD or nothing. Readers take a description for HTML, so it is escaped as such."""

    title: str
    guid: str
    description: str
    day: str
    outlet: str
    link: str


def rss(record: Record, options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """One file; newest first."""
    yield "feed.rss", _feed(record, options)


def _feed(record: Record, options: Options) -> Iterator[bytes]:
    slices = Slices(record)
    if options.person:
        title, home = slices.actors[options.person].name, options.uri("person", options.person)
        items = [_said(q, slices, options) for q in record.quotations if q.actor == options.person]
    else:
        one = record.stories[0].id if len(record.stories) == 1 else ""
        title, home = _story_title(slices), options.uri("story", one) if one else options.base
        items = [_told(a, slices, options) for a in record.articles]
    items.sort(key=lambda item: item.day, reverse=True)
    link = home if options.base else next((item.link for item in items if item.link), home or "urn:mahdar:record")
    yield from feed(title, link, items, own=f"{home}.rss" if options.base and home != options.base else "")


def feed(title: str, link: str, items: Sequence[Item], *, own: str = "", more: str = "") -> Iterator[bytes]:
    """A feed of entries in their order; `own` is its address, `more` that of the entries before these (RFC 5005)."""
    yield _HEAD.format(dc=_DC).encode()
    yield from _channel(title, link, own, more, items)
    for item in items:
        yield _entry(item).encode()
    yield b"</channel>\n</rss>\n"


def _channel(title: str, link: str, own: str, more: str, items: Sequence[Item]) -> Iterator[bytes]:
    yield f"<title>{_text(title)}</title>\n<link>{_text(link)}</link>\n<description>{_text(title)}</description>\n".encode()
    yield b"<language>ar</language>\n<generator>mahdar</generator>\n"
    for rel, href in (("self", own), ("next", more)):
        if href:
            yield f'<atom:link rel="{rel}" type="application/rss+xml" href={quoteattr(href)}/>\n'.encode()
    if items and items[0].day:
        yield f"<pubDate>{_date(items[0].day)}</pubDate>\n".encode()


def _entry(item: Item) -> str:
    lines = [f"<title>{_text(item.title)}</title>", f'<guid isPermaLink="false">{_text(item.guid)}</guid>']
    if item.link:
        lines.append(f"<link>{_text(item.link)}</link>")
    if item.day:
        lines.append(f"<pubDate>{_date(item.day)}</pubDate>")
    if item.outlet:
        lines.append(f"<dc:creator>{_text(item.outlet)}</dc:creator>")
    lines.append(f"<description>{_text(escape(item.description))}</description>")
    return "<item>\n" + "\n".join(lines) + "\n</item>\n"


def _story_title(slices: Slices) -> str:
    """The headline of the only story, or of the first."""
    stories = slices.record.stories
    return (slices.at(stories[0].headline) if stories else "") or next(map(slices.title, slices.record.articles), "mahdar")


def _told(article: ArticleLine, slices: Slices, options: Options) -> Item:
    """An article: its headline and the first paragraph of its body."""
    body = next((article.text[b.start : b.end] for b in article.blocks if b.role == "body"), "")
    link = options.uri("article", article.id) if options.base else web(article.source.url)
    return Item(slices.title(article), f"urn:mahdar:{article.id}", body, slices.day(article), article.outlet or "", link)


def _said(quotation: QuotationLine, slices: Slices, options: Options) -> Item:
    """A quotation: its words, under the headline of its article."""
    article = slices.articles[quotation.article]
    words = slices.words(article.id, quotation.content)
    link = f"{options.uri('article', article.id)}#{quotation.id}" if options.base else web(article.source.url)
    return Item(slices.title(article), f"urn:mahdar:{quotation.id}", words, slices.day(article), article.outlet or "", link)


def _text(words: str) -> str:
    """Words as the text of an element."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words), {"\r": "&#13;"})


def _date(day: str) -> str:
    """A day as RFC 822 has it; its midnight in UTC stands for the day."""
    return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC), usegmt=True)
