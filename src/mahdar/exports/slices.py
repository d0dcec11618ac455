"""The words behind the lines of a record: every text that an export writes is cut here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from mahdar.records.record import ActorLine, ArticleLine, Record, Span
from mahdar.spans import Anchor

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Slices:
    """Look-ups of one record: articles and actors by id, and slices of texts; it holds nothing that is not in the record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.articles: dict[str, ArticleLine] = {a.id: a for a in record.articles}
        self.actors: dict[str, ActorLine] = {a.id: a for a in record.actors}

    def words(self, article: str, span: Span | None) -> str:
        """The words of a span; nothing where there is none."""
        return self.articles[article].text[span.start : span.end] if span else ""

    def at(self, anchor: Anchor | None) -> str:
        """The words of an anchor; nothing where there is none."""
        return self.articles[anchor.article].text[anchor.start : anchor.end] if anchor else ""

    def title(self, article: ArticleLine) -> str:
        """The headline, or the first kept stretch where there is none, or the name of the file."""
        if article.headline:
            return self.words(article.id, article.headline)
        first = next((b for b in article.blocks if article.text[b.start : b.end].strip()), None)
        return article.text[first.start : first.end] if first else PurePath(article.source.file).name

    def day(self, article: ArticleLine) -> str:
        """The day of publication as YYYY-MM-DD, or nothing where no single day is known."""
        return day(article.published.value) if article.published else ""


def day(value: str | None) -> str:
    """A value that is one day of the calendar, or begins with one and its time; nothing otherwise.

    >>> day("2021-06-16"), day("2021-06-15TEV"), day("2021-06"), day("2021-02-30")
    ('2021-06-16', '2021-06-15', '', '')
    """
    if not value or "/" in value or not (found := _DAY.match(value)) or value[10:11] not in {"", "T"}:
        return ""
    try:
        return date.fromisoformat(found[0]).isoformat()
    except ValueError:
        return ""
