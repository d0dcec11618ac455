"""What alembic runs: the migrations, on the connection that the room has opened."""

from __future__ import annotations

from alembic import context

from mahdar.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
