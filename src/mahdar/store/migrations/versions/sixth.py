"""The sixth form: what is derived takes less room."""

from __future__ import annotations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Changes nothing yet."""
