"""What goes wrong with a database is said in one sentence that tells what to do, and nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from mahdar.errors import MahdarError, StoreError
from mahdar.store import Store, opening

from .dump import differences, dumped
from .newsroom import CAPTURES

WHEN = "2024-03-09T00:00:00+00:00"


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear editor, this is no database at all. " * 50)
    with pytest.raises(StoreError, match=r"letter\.db: is no database of Mahdar") as caught:
        Store(file)
    assert caught.value.why == "foreign"
    assert file.read_text().startswith("Dear editor")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreError, match="none of Mahdar"):
        Store(file)
    with sqlite3.connect(file) as other:
        assert [row[0] for row in other.execute("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_database_of_a_newer_program_is_not_touched(address: Callable[[], str]) -> None:
    where = address()
    with Store(where) as store, store._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Mahdar") as caught:
        Store(where)
    assert caught.value.why == "newer"


def test_a_missing_database_is_not_made_by_who_only_reads(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such database"):
        Store(tmp_path / "none.db", create=False)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "no-folder" / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_locked_database_says_so_and_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    with Store(tmp_path / "workspace.db") as store:
        other = sqlite3.connect(tmp_path / "workspace.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program") as caught:
            store.writer(tagger=False).add(CAPTURES)
        assert caught.value.why == "locked"
        assert store.view.stories().total == 0
        other.close()
        assert len(store.writer(tagger=False).add(CAPTURES).new) == len(CAPTURES)


def test_a_server_whose_lock_is_held_says_so(postgresql: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 1)
    with Store(postgresql()) as store, store._engine.connect() as other:
        other.execute(text("SELECT pg_advisory_lock(:key)"), {"key": opening.WRITING})
        with pytest.raises(StoreError, match="locked by another program"):
            store.writer(tagger=False).add(CAPTURES)
        other.execute(text("SELECT pg_advisory_unlock_all()"))


def _always(store: Store, pragma: str) -> Callable[[Any, Any], None]:
    """Sets a pragma on every connection that is made from now on."""

    def ask(connection: Any, _record: Any) -> None:
        connection.execute(pragma)

    event.listen(store._engine, "connect", ask)
    store._engine.dispose()
    return ask


def test_a_full_disk_says_so_and_the_same_command_goes_on_later(tmp_path: Path) -> None:
    with Store(tmp_path / "workspace.db") as store, Store(tmp_path / "whole.db") as whole:
        writer = store.writer(tagger=False)
        writer.add(CAPTURES[:2], received=WHEN)
        store._engine.dispose()
        with sqlite3.connect(tmp_path / "workspace.db") as plain:
            plain.execute("VACUUM")  # there shall be no room in it
        before = dumped(store)
        full = _always(store, "PRAGMA max_page_count = 1")  # as small as it is now
        with pytest.raises(StoreError, match="disk is full; make room and run the same command again") as caught:
            writer.add(CAPTURES, received=WHEN)
        assert caught.value.why == "full"
        event.remove(store._engine, "connect", full)
        store._engine.dispose()
        assert differences(dumped(store), before) == {}
        writer.add(CAPTURES, received=WHEN)
        whole.writer(tagger=False).add(CAPTURES, received=WHEN)
        assert differences(dumped(store), dumped(whole)) == {}


def test_a_database_that_may_only_be_read_can_be_read(tmp_path: Path) -> None:
    with Store(tmp_path / "workspace.db") as store:
        store.writer(tagger=False).add(CAPTURES[:3])
        _always(store, "PRAGMA query_only = ON")
        assert store.view.stories().total > 0
        with pytest.raises(StoreError, match="may only be read") as caught:
            store.writer(tagger=False).add(CAPTURES)
        assert caught.value.why == "read-only"


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        Store("postgresql://huda:secret@127.0.0.1:1/mahdar")
    assert "secret" not in str(caught.value)
    assert caught.value.why == "unreachable"


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(StoreError, match="SQLite files and PostgreSQL"):
        Store("mysql://localhost/mahdar")


def test_every_trouble_is_an_error_of_the_house() -> None:
    assert issubclass(StoreError, MahdarError)
