"""The fifth form: an article of a second file is kept once; a writer that starts goes on where another was."""

from __future__ import annotations

from alembic import op

from mahdar.store import schema

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the tables of where else articles were found, and of the stream of stories."""
    schema.again.create(op.get_bind())
    schema.states.create(op.get_bind())
