"""What was taken in and what was settled -> rows of the database; only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from mahdar.pipeline import Layers
from mahdar.store import schema
from mahdar.store.index import Searched, blocks_of, drop_all, drop_documents, put_documents
from mahdar.store.intake import Taken, kept, page_of
from mahdar.store.packing import packed, squeezed, unpacked
from mahdar.store.rows import Row, documents_of, rows_of
from mahdar.store.statements import many, put
from mahdar.store.telling import Lines


def put_taken(connection: Connection, fresh: Sequence[Taken], reader: str) -> None:
    """Writes captures, their sources and what was read in each by itself."""
    digests = {one.source.digest: one.data for one in fresh}
    c = schema.captures.c.digest
    there = {row.digest for some in many(digests) for row in connection.execute(select(c).where(c.in_(some)))}
    put(connection, schema.captures, [{"digest": d, "data": squeezed(data)} for d, data in digests.items() if d not in there])
    put(connection, schema.sources, [msgspec.structs.asdict(one.source) for one in fresh])
    put_read(connection, fresh, reader)


def put_read(connection: Connection, fresh: Sequence[Taken], reader: str) -> None:
    """Writes what was read in each article by itself, and by which program."""
    put(connection, schema.articles, [_article(one, reader) for one in fresh])


def _article(one: Taken, reader: str) -> Row:
    article = one.layers.article
    head = article.first("headline")
    title = head.of(article.text) if head else ""
    return {
        "id": article.id,
        "reader": reader,
        "language": article.language,
        "outlet": article.outlet,
        "url": article.source.url,
        "page": page_of(article.source.url),
        "title": " ".join(title.split()),
        "dated": one.dated,
        "words": len(one.layers.reading.words),
        "text": squeezed(article.text.encode()),
        **_dated(one.layers),
    }


def _dated(layers: Layers) -> Row:
    day = layers.article.published
    return {
        "day": day.first[:10] if day else None,
        "last": day.last[:10] if day else None,
        "first": day.first if day else None,
        "layers": packed(kept(layers)),
    }


def put_dates(connection: Connection, layers: Iterable[Layers]) -> None:
    """Writes articles that the others date otherwise than before."""
    for one in layers:
        connection.execute(update(schema.articles).where(schema.articles.c.id == one.article.id).values(**_dated(one)))


def put_places(connection: Connection, places: Mapping[str, tuple[str | None, str | None, str | None]]) -> None:
    """Writes for articles their story, what each was copied from and the version that took its place."""
    a = schema.articles.c
    rows = [{"k": name, "story": story, "copy_of": whence, "newer": newer} for name, (story, whence, newer) in sorted(places.items())]
    if rows:
        change = update(schema.articles).where(a.id == bindparam("k"))
        connection.execute(change.values({n: bindparam(n) for n in ("story", "copy_of", "newer")}), rows)


def put_lines(connection: Connection, lines: Mapping[str, Lines], layers: Mapping[str, Layers]) -> None:
    """Writes the lines of articles, with the rows and words by which they are found, where they differ from what is there."""
    a = schema.articles.c
    old: dict[str, bytes] = {}
    for some in many(lines):
        old |= {row.id: row.lines for row in connection.execute(select(a.id, a.lines).where(a.id.in_(some), a.lines.is_not(None)))}
    made = {name: packed(one) for name, one in lines.items()}
    changed = [name for name in lines if old.get(name) != made[name]]
    if not changed:
        return
    connection.execute(
        update(schema.articles).where(a.id == bindparam("k")).values(lines=bindparam("lines")),
        [{"k": name, "lines": made[name]} for name in changed],
    )
    _drop_rows(connection, [name for name in changed if name in old])
    found: dict[str, list[Row]] = defaultdict(list)
    for name in changed:
        for table, rows in rows_of(lines[name]).items():
            found[table] += rows
    for table, rows in found.items():
        put(connection, schema.metadata.tables[table], rows)
    before = {name: unpacked(old[name], Lines) for name in changed if name in old}
    anew = [name for name in changed if name not in before or not _alike(before[name], lines[name])]
    drop_documents(connection, [name for name in anew if name in before])
    put_documents(connection, [_searched(lines[name], layers[name]) for name in anew])


def _searched(lines: Lines, layers: Layers) -> Searched:
    day = lines.article.published.value[:10] if lines.article.published else ""
    return Searched(lines.article.id, day, layers.article.text, blocks_of(lines), tuple(documents_of(lines, layers.reading)))


def _alike(one: Lines, other: Lines) -> bool:
    """Whether the same words are to be searched."""

    def searched(lines: Lines) -> object:
        spans = (
            [(q.id, q.content) for q in lines.quotations],
            [(c.id, c.evidence) for c in lines.claims],
            [(e.id, e.trigger) for e in lines.events],
        )
        return (*spans, lines.article.headline, lines.article.published)

    return searched(one) == searched(other)


def drop_lines(connection: Connection, names: Sequence[str]) -> None:
    """Takes away the lines of articles that a newer version has replaced."""
    drop_documents(connection, names)
    for some in many(names):
        connection.execute(update(schema.articles).where(schema.articles.c.id.in_(some)).values(lines=None))
    _drop_rows(connection, names)


def _drop_rows(connection: Connection, names: Sequence[str]) -> None:
    for some in many(names):
        for table in (schema.quotations, schema.events, schema.claims, schema.parties, schema.appearances):
            connection.execute(delete(table).where(table.c.article.in_(some)))


def empty(connection: Connection) -> None:
    """Takes away everything that is derived."""
    drop_all(connection)
    connection.execute(delete(schema.states))
    for table in reversed(schema.metadata.sorted_tables):
        if table.name in schema.DERIVED:
            connection.execute(delete(table))


def put_fact(connection: Connection, name: str, value: str) -> None:
    """Writes a fact about the database."""
    facts = schema.facts
    if not connection.execute(update(facts).where(facts.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(facts).values(name=name, value=value))
