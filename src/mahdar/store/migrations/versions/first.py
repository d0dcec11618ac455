"""The first form."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from mahdar.store.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables, and the index of words in the manner of each database."""
    bind = op.get_bind()
    metadata.create_all(bind)
    if bind.dialect.name == "sqlite":
        op.execute(text("CREATE VIRTUAL TABLE words USING fts5(forms, stems, content='', tokenize=\"unicode61 remove_diacritics 0\")"))
    else:
        op.execute(text("CREATE TABLE words (n INTEGER PRIMARY KEY, forms TSVECTOR NOT NULL, stems TSVECTOR NOT NULL)"))
        op.execute(text("CREATE INDEX ix_words_forms ON words USING gin (forms)"))
        op.execute(text("CREATE INDEX ix_words_stems ON words USING gin (stems)"))
