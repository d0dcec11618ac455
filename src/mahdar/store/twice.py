"""Captures -> those that are an article that is kept already, from another file."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol

from sqlalchemy import Connection, select

from mahdar.captures import Capture, Declared
from mahdar.store import schema
from mahdar.store.intake import page_of
from mahdar.store.rows import Row
from mahdar.store.statements import many, put

#: What tells that two captures are one article: the same bytes of one page and day, or of one outlet, day and title.
Sign = tuple[str, ...]
#: By the id that it would have, of what was found again: the article, the capture, and when it was received.
Again = dict[str, tuple[str, Capture, str]]


class Said(Protocol):
    """What was said of an article when it was received."""

    @property
    def title(self) -> str | None:
        """Its title."""

    @property
    def outlet(self) -> str | None:
        """Its outlet."""

    @property
    def url(self) -> str | None:
        """Its address."""

    @property
    def published(self) -> str | None:
        """Its day."""


def sign_of(digest: str, said: Said) -> Sign | None:
    """The sign of an article; None where neither address nor outlet is known, for then the same text may be another's copy.

    Another text, or another day, at the same address is a version of the page.
    """
    if page := page_of(said.url):
        return digest, page, said.published or ""
    return (digest, "", said.published or "", said.title or "", said.outlet) if said.outlet else None


def signed(captures: Mapping[str, Capture]) -> dict[str, Sign]:
    """The signs of captures."""
    found = {name: sign_of(sha256(one.data).hexdigest(), one.declared) for name, one in captures.items()}
    return {name: sign for name, sign in found.items() if sign}


def known_as(connection: Connection, signs: Mapping[str, Sign]) -> dict[str, str]:
    """For articles by id the one of the database that they are, or the first of themselves."""
    s = schema.sources.c
    first: dict[Sign, str] = {}
    for some in many(sorted({sign[0] for sign in signs.values()})):
        query = select(s.id, s.digest, s.url, s.title, s.outlet, s.published).where(s.digest.in_(some)).order_by(s.received, s.id)
        for row in connection.execute(query):
            if sign := sign_of(row.digest, Declared(row.title, row.outlet, row.url, row.published)):
                first.setdefault(sign, row.id)
    return {name: first[sign] for name, sign in signs.items() if first.setdefault(sign, name) != name}


def put_again(connection: Connection, found: Again) -> None:
    """Writes where else articles were found; those that could not be read are none."""
    a, s = schema.again.c, schema.sources.c
    there = {name for some in many(sorted(found)) for name in connection.execute(select(a.id).where(a.id.in_(some))).scalars()}
    articles = {article for article, _, _ in found.values()}
    kept = {name for some in many(sorted(articles)) for name in connection.execute(select(s.id).where(s.id.in_(some))).scalars()}
    rows: list[Row] = [
        {"id": name, "article": article, "file": one.file, "row": one.row, "received": received}
        for name, (article, one, received) in sorted(found.items())
        if name not in there and article in kept
    ]
    put(connection, schema.again, rows)
