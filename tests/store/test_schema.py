"""The tables that the migrations make are the ones that the code names."""

from __future__ import annotations

from collections.abc import Callable

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from mahdar.store import Store, Wanted, opening, schema

from .dump import differences, dumped
from .newsroom import CAPTURES, PORT, capture

_LATER = ("names", "blocks", "printing", "alike", "texts", "places", "pairs", "sessions", "again", "states")


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


def test_a_database_of_the_first_form_is_searched_after_it_is_opened_by_this_one(address: Callable[[], str]) -> None:
    where = address()
    with Store(where) as store:
        store.writer(tagger=False).add(CAPTURES)
        before = {kind: store.view.search("الرواتب", Wanted(kind=kind)) for kind in ("articles", "quotations", "claims", "events")}
        assert before["articles"].total > 1
        with store._engine.connect().execution_options(writing=True) as connection, connection.begin():
            sqlite = connection.dialect.name == "sqlite"
            for statement in (
                *(["DROP TABLE forms", "DROP TABLE stems"] if sqlite else ["DROP TABLE words"]),
                "CREATE VIRTUAL TABLE words USING fts5(forms, stems, content='')"
                if sqlite
                else "CREATE TABLE words (n INTEGER PRIMARY KEY, forms TSVECTOR NOT NULL, stems TSVECTOR NOT NULL)",
                "UPDATE documents SET n = n % 1000000007",  # any small numbers
                "DROP INDEX ix_articles_id_outlet_day_story",
                *(
                    f"DROP TABLE {name}"
                    for name in ("names", "blocks", "printing", "alike", "texts", "places", "pairs", "sessions", "again", "states")
                ),
                *(f"DROP INDEX {name}" for name in ("ix_actors_article", "ix_links_from_article")),
                *(
                    f"ALTER TABLE {name}"
                    for name in ("articles DROP COLUMN named", "articles DROP COLUMN first", "actors DROP COLUMN bonds")
                ),
                "DELETE FROM facts WHERE name = 'names'",
                "ALTER TABLE tokens DROP COLUMN scope",
                "UPDATE alembic_version SET version_num = '0001'",
            ):
                connection.execute(text(statement))
    with Store(where) as store:
        assert {kind: store.view.search("الرواتب", Wanted(kind=kind)) for kind in before} == before
        whole = dumped(store)
        with store._engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM names")).scalar() == 0
        store.writer(tagger=False).add([capture("late", PORT.replace("الثالث", "الرابع"), outlet="بريد الساحل", day="2024-03-09")])
        added = dumped(store)
        assert len(added["names"]) > len(whole["names"])
        store.writer(tagger=False).rebuild()
        assert differences(dumped(store), added) == {}
