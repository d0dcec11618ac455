"""Capture -> Article."""

from __future__ import annotations

import re

from mahdar.articles.article import Article, Block, Published, Source
from mahdar.captures import Capture
from mahdar.spans import Anchor, content_id


def article(capture: Capture) -> Article:
    """The article of a capture."""
    text = capture.data.decode("utf-8")
    declared = capture.declared
    name = content_id("article", capture.file, capture.row, capture.sha256)
    blocks = tuple(Block(Anchor(name, m.start(), m.end()), "body", "line") for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text))
    day = declared.published[:10] if declared.published else None
    return Article(
        id=name,
        source=Source(capture.file, capture.sha256, capture.row, declared.url),
        text=text,
        language="ar",
        blocks=blocks,
        outlet=declared.outlet,
        published=Published(day, day, "metadata") if day else None,
    )
