"""What was taken in and what was settled -> rows of the database; only what differs is written."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import BindParameter, Connection, Table, bindparam, delete, insert, select, update

from mahdar.actors import Actor
from mahdar.pipeline import Layers
from mahdar.spans import content_id, folded
from mahdar.store import schema
from mahdar.store.index import Searched, blocks_of, drop_all, drop_documents, put_documents
from mahdar.store.intake import Taken, kept, page_of
from mahdar.store.packing import packed, squeezed, unpacked
from mahdar.store.rows import Row, documents_of, rows_of
from mahdar.store.telling import Lines

T = TypeVar("T")

#: How many values one statement may carry.
_MANY = 500


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts rows."""
    if rows:
        connection.execute(insert(table), rows)


def many(names: Iterable[T]) -> Iterable[list[T]]:
    """Names or numbers in lists short enough for one statement."""
    ordered = list(names)
    for at in range(0, len(ordered), _MANY):
        yield ordered[at : at + _MANY]


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
    return {"day": day.first[:10] if day else None, "last": day.last[:10] if day else None, "layers": packed(kept(layers))}


def put_dates(connection: Connection, layers: Iterable[Layers]) -> None:
    """Writes articles that the others date otherwise than before."""
    for one in layers:
        connection.execute(update(schema.articles).where(schema.articles.c.id == one.article.id).values(**_dated(one)))


def put_places(connection: Connection, places: Mapping[str, tuple[str | None, str | None, str | None]]) -> list[str]:
    """Writes for each article its story, what it was copied from and the version that took its place; gives those that left their story."""
    a = schema.articles.c
    changed, gone = [], []
    for row in connection.execute(select(a.id, a.story, a.copy_of, a.newer)):
        new = places[row.id]
        if new != (row.story, row.copy_of, row.newer):
            changed.append({"k": row.id, "story": new[0], "copy_of": new[1], "newer": new[2]})
            if row.story and not new[0]:
                gone.append(row.id)
    if changed:
        connection.execute(
            update(schema.articles).where(a.id == bindparam("k")).values({n: bindparam(n) for n in ("story", "copy_of", "newer")}), changed
        )
    return gone


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
    for table in reversed(schema.metadata.sorted_tables):
        if table.name in schema.DERIVED:
            connection.execute(delete(table))


def put_fact(connection: Connection, name: str, value: str) -> None:
    """Writes a fact about the database."""
    facts = schema.facts
    if not connection.execute(update(facts).where(facts.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(facts).values(name=name, value=value))


def put_actors(connection: Connection, people: Sequence[Actor], layers: Mapping[str, Layers]) -> None:
    """Writes the actors of the whole database and the links that make each one."""
    mentions = {m.id: m.anchor.article for one in layers.values() for m in one.mentions}
    texts = {name: one.article.text for name, one in layers.items()}
    rows = {actor.id: _actor(actor, texts, mentions) for actor in people}
    links = {row["id"]: row for actor in people for row in _links(actor)}
    _exchange(connection, schema.links, {}, only=set(links))
    _exchange(connection, schema.actors, rows)
    _exchange(connection, schema.links, links)


def _exchange(connection: Connection, table: Table, rows: Mapping[Any, Row], *, only: set[object] | None = None) -> None:
    """Makes a table hold these rows and no other, by their ids; with `only`, takes away what is not in it and adds nothing."""
    old = {row.id: dict(row._mapping) for row in connection.execute(select(table))}
    stale = [name for name in old if name not in (rows if only is None else only)]
    for some in many(stale):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    if only is not None:
        return
    put(connection, table, [row for name, row in rows.items() if name not in old])
    changed = [row for name, row in rows.items() if name in old and old[name] != row]
    if changed:
        values: dict[str, BindParameter[Any]] = {column.name: bindparam("v_" + column.name) for column in table.c if column.name != "id"}
        connection.execute(
            update(table).where(table.c.id == bindparam("k")).values(values),
            [{"k": r["id"], **{"v_" + n: v for n, v in r.items() if n != "id"}} for r in changed],
        )


def _actor(actor: Actor, texts: Mapping[str, str], mentions: Mapping[str, str]) -> Row:
    name = actor.name.of(texts[actor.name.article])
    return {
        "id": actor.id,
        "kind": actor.kind,
        "name": name,
        "key": folded(name).lower(),
        "names": json.dumps([s.of(texts[s.article]) for s in actor.spellings], ensure_ascii=False),
        "wikidata": actor.wikidata,
        "state": actor.state,
        "known": actor.known,
        "article": actor.name.article,
        "start": actor.name.start,
        "end": actor.name.end,
        "mentions": len(actor.mentions),
        "articles": len({mentions[m] for m in actor.mentions}),
    }


def _links(actor: Actor) -> Iterable[Row]:
    for link in actor.links:
        one, other = link.source, link.target
        yield {
            "id": content_id("link", actor.id, *msgspec.structs.astuple(one), *msgspec.structs.astuple(other), link.rule, link.why),
            "actor": actor.id,
            "from_article": one.article,
            "from_start": one.start,
            "from_end": one.end,
            "to_article": other.article,
            "to_start": other.start,
            "to_end": other.end,
            "score": round(link.score, 3),
            "why": link.why,
            "rule": link.rule,
        }
