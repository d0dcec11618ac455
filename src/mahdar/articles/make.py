"""Capture -> Article."""

from __future__ import annotations

from mahdar.articles.article import Article, Block, Published, Source
from mahdar.articles.dump import Reading, read_lines
from mahdar.articles.language import language
from mahdar.articles.line import lines
from mahdar.captures import Capture
from mahdar.spans import Anchor, content_id


def article(capture: Capture) -> Article:
    """The article of a capture: its text, and each stretch of it with its role and the rule that gave it."""
    text = capture.text
    declared = capture.declared
    return _article(capture, text, read_lines(text, lines(text), title=declared.title))


def _article(capture: Capture, text: str, reading: Reading) -> Article:
    declared = capture.declared
    name = content_id("article", capture.file, capture.row, capture.sha256)
    day = declared.published[:10] if declared.published else None
    return Article(
        id=name,
        source=Source(capture.file, capture.sha256, capture.row, declared.url),
        text=text,
        language=language(text),
        blocks=tuple(Block(Anchor(name, p.start, p.end), p.role, p.rule) for p in reading.pieces),
        outlet=declared.outlet or reading.outlet,
        published=Published(day, day, "metadata") if day else None,
    )
