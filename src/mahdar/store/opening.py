"""A path or URL -> an engine whose database has our tables in their newest form."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from mahdar.errors import StoreError
from mahdar.store.trouble import clear

#: The newest migration.
HEAD = "0007"
MIGRATIONS = Path(__file__).parent / "migrations"
#: Seconds that one writer waits for another, as long as the largest batch may take.
PATIENCE = 120
#: The key of the lock that writers on PostgreSQL take in turn.
WRITING = 0x6D616864
_HOST = re.compile(r"^\w+(\+\w+)?://")


def named(where: str | Path) -> str:
    """The database as it is shown: a path, or a URL without its password."""
    text_ = str(where)
    return make_url(text_).render_as_string(hide_password=True) if _HOST.match(text_) else text_


def engine_of(where: str | Path, *, create: bool = True) -> Engine:
    """The engine of a database, made where it is not there and `create` says so, brought to the newest form where it is older.

    Raises StoreError where it cannot be opened, is none of ours, or is of a newer program.
    """
    try:
        url = str(where)
        remote = bool(_HOST.match(url))
        if not remote:
            if not create and not Path(url).exists():
                raise StoreError(f"{url}: there is no such database; `mahdar add PATH --db {url}` makes one", why="missing")
            url = f"sqlite:///{url}"
        elif url.startswith(("postgres://", "postgresql://")):
            url = "postgresql+psycopg://" + url.split("://", 1)[1]
        made = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{where}: is neither a path nor the address of a PostgreSQL database", why="unusable") from error
    with clear(named(where)):
        engine = _engine(made.get_backend_name(), url)
        try:
            _brought_up(engine, named(where))
        except BaseException:
            engine.dispose()
            raise
    return engine


def _engine(backend: str, url: str) -> Engine:
    if backend == "sqlite":
        engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False}, pool_size=24, max_overflow=40)
        event.listen(engine, "connect", _sqlite)
        event.listen(engine, "begin", _begin)
        return engine
    if backend == "postgresql":
        return create_engine(url, pool_size=12, max_overflow=24, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    raise StoreError(f"{backend}: databases are SQLite files and PostgreSQL", why="unusable")


def _sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, so that a writer says so at once
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "temp_store=MEMORY", "cache_size=-65536", "mmap_size=268435456"):
        connection.execute(f"PRAGMA {pragma}")
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):  # a file that may only be read is read in the form it has
            raise


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def writing(connection: Connection) -> None:
    """Waits, at the start of a transaction on PostgreSQL, until no other writer is at work; SQLite waited when it began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITING})


def _brought_up(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" in tables and "sources" in tables:
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if version == HEAD:
                return
            if str(version) > HEAD:
                raise StoreError(f"{name}: was written by a newer Mahdar (form {version}, ours is {HEAD}); install that one", why="newer")
        elif tables - {"alembic_version"}:
            raise StoreError(f"{name}: is a database, but none of Mahdar; name another file", why="foreign")
    _migrated(engine)


def _migrated(engine: Engine, form: str = "head") -> None:
    from alembic import command  # half as long to load as the rest of the room, and seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        writing(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, form)
