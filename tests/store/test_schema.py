"""The tables that the migrations make are the ones that the code names."""

from __future__ import annotations

from collections.abc import Callable

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mahdar.store import Store, opening, schema


def test_migrations_end_in_the_tables_of_the_code(address: Callable[[], str]) -> None:
    with Store(address()) as store, store._engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or name in schema.metadata.tables}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), schema.metadata) == []


def test_the_newest_migration_is_the_one_the_code_expects() -> None:
    scripts = ScriptDirectory(str(opening.MIGRATIONS))
    assert scripts.get_heads() == [opening.HEAD]


def test_a_database_is_opened_again_without_loading_the_migrations(address: Callable[[], str]) -> None:
    import subprocess
    import sys

    where = address()
    Store(where).close()
    program = f"import sys; from mahdar.store import Store; Store({where!r}).close(); print('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "False"
