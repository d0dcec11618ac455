"""The full-text index, told in the manner of each database: FTS5 without its text, or vectors of words with their places.

SQLite has a table of spellings with places, for phrases, and a table of stems that keeps none, which makes it small and quick
to count. PostgreSQL has one table with two columns. Both have the words of a document by its number (`numbers.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select, text

from mahdar.store import schema
from mahdar.store.packing import released, unpacked
from mahdar.store.rows import Document, numbers_of, text_of
from mahdar.store.statements import many
from mahdar.store.telling import Lines
from mahdar.store.words import Words, words


class Searched(Struct, frozen=True):
    """An article as it is searched: its text with the stretches that were kept, and what is in it."""

    text: str
    blocks: tuple[tuple[int, int], ...]
    documents: tuple[Document, ...]


def put_words(connection: Connection, found: Iterable[Searched]) -> None:
    """Writes the words of documents that have none in the index."""
    said = _said(found)
    if not said:
        return
    if connection.dialect.name == "sqlite":
        for table, lists in _lists(said).items():
            connection.execute(text(f"INSERT INTO {table} (rowid, list) VALUES (:n, :list)"), lists)  # noqa: S608 - ours
        return
    rows = [{"n": n, "forms": _vector(one.forms), "stems": _vector(one.stems)} for n, one in said]
    connection.execute(text("INSERT INTO words (n, forms, stems) VALUES (:n, CAST(:forms AS tsvector), CAST(:stems AS tsvector))"), rows)


def drop_words(connection: Connection, found: Iterable[Searched]) -> None:
    """Takes documents out of the index; FTS5 wants to be told the very words that it took in."""
    if connection.dialect.name == "sqlite":
        for table, lists in _lists(_said(found)).items():
            if lists:
                statement = f"INSERT INTO {table} ({table}, rowid, list) VALUES ('delete', :n, :list)"  # noqa: S608 - ours
                connection.execute(text(statement), lists)
        return
    numbers = [{"n": document.n} for one in found for document in one.documents]
    if numbers:
        connection.execute(text("DELETE FROM words WHERE n = :n"), numbers)


def drop_all(connection: Connection) -> None:
    """Empties the index of words."""
    sqlite = connection.dialect.name == "sqlite"
    for table in ("forms", "stems") if sqlite else ("words",):
        connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('delete-all')" if sqlite else f"DELETE FROM {table}"))  # noqa: S608


def indexed_anew(connection: Connection) -> None:
    """Makes the index of words anew from the documents that are there."""
    drop_all(connection)
    a = schema.articles.c
    for some in many(connection.execute(select(a.id).where(a.lines.is_not(None)).order_by(a.number)).scalars().all()):
        put_words(connection, searched(connection, some))


def searched(connection: Connection, articles: Sequence[str]) -> list[Searched]:
    """What the index has of articles."""
    a, d = schema.articles.c, schema.documents.c
    found = []
    for row in connection.execute(select(a.number, a.text, a.lines).where(a.id.in_(articles), a.lines.is_not(None)).order_by(a.number)):
        lines = unpacked(row.lines, Lines)
        numbers = numbers_of(row.number, lines)
        spans = (connection.execute(select(d.n, d.start, d.end).where(d.n.in_(some))) for some in many(numbers))
        documents = tuple(Document(numbers[n], n, start, end) for some in spans for n, start, end in some)
        found.append(Searched(released(row.text).decode(), blocks_of(lines), documents))
    return found


def blocks_of(lines: Lines) -> tuple[tuple[int, int], ...]:
    """The stretches of an article's text that were kept."""
    return tuple((block.start, block.end) for block in lines.article.blocks)


def _said(found: Iterable[Searched]) -> list[tuple[int, Words]]:
    return [(document.n, words(text_of(document, one.text, one.blocks))) for one in found for document in one.documents]


def _lists(said: Sequence[tuple[int, Words]]) -> dict[str, list[dict[str, object]]]:
    """The lists of words of documents in the order of their numbers, by table."""
    ordered = sorted(said, key=lambda one: one[0])
    return {
        "forms": [{"n": n, "list": " ".join(one.forms)} for n, one in ordered],
        "stems": [{"n": n, "list": " ".join(one.stems)} for n, one in ordered],
    }


def _vector(found: Sequence[str]) -> str:
    """Words with their places, of which PostgreSQL keeps the first 16,383."""
    return " ".join(f"'{word}':{min(at, 16383)}" for at, word in enumerate(found, 1))
