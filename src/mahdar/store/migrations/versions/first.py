"""The first form."""

from __future__ import annotations

from pathlib import Path

from alembic import op
from sqlalchemy import text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables of `first.sql`, and the index of words in the manner of each database."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    words = {"bytes": "BLOB", "number": "INTEGER NOT NULL"} if sqlite else {"bytes": "BYTEA", "number": "SERIAL NOT NULL"}
    lines = Path(__file__).with_name("first.sql").read_text("utf-8").splitlines()
    for statement in "\n".join(line for line in lines if not line.startswith("--")).split(";"):
        if statement.strip():
            op.execute(text(statement.format(**words)))
    if sqlite:
        op.execute(text("CREATE VIRTUAL TABLE words USING fts5(forms, stems, content='', tokenize=\"unicode61 remove_diacritics 0\")"))
    else:
        op.execute(text("CREATE TABLE words (n INTEGER PRIMARY KEY, forms TSVECTOR NOT NULL, stems TSVECTOR NOT NULL)"))
        op.execute(text("CREATE INDEX ix_words_forms ON words USING gin (forms)"))
        op.execute(text("CREATE INDEX ix_words_stems ON words USING gin (stems)"))
