"""Capture -> Article."""

from __future__ import annotations

from mahdar.articles.article import Article, Block, Published, Source
from mahdar.articles.days import ADDRESS, address_day
from mahdar.articles.dump import read_lines
from mahdar.articles.label import Reading
from mahdar.articles.language import language
from mahdar.articles.line import lines
from mahdar.captures import Capture, Declared, leads_to_the_web
from mahdar.errors import InputError
from mahdar.spans import Anchor, content_id

_IN_ADDRESS = 0.9  # confidence: an address is given when a page is first made, at times the day before


def article(capture: Capture) -> Article:
    """The article of a capture: its text, and each stretch of it with its role and the rule that gave it.

    The text of a dump or a row is the capture's own; that of a page is what was extracted from it, headline first.
    Raises InputError where a page shows no text.
    """
    if capture.kind == "page":
        return _from_page(capture)
    text, declared = capture.text, capture.declared
    return _article(
        capture, text, read_lines(text, lines(text), title=declared.title, own=declared.outlet), declared, _declared_day(declared)
    )


def _declared_day(declared: Declared) -> Published | None:
    """The day that was declared, or that stands in the declared address."""
    if declared.published:
        return Published(declared.published[:10], declared.published[:10], "metadata")
    day = address_day(declared.url) if declared.url else None
    return Published(day, day, "metadata", why=ADDRESS, confidence=_IN_ADDRESS) if day else None


def _from_page(capture: Capture) -> Article:
    from mahdar.articles.page import page  # trafilatura takes half a second to load, which dumps need not pay

    found, declared = page(capture.text), capture.declared
    if not any(map(str.isalpha, found.text)):
        raise InputError(capture.file, "a page without text; save the article's own page, after it has loaded", row=capture.row)
    said = found.said
    own = said.url if said.url and leads_to_the_web(said.url) else None
    known = Declared(declared.title or found.title, declared.outlet or said.outlet, declared.url or own, declared.published)
    day = _declared_day(declared)
    if said.published and not declared.published:
        day = Published(
            said.published, said.published, "markup", why=said.dated_by, confidence=_IN_ADDRESS if said.dated_by == ADDRESS else 1.0
        )
    reading = read_lines(found.text, lines(found.text), title=found.title, author=found.author, own=known.outlet)
    return _article(capture, found.text, reading, known, day)


def _article(capture: Capture, text: str, reading: Reading, declared: Declared, day: Published | None) -> Article:
    name = content_id("article", capture.file, capture.row, capture.sha256)
    return Article(
        id=name,
        source=Source(capture.file, capture.sha256, capture.row, declared.url),
        text=text,
        language=language(text),
        blocks=tuple(Block(Anchor(name, p.start, p.end), p.role, p.rule) for p in reading.pieces),
        outlet=declared.outlet or reading.outlet,
        published=day,
    )
