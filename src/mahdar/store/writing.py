"""What was taken in and what was settled -> rows of the database; only what differs is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from mahdar.pipeline import Layers
from mahdar.store import schema
from mahdar.store.index import Searched, drop_all, drop_words, put_words
from mahdar.store.intake import Taken, kept, page_of
from mahdar.store.packing import packed, squeezed, unpacked
from mahdar.store.rows import Row, Told, told_of
from mahdar.store.statements import many, put
from mahdar.store.telling import Lines


def put_taken(connection: Connection, fresh: Sequence[Taken], reader: str) -> None:
    """Writes captures, their sources and what was read in each by itself."""
    digests = {one.source.digest: one.data for one in fresh}
    c = schema.captures.c.digest
    there = {row.digest for some in many(digests) for row in connection.execute(select(c).where(c.in_(some)))}
    put(connection, schema.captures, [{"digest": d, "data": squeezed(data)} for d, data in digests.items() if d not in there])
    last = connection.execute(select(func.max(schema.sources.c.number))).scalar() or 0
    numbered = enumerate(fresh, last + 1)
    put(connection, schema.sources, [msgspec.structs.asdict(one.source) | {"number": number} for number, one in numbered])
    put_read(connection, fresh, reader)


def put_read(connection: Connection, fresh: Sequence[Taken], reader: str) -> None:
    """Writes what was read in each article by itself, and by which program."""
    s = schema.sources.c
    numbers: dict[str, int] = {}
    for some in many(one.source.id for one in fresh):
        numbers |= {row.id: row.number for row in connection.execute(select(s.id, s.number).where(s.id.in_(some)))}
    ordered = sorted(fresh, key=lambda one: numbers[one.source.id])
    put(connection, schema.articles, [_article(one, reader) | {"number": numbers[one.source.id]} for one in ordered])


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


def put_lines(connection: Connection, lines: Mapping[str, Lines | None], layers: Mapping[str, Layers]) -> None:
    """Writes the lines of articles, with the rows and words by which they are found, where they differ from what is there.

    None takes away the lines of an article that a newer version has replaced.
    """
    a = schema.articles.c
    made = {name: packed(one) if one else None for name, one in lines.items()}
    were: dict[str, Told] = {}
    are: dict[str, Told] = {}
    for some in many(lines):
        for row in connection.execute(select(a.id, a.number, a.lines).where(a.id.in_(some))).all():
            now = lines[row.id]
            if row.lines != made[row.id]:
                were[row.id] = told_of(row.number, unpacked(row.lines, Lines) if row.lines else None, layers[row.id].reading)
                are[row.id] = told_of(row.number, now, layers[row.id].reading)
    if not are:
        return
    change = update(schema.articles).where(a.id == bindparam("k")).values(lines=bindparam("lines"))
    connection.execute(change, [{"k": name, "lines": made[name]} for name in are])
    put_told(connection, were.values(), are.values())
    again = [name for name in are if were[name].spans() != are[name].spans()]
    drop_words(connection, [_searched(were[name], layers[name]) for name in again])
    put_words(connection, [_searched(are[name], layers[name]) for name in again])


def _searched(told: Told, layers: Layers) -> Searched:
    return Searched(
        layers.article.text, tuple((b.anchor.start, b.anchor.end) for b in layers.article.blocks if not b.aside), told.documents
    )


def put_told(connection: Connection, were: Iterable[Told], are: Iterable[Told]) -> None:
    """Takes away the rows that no longer are and writes those that are new."""
    for table in (schema.appearances, schema.issues, schema.parts, schema.documents):
        before = {row for one in were for row in one.rows[table.name]}
        now = {row for one in are for row in one.rows[table.name]}
        names, keys = [column.name for column in table.c], [column.name for column in table.primary_key]
        if gone := [dict(zip(names, row, strict=True)) for row in before - now]:
            which = and_(*(table.c[name] == bindparam(f"k_{name}") for name in keys))
            connection.execute(delete(table).where(which), [{f"k_{name}": row[name] for name in keys} for row in gone])
        put(connection, table, [dict(zip(names, row, strict=True)) for row in sorted(now - before, key=repr)])


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
