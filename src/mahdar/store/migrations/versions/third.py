"""The third form: sessions outlive the server, and a token may open feeds alone."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds a table of sessions and a column to tokens; the same words mean the same to both databases."""
    op.execute(text("ALTER TABLE tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'all'"))
    op.execute(
        text(
            'CREATE TABLE sessions (digest TEXT NOT NULL, "user" TEXT NOT NULL, opened FLOAT NOT NULL, seen FLOAT NOT NULL, '
            "CONSTRAINT pk_sessions PRIMARY KEY (digest), "
            'CONSTRAINT fk_sessions_user FOREIGN KEY("user") REFERENCES users (name) ON DELETE CASCADE)'
        )
    )
    op.execute(text('CREATE INDEX ix_sessions_user ON sessions ("user")'))
