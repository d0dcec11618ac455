"""The second form: documents are numbered by kind and day, so that the newest hits are found without looking at the others."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Empties the index of words, which a later form fills under the new numbers."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(text("DROP TABLE words"))
        plain = "list, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\""
        op.execute(text(f"CREATE VIRTUAL TABLE forms USING fts5({plain})"))
        op.execute(text(f"CREATE VIRTUAL TABLE stems USING fts5({plain}, detail=none)"))
    else:
        op.execute(text("DELETE FROM words"))
        op.execute(text("ALTER TABLE words ALTER COLUMN n TYPE BIGINT"))
        op.execute(text("ALTER TABLE documents ALTER COLUMN n TYPE BIGINT"))
    op.execute(text("CREATE INDEX ix_articles_id_outlet_day_story ON articles (id, outlet, day, story)"))
