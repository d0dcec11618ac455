"""What a database complains of -> StoreError: one clear sentence, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from mahdar.errors import StoreError

_SIGNS = (
    (
        "locked",
        ("database is locked", "lock timeout", "deadlock detected"),
        "is locked by another program; wait until it is done, or stop it",
    ),
    ("full", ("database or disk is full", "no space left"), "the disk is full; make room and run the same command again, nothing is lost"),
    ("read-only", ("readonly database", "read-only transaction"), "may only be read; ask for the right to write, or copy it"),
    ("foreign", ("file is not a database", "malformed"), "is no database of Mahdar, or is damaged; name another file"),
    ("missing", ("unable to open database file",), "cannot be opened; is its folder there, and may you write in it?"),
    (
        "unreachable",
        ("connection refused", "could not connect", "connection failed", "server closed", "does not exist"),
        "cannot be reached",
    ),
    ("input-output", ("disk i/o error",), "the disk could not be read or written; check it, then run the same command again"),
)


def told(error: Exception, name: str) -> StoreError:
    """The error as one sentence of the house about the database called `name`."""
    cause = str(getattr(error, "orig", None) or error)
    said = cause.lower()
    for why, signs, sentence in _SIGNS:
        if any(sign in said for sign in signs):
            more = f" ({cause.strip().splitlines()[0]})" if why == "unreachable" else ""
            return StoreError(f"{name}: {sentence}{more}", why=why)
    return StoreError(f"{name}: {cause.strip().splitlines()[0] if cause.strip() else type(error).__name__}")


@contextmanager
def clear(name: str) -> Iterator[None]:
    """Lets what the database raises inside come out as StoreError."""
    try:
        yield
    except (DBAPIError, SQLAlchemyError) as error:
        raise told(error, name) from error
