"""Sessions in the database: they outlive the program, end with their user, and wait for nobody."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mahdar.store import Store
from mahdar.store.cards import Visit
from mahdar.store.opening import writing

Address = Callable[[], str]


@pytest.fixture
def where(address: Address) -> str:
    """A database that names Reem."""
    at = address()
    with Store(at) as store:
        store.desk.put_user("reem", "hash", "reader")
    return at


def test_a_session_is_there_for_the_next_program(where: str) -> None:
    with Store(where) as store:
        assert store.visits.open("d1", "reem", 100.0)
        assert store.visits.see("d1", 250.5)
    with Store(where) as store:
        assert store.visits.find("d1") == Visit("d1", "reem", 100.0, 250.5)
        assert store.visits.find("d2") is None


def test_sessions_end_one_by_one_by_age_and_with_their_user(where: str) -> None:
    with Store(where) as store:
        for n in range(1, 6):
            store.visits.open(f"d{n}", "reem", n * 100.0)
        assert store.visits.close("d5")
        store.visits.see("d1", 900.0)
        assert store.visits.close_old(seen=250.0, opened=150.0)
        assert [one.digest for one in store.visits.of("reem")] == ["d4", "d3"]
        store.desk.remove_user("reem")
        assert store.visits.find("d3") is None


def test_a_new_password_can_end_every_session(where: str) -> None:
    with Store(where) as store:
        store.visits.open("d1", "reem", 1.0)
        store.visits.close_all_of("reem")
        assert store.visits.of("reem") == ()


def test_nobody_waits_for_a_long_addition(sqlite: Address) -> None:
    with Store(sqlite()) as store:
        store.desk.put_user("reem", "hash", "reader")
        with store._engine.connect().execution_options(writing=True) as other, other.begin():
            writing(other)
            other.exec_driver_sql("UPDATE facts SET value = value")
            began = time.monotonic()
            assert not store.visits.open("d1", "reem", 1.0)
            assert not store.visits.audit("sign in", "failed")
            assert time.monotonic() - began < 5
        assert store.visits.open("d1", "reem", 1.0)
        patience = [store._engine.connect() for _ in range(3)]
        assert {one.exec_driver_sql("PRAGMA busy_timeout").scalar() for one in patience} == {120_000}
        for one in patience:
            one.close()


def test_a_line_of_the_audit_is_written(where: str) -> None:
    with Store(where) as store:
        assert store.visits.audit("sign in", "failed: reem from 127.0.0.1")
        assert store.view.audit().items[0].detail == "failed: reem from 127.0.0.1"


def test_a_token_of_the_second_form_opens_everything_and_one_for_feeds_says_so(where: str) -> None:
    with Store(where) as store:
        store.desk.put_token("t1", "reem")
        store.desk.put_token("t2", "reem", scope="feeds")
        assert {one.digest: one.scope for one in store.desk.tokens("reem")} == {"t1": "all", "t2": "feeds"}
