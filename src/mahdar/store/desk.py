"""Who may use the database, and what is known of feeds: kept, never derived."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from mahdar.errors import StoreError
from mahdar.store import schema
from mahdar.store.cards import Feed, Token, User
from mahdar.store.trouble import clear

Role = Literal["reader", "editor"]
Scope = Literal["all", "feeds"]


class Desk:
    """Users, tokens, feeds and the audit of what is done."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name

    def users(self) -> tuple[User, ...]:
        """Every user, by name."""
        with clear(self._name), self._engine.connect() as connection:
            return tuple(User(*row) for row in connection.execute(select(schema.users).order_by(schema.users.c.name)))

    def user(self, name: str) -> User | None:
        """The user of a name."""
        with clear(self._name), self._engine.connect() as connection:
            row = connection.execute(select(schema.users).where(schema.users.c.name == name)).first()
            return User(*row) if row else None

    def put_user(self, name: str, secret: str, role: Role, *, by: str = "") -> None:
        """Adds a user, or gives one another secret or role."""
        self._put(schema.users, "name", {"name": name, "secret": secret, "role": role, "made": _now()})
        self.audit("user", f"{name} is {role}", by=by)

    def remove_user(self, name: str, *, by: str = "") -> None:
        """Takes away a user with all tokens. Raises StoreError where there is none of that name."""
        with self._change() as connection:
            gone = connection.execute(delete(schema.users).where(schema.users.c.name == name)).rowcount
        if not gone:
            raise StoreError(f"{self._name}: there is no user called {name}", why="absent")
        self.audit("user", f"{name} is removed", by=by)

    def token(self, digest: str) -> Token | None:
        """The token of a digest, whether it has ended or not."""
        with clear(self._name), self._engine.connect() as connection:
            row = connection.execute(select(schema.tokens).where(schema.tokens.c.digest == digest)).first()
            return Token(*row) if row else None

    def tokens(self, user: str) -> tuple[Token, ...]:
        """The tokens of a user, the newest first."""
        t = schema.tokens.c
        with clear(self._name), self._engine.connect() as connection:
            rows = connection.execute(select(schema.tokens).where(t.user == user).order_by(t.made.desc(), t.digest))
            return tuple(Token(*row) for row in rows)

    def put_token(self, digest: str, user: str, *, note: str = "", ends: str | None = None, scope: Scope = "all", by: str = "") -> None:
        """Adds a token of a user by the digest of its secret; the scope says whether it opens everything or feeds alone."""
        row: dict[str, object] = {"digest": digest, "user": user, "note": note, "made": _now(), "ends": ends, "scope": scope}
        self._put(schema.tokens, "digest", row)
        self.audit("token", f"for {user}{' (feeds)' if scope == 'feeds' else ''}: {note}", by=by)

    def remove_token(self, digest: str, *, by: str = "") -> None:
        """Takes a token away."""
        with self._change() as connection:
            connection.execute(delete(schema.tokens).where(schema.tokens.c.digest == digest))
        self.audit("token", "removed", by=by)

    def feeds(self) -> tuple[Feed, ...]:
        """Every feed, by address."""
        with clear(self._name), self._engine.connect() as connection:
            return tuple(Feed(*row) for row in connection.execute(select(schema.feeds).order_by(schema.feeds.c.url)))

    def audit(self, what: str, detail: str, *, by: str = "") -> None:
        """Writes down what somebody did."""
        with self._change() as connection:
            connection.execute(insert(schema.audit).values(at=_now(), by=by, what=what, detail=detail))

    def _put(self, table: Table, key: str, row: dict[str, object]) -> None:
        with self._change() as connection:
            if not connection.execute(update(table).where(table.c[key] == row[key]).values(row)).rowcount:
                connection.execute(insert(table).values(row))

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        with clear(self._name), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
