"""The fourth form: names and copies are kept, so that a batch costs what it touches."""

from __future__ import annotations

from alembic import op
from sqlalchemy import bindparam, select, text, update

from mahdar.store import schema
from mahdar.store.intake import Kept
from mahdar.store.packing import unpacked

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the tables of names and of copies; the next writer fills them from the articles that are there."""
    bind = op.get_bind()
    for table in (schema.names, schema.blocks, schema.printing, schema.alike, schema.texts, schema.places, schema.pairs):
        table.create(bind)
    op.execute(text(f"ALTER TABLE articles ADD COLUMN named {'BLOB' if bind.dialect.name == 'sqlite' else 'BYTEA'}"))
    op.execute(text("ALTER TABLE articles ADD COLUMN first TEXT"))
    op.execute(text(f"ALTER TABLE actors ADD COLUMN bonds {'BLOB' if bind.dialect.name == 'sqlite' else 'BYTEA'}"))
    op.execute(text("CREATE INDEX ix_actors_article ON actors (article)"))
    op.execute(text("CREATE INDEX ix_links_from_article ON links (from_article)"))
    a = schema.articles.c
    days = {row.id: unpacked(row.layers, Kept).article.published for row in bind.execute(select(a.id, a.layers))}
    rows = [{"k": name, "first": day.first} for name, day in sorted(days.items()) if day]
    if rows:
        bind.execute(update(schema.articles).where(a.id == bindparam("k")).values(first=bindparam("first")), rows)
