"""The sixth form: what is derived takes less room; articles are counted, and their rows are found by their numbers."""

from __future__ import annotations

from itertools import islice
from typing import Any

from alembic import op
from sqlalchemy import Connection, insert, select, text

from mahdar.store import schema
from mahdar.store.index import indexed_anew
from mahdar.store.intake import Kept, layers_of
from mahdar.store.packing import released, unpacked
from mahdar.store.rows import Told, told_of
from mahdar.store.telling import Lines
from mahdar.store.writing import put_told

revision = "0006"
down_revision = "0005"

_GONE = ("parties", "quotations", "events", "claims", "appearances", "documents", "names", "blocks", "printing", "alike")
_MANY = 200


def upgrade() -> None:
    """Counts articles, and makes the tables of their lines anew from the lines; the next writer fills those of names."""
    bind = op.get_bind()
    op.execute(text("ALTER TABLE sources ADD COLUMN number INTEGER NOT NULL DEFAULT 0"))
    received = bind.execute(text("SELECT id FROM sources ORDER BY received, id")).scalars().all()
    if received:
        change = text("UPDATE sources SET number = :n WHERE id = :k")
        bind.execute(change, [{"k": name, "n": n} for n, name in enumerate(received, 1)])
    op.execute(text("CREATE UNIQUE INDEX ix_sources_number ON sources (number)"))
    for name in _GONE:
        op.execute(text(f"DROP TABLE {name}"))
    _counted(bind)
    people = [dict(row) for row in bind.execute(text("SELECT * FROM actors")).mappings()]
    links = [dict(row) for row in bind.execute(text("SELECT * FROM links")).mappings()]
    for table in (schema.links, schema.actors):
        op.execute(text(f"DROP TABLE {table.name}"))
    for table, rows in ((schema.actors, people), (schema.links, links)):
        table.create(bind)
        if rows:
            bind.execute(insert(table), rows)
    for table in (
        schema.appearances,
        schema.issues,
        schema.parts,
        schema.documents,
        schema.names,
        schema.blocks,
        schema.printing,
        schema.alike,
    ):
        table.create(bind)
    op.execute(text("DELETE FROM facts WHERE name = 'names'"))
    a = schema.articles.c
    numbers = iter(bind.execute(select(a.number).where(a.lines.is_not(None)).order_by(a.number)).scalars().all())
    while some := list(islice(numbers, _MANY)):
        found = bind.execute(select(a.number, a.text, a.lines, a.layers).where(a.number.in_(some)))
        put_told(bind, (), [_told(row) for row in found])
    indexed_anew(bind)


def _counted(bind: Connection) -> None:
    """Gives articles their numbers as keys, in the order of which they then stand."""
    columns = [f'"{column.name}"' for column in schema.articles.c if column.name != "number"]
    bind.execute(text("CREATE TABLE moved AS SELECT * FROM articles"))
    bind.execute(text("DROP TABLE articles"))
    schema.articles.create(bind)
    found = ", ".join(f"moved.{name}" for name in columns)
    bind.execute(
        text(
            f"INSERT INTO articles (number, {', '.join(columns)}) "  # noqa: S608 - names of ours
            f"SELECT sources.number, {found} FROM moved JOIN sources ON sources.id = moved.id ORDER BY sources.number"
        )
    )
    bind.execute(text("DROP TABLE moved"))


def _told(row: Any) -> Told:
    layers = layers_of(unpacked(row.layers, Kept), released(row.text).decode())
    return told_of(row.number, unpacked(row.lines, Lines), layers.reading)
