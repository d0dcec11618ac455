"""Who is signed in: kept so that it outlives the server, written at once or not at all.

A long addition holds the database for as long as its batch takes. No page waits for that: what cannot be written within `PATIENCE`
is told to the caller, who tries again later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Executable, delete, insert, or_, select, update

from mahdar.errors import StoreError
from mahdar.store import opening, schema
from mahdar.store.cards import Visit
from mahdar.store.trouble import clear

#: Milliseconds that a writer of ours waits for another.
PATIENCE = 250
_S = schema.sessions.c


class Visits:
    """The sessions of one database, by the digests of what browsers keep; times are seconds since 1970."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name

    def find(self, digest: str) -> Visit | None:
        """The session of a digest."""
        with clear(self._name), self._engine.connect() as connection:
            row = connection.execute(select(schema.sessions).where(_S.digest == digest)).first()
            return Visit(*row) if row else None

    def of(self, user: str) -> tuple[Visit, ...]:
        """The sessions of a user, the last seen first."""
        query = select(schema.sessions).where(_S.user == user).order_by(_S.seen.desc(), _S.digest)
        with clear(self._name), self._engine.connect() as connection:
            return tuple(Visit(*row) for row in connection.execute(query))

    def open(self, digest: str, user: str, now: float) -> bool:
        """Whether a new session could be written."""
        return self._done(insert(schema.sessions).values(digest=digest, user=user, opened=now, seen=now))

    def see(self, digest: str, now: float) -> bool:
        """Whether it could be written that a session was seen just now."""
        return self._done(update(schema.sessions).where(_S.digest == digest).values(seen=now))

    def close(self, digest: str) -> bool:
        """Whether the end of a session could be written."""
        return self._done(delete(schema.sessions).where(_S.digest == digest))

    def close_old(self, seen: float, opened: float) -> bool:
        """Whether the sessions could be ended that were not seen since a time, or opened before one."""
        return self._done(delete(schema.sessions).where(or_(_S.seen < seen, _S.opened < opened)))

    def close_all_of(self, user: str) -> None:
        """Ends every session of a user, and waits until that is written."""
        with clear(self._name), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            connection.execute(delete(schema.sessions).where(_S.user == user))

    def audit(self, what: str, detail: str, *, by: str = "") -> bool:
        """Whether a line of the audit could be written."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self._done(insert(schema.audit).values(at=now, by=by, what=what, detail=detail))

    def _done(self, statement: Executable) -> bool:
        try:
            with clear(self._name), self._hasty() as connection:
                connection.execute(statement)
        except StoreError as error:
            if error.why not in ("locked", "read-only", "full"):
                raise
            return False
        return True

    @contextmanager
    def _hasty(self) -> Iterator[Connection]:
        """A transaction that waits for no other writer longer than our patience."""
        with self._engine.connect().execution_options(writing=True) as connection:
            if connection.dialect.name != "sqlite":
                with connection.begin():
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}ms'")
                    yield connection
                return
            with _waiting(connection, PATIENCE), connection.begin():
                yield connection


@contextmanager
def _waiting(connection: Connection, milliseconds: int) -> Iterator[None]:
    """Lets a connection to SQLite wait for a lock no longer than this; it goes back to the pool as it came."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - it has just been taken from the pool
    driver.execute(f"PRAGMA busy_timeout={milliseconds}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={opening.PATIENCE * 1000}")
