"""Both databases for the tests: a SQLite file, and a PostgreSQL server that is started for the session."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

_NUMBER = count(1)


def _binaries() -> Path | None:
    """Where the server's programs lie: the newest version that Debian installed, or the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    other = shutil.which("initdb")
    return found[-1].parent if found else Path(other).parent if other else None


def _as_owner(command: list[str]) -> list[str]:
    """The command as a user that PostgreSQL accepts: it refuses root."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command] if os.getuid() == 0 else command


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL server of our own, stopped and gone after the session."""
    binaries = _binaries()
    if binaries is None:
        pytest.fail("PostgreSQL is not installed; `make postgresql` installs it")
    folder = Path(tempfile.mkdtemp(prefix="mahdar-pg-"))
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, options = folder / "data", f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=80"
    try:
        subprocess.run(
            _as_owner([str(binaries / "initdb"), "-D", str(data), "-U", "mahdar", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]),
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        control = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
        subprocess.run(
            _as_owner([*control, "-l", str(folder / "log"), "-o", options, "start"]), check=True, capture_output=True, cwd=folder
        )
        yield str(folder)
        subprocess.run(_as_owner([*control, "-m", "immediate", "stop"]), check=True, capture_output=True, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite(tmp_path: Path) -> Callable[[], str]:
    """Makes the address of a new SQLite database."""
    return lambda: str(tmp_path / f"workspace-{next(_NUMBER)}.db")


@pytest.fixture
def postgresql(server: str) -> Callable[[], str]:
    """Makes the address of a new PostgreSQL database."""
    import psycopg

    def make() -> str:
        name = f"workspace_{next(_NUMBER)}"
        with psycopg.connect(host=server, user="mahdar", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        return f"postgresql://mahdar@/{name}?host={server}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes addresses of new databases, of each kind in turn."""
    made: Callable[[], str] = request.getfixturevalue(request.param)
    return made
