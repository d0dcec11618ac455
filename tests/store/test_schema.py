"""The tables that the migrations make are the ones that the code names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from unittest.mock import patch

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text

from mahdar.store import Store, Wanted, opening, schema
from mahdar.store.intake import Kept, layers_of
from mahdar.store.numbers import place_in
from mahdar.store.packing import released, unpacked
from mahdar.store.rows import documents_of
from mahdar.store.telling import Lines

from .dump import differences, dumped
from .newsroom import CAPTURES, PORT, capture


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
    with Store(address()) as store:
        store.writer(tagger=False).add(CAPTURES)
        before = {kind: store.view.search("الرواتب", Wanted(kind=kind)) for kind in ("articles", "quotations", "claims", "events")}
        people = store.view.actors(size=500)
        assert before["articles"].total > 1
        _in_the_first_form(store, where)
    with Store(where) as store:
        assert {kind: store.view.search("الرواتب", Wanted(kind=kind)) for kind in before} == before
        assert store.view.actors(size=500) == people
        whole = dumped(store)
        with store._engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM names")).scalar() == 0
        store.writer(tagger=False).add([capture("late", PORT.replace("الثالث", "الرابع"), outlet="بريد الساحل", day="2024-03-09")])
        added = dumped(store)
        assert len(added["names"]) > len(whole["names"])
        store.writer(tagger=False).rebuild()
        assert differences(dumped(store), added) == {}


def _in_the_first_form(store: Store, where: str) -> None:
    """Makes a database as the first version did, with what a store holds."""
    with patch.object(opening, "HEAD", "0001"), patch.object(opening, "_migrated", partial(opening._migrated, form="0001")):
        engine = opening.engine_of(where)
    with store._engine.connect() as source, engine.connect().execution_options(writing=True) as target, target.begin():
        articles = source.execute(select(schema.articles)).all()
        for name in ("readers", "captures", "sources", "articles", "actors", "links", "stories"):
            rows = source.execute(select(schema.metadata.tables[name])).all()
            _put(
                target,
                name,
                [
                    {k: v for k, v in row._mapping.items() if k not in ("number", "named", "first", "bonds") or name == "stories"}
                    for row in rows
                ],
            )
        n = count(1)
        for row in articles:
            if row.lines:
                lines = unpacked(row.lines, Lines)
                for one in documents_of(row.number, lines, layers_of(unpacked(row.layers, Kept), released(row.text).decode()).reading):
                    told = {"quotation": lines.quotations, "claim": lines.claims, "event": lines.events}
                    line = told[one.kind][place_in(one.n)].id if one.kind in told else row.id
                    known = {"kind": one.kind, "line": line, "article": row.id, "day": row.day or "", "start": one.start, "end": one.end}
                    _put(target, "documents", [{"n": next(n), **known}])
    engine.dispose()


def _put(connection: Connection, table: str, rows: list[dict[str, object]]) -> None:
    names = list(rows[0])
    quoted, given = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    connection.execute(text(f"INSERT INTO {table} ({quoted}) VALUES ({given})"), rows)  # noqa: S608 - ours
