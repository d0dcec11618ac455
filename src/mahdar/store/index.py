"""What can be searched -> the index of words of either database, under numbers whose order is the order of the hits.

SQLite has two tables of FTS5: `forms` keeps the places of words, for phrases; `stems` keeps none, which makes it small and quick
to count. PostgreSQL has one table with two columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Connection, delete, insert, select, text

from mahdar.store import schema
from mahdar.store.packing import released, unpacked
from mahdar.store.rows import Document, Row, text_of
from mahdar.store.telling import Lines
from mahdar.store.words import words

#: Kinds of documents by the first digit of their numbers.
KINDS = ("article", "quotation", "claim", "event")
#: Bits of a number: the kind, the day, the article counted down, the place in the article counted down.
_DAY, _ARTICLE, _PLACE = 22, 28, 10
_MANY = 500


class Searched(Struct, frozen=True):
    """An article as it is searched: its first day or nothing, its text with the stretches that were kept, and what is in it."""

    article: str
    day: str
    text: str
    blocks: tuple[tuple[int, int], ...]
    documents: tuple[Document, ...]


def lowest(kind: str, day: str = "") -> int:
    """The least number that a document of a kind may have, from a day on.

    >>> lowest("article", "2024-03-06") < lowest("article", "2024-03-07") < lowest("quotation")
    True
    """
    at = date.fromisoformat(day).toordinal() if day else 0
    return (KINDS.index(kind) << _DAY | at) << (_ARTICLE + _PLACE)


def beyond(kind: str) -> int:
    """The number that no document of a kind reaches."""
    return (KINDS.index(kind) + 1) << (_DAY + _ARTICLE + _PLACE)


def put_documents(connection: Connection, found: Iterable[Searched]) -> None:
    """Writes what can be searched of articles that have nothing in the index."""
    rows: list[Row] = []
    said: list[tuple[str, ...]] = []
    stems: list[tuple[str, ...]] = []
    for one in found:
        for n, document in _numbered(one):
            rows.append({"n": n, "article": one.article, "day": one.day, **asdict(document)})
            spoken = words(text_of(document, one.text, one.blocks))
            said.append(spoken.forms)
            stems.append(spoken.stems)
    if not rows:
        return
    numbers = _free(connection, [int(str(row["n"])) for row in rows])
    for row, n in zip(rows, numbers, strict=True):
        row["n"] = n
    connection.execute(insert(schema.documents), rows)
    put_words(connection, numbers, said, stems)


def put_words(connection: Connection, numbers: Sequence[int], forms: Sequence[Sequence[str]], stems: Sequence[Sequence[str]]) -> None:
    """Writes the words of documents."""
    if connection.dialect.name == "sqlite":
        for table, lists in (("forms", forms), ("stems", stems)):
            _each(connection, f"INSERT INTO {table} (rowid, list) VALUES (:n, :list)", numbers, lists)  # noqa: S608 - ours
        return
    rows = [{"n": n, "forms": _vector(f), "stems": _vector(s)} for n, f, s in zip(numbers, forms, stems, strict=True)]
    connection.execute(text("INSERT INTO words (n, forms, stems) VALUES (:n, CAST(:forms AS tsvector), CAST(:stems AS tsvector))"), rows)


def drop_documents(connection: Connection, articles: Sequence[str]) -> None:
    """Takes articles out of the index; FTS5 wants to be told the very words that it took in, and their texts never change."""
    d = schema.documents
    for at in range(0, len(articles), _MANY):
        some = articles[at : at + _MANY]
        if connection.dialect.name == "sqlite":
            for one, numbers in _there(connection, some):
                said = [words(text_of(document, one.text, one.blocks)) for document in one.documents]
                for table, lists in (("forms", [w.forms for w in said]), ("stems", [w.stems for w in said])):
                    statement = f"INSERT INTO {table} ({table}, rowid, list) VALUES ('delete', :n, :list)"  # noqa: S608 - ours
                    _each(connection, statement, numbers, lists)
        else:
            names = {f"a{n}": name for n, name in enumerate(some)}
            within = ", ".join(":" + key for key in names)
            connection.execute(
                text(f"DELETE FROM words WHERE n IN (SELECT n FROM documents WHERE article IN ({within}))"),  # noqa: S608 - names of ours
                names,
            )
        connection.execute(delete(d).where(d.c.article.in_(some)))


def drop_all(connection: Connection) -> None:
    """Empties the index."""
    sqlite = connection.dialect.name == "sqlite"
    for table in ("forms", "stems") if sqlite else ("words",):
        connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('delete-all')" if sqlite else f"DELETE FROM {table}"))  # noqa: S608
    connection.execute(delete(schema.documents))


def indexed_anew(connection: Connection) -> None:
    """Makes the index anew from the documents that are there."""
    d = schema.documents.c
    names = list(connection.execute(select(d.article).distinct().order_by(d.article)).scalars())
    for at in range(0, len(names), _MANY):
        found = [one for one, _ in _there(connection, names[at : at + _MANY])]
        connection.execute(delete(schema.documents).where(d.article.in_(names[at : at + _MANY])))
        put_documents(connection, found)


def _there(connection: Connection, articles: Sequence[str]) -> list[tuple[Searched, list[int]]]:
    """What the index has of articles, with the numbers of the documents."""
    a, d = schema.articles.c, schema.documents.c
    texts: Mapping[str, tuple[str, Lines]] = {
        row.id: (released(row.text).decode(), unpacked(row.lines, Lines))
        for row in connection.execute(select(a.id, a.text, a.lines).where(a.id.in_(articles), a.lines.is_not(None)))
    }
    rows = connection.execute(select(schema.documents).where(d.article.in_(list(texts))).order_by(d.article, d.n)).all()
    found = []
    for name, group in groupby(rows, key=lambda row: str(row.article)):
        some = list(group)
        text_, lines = texts[name]
        documents = tuple(Document(row.kind, row.line, row.start, row.end) for row in some)
        found.append((Searched(name, some[0].day, text_, blocks_of(lines), documents), [int(row.n) for row in some]))
    return found


def blocks_of(lines: Lines) -> tuple[tuple[int, int], ...]:
    """The stretches of an article's text that were kept."""
    return tuple((block.start, block.end) for block in lines.article.blocks)


def _numbered(one: Searched) -> Iterable[tuple[int, Document]]:
    """The documents of an article with the numbers that they should have: later days, lower ids and earlier places have higher ones."""
    last = (1 << _ARTICLE) - 1
    article = last - (int(one.article[3:10], 16) & last)
    for kind, group in groupby(sorted(one.documents, key=lambda d: (d.kind, d.start, d.line)), key=lambda d: d.kind):
        base = lowest(kind, one.day) + (article << _PLACE)
        for place, document in enumerate(group):
            yield base + max(0, (1 << _PLACE) - 1 - place), document


def _free(connection: Connection, wanted: Sequence[int]) -> list[int]:
    """The numbers wanted, or the next lower ones that nothing has: two articles of a day may be given the same."""
    d = schema.documents.c.n
    there: set[int] = set()
    for at in range(0, len(wanted), _MANY):
        there |= set(connection.execute(select(d).where(d.in_(wanted[at : at + _MANY]))).scalars())
    given: list[int] = []
    for first in wanted:
        n = first
        while n in there or (n != first and connection.execute(select(d).where(d == n)).scalar() is not None):
            n -= 1
        there.add(n)
        given.append(n)
    return given


def _each(connection: Connection, statement: str, numbers: Sequence[int], lists: Iterable[Sequence[str]]) -> None:
    connection.execute(text(statement), [{"n": n, "list": " ".join(said)} for n, said in zip(numbers, lists, strict=True)])


def _vector(found: Sequence[str]) -> str:
    """Words with their places, of which PostgreSQL keeps the first 16,383."""
    return " ".join(f"'{word}':{min(at, 16383)}" for at, word in enumerate(found, 1))
