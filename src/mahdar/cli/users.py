"""`mahdar users`: who may come in, and with which keys."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from mahdar.errors import UsageError

app = typer.Typer(no_args_is_help=True, help="Who may open the workspace in the browser: users, roles, tokens.")
_DB = typer.Option("--db", help="The database: a file, or the address of a PostgreSQL database.")
_NAME = typer.Argument(help="The user's name.")


class Role(StrEnum):
    """What a user may do."""

    reader = "reader"
    editor = "editor"


@app.command()
def add(
    name: Annotated[str, _NAME],
    role: Annotated[Role, typer.Option("--role", help="reader looks, editor also decides on the merge desk.")] = Role.reader,
    stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")] = False,
    db: Annotated[str, _DB] = "mahdar.db",
) -> None:
    """Names a user, or gives one another password, which ends open sessions. It is asked for; only its scrypt hash is kept."""
    from mahdar.store import Store
    from mahdar.web.passwords import LONGEST, SHORTEST, hashed

    if not name.strip() or len(name) > 200 or not name.isprintable():
        raise UsageError("a user's name is up to 200 visible characters")
    given = sys.stdin.readline().rstrip("\n") if stdin else typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if not SHORTEST <= len(given) <= LONGEST:
        raise UsageError(f"a password has at least {SHORTEST} characters and at most {LONGEST}")
    with Store(db) as store:
        store.desk.put_user(name.strip(), hashed(given), role.value, by="command line")
        store.visits.close_all_of(name.strip())
    typer.echo(f"{name.strip()} is {role.value}", err=True)


@app.command("list")
def list_(db: Annotated[str, _DB] = "mahdar.db") -> None:
    """Prints the users as TSV: name, role, since when, number of tokens."""
    from mahdar.store import Store

    with Store(db, create=False) as store:
        for user in store.desk.users():
            typer.echo(f"{user.name}\t{user.role}\t{user.made}\t{len(store.desk.tokens(user.name))}")


@app.command()
def role(
    name: Annotated[str, _NAME], role: Annotated[Role, typer.Argument(help="reader or editor")], db: Annotated[str, _DB] = "mahdar.db"
) -> None:
    """Gives a user another role; it counts at once, in open sessions too."""
    from mahdar.store import Store

    with Store(db, create=False) as store:
        user = store.desk.user(name)
        if user is None:
            raise UsageError(f"there is no user called {name}")
        store.desk.put_user(name, user.secret, role.value, by="command line")
    typer.echo(f"{name} is {role.value}", err=True)


@app.command()
def remove(name: Annotated[str, _NAME], db: Annotated[str, _DB] = "mahdar.db") -> None:
    """Takes a user away, with all tokens; open sessions end."""
    from mahdar.store import Store

    with Store(db, create=False) as store:
        if store.desk.user(name) is None:
            raise UsageError(f"there is no user called {name}")
        store.desk.remove_user(name, by="command line")
    typer.echo(f"{name} is removed", err=True)


@app.command()
def token(
    name: Annotated[str, _NAME],
    note: Annotated[str, typer.Option("--note", help="What the token is for.")] = "",
    days: Annotated[int | None, typer.Option("--days", min=1, max=36500, help="After how many days it ends; never if left out.")] = None,
    db: Annotated[str, _DB] = "mahdar.db",
) -> None:
    """Makes a token for programs and prints it, this once: `Authorization: Bearer TOKEN`."""
    from mahdar.store import Store
    from mahdar.web.passwords import new_token
    from mahdar.web.sessions import digest_of

    ends = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds") if days else None
    with Store(db, create=False) as store:
        if store.desk.user(name) is None:
            raise UsageError(f"there is no user called {name}; add one first (mahdar users add)")
        made = new_token()
        store.desk.put_token(digest_of(made), name, note=note, ends=ends, by="command line")
    typer.echo(made)


@app.command()
def feed(
    name: Annotated[str, _NAME],
    note: Annotated[str, typer.Option("--note", help="Which feed reader the key is for.")] = "",
    db: Annotated[str, _DB] = "mahdar.db",
) -> None:
    """Makes a key for a feed reader and prints it, this once: the end of a feed's address, after .rss.

    It opens feeds alone, for as long as it is not revoked and the user is there.
    """
    from mahdar.store import Store
    from mahdar.web.passwords import new_token
    from mahdar.web.sessions import digest_of

    with Store(db, create=False) as store:
        if store.desk.user(name) is None:
            raise UsageError(f"there is no user called {name}; add one first (mahdar users add)")
        made = new_token("feed")
        store.desk.put_token(digest_of(made), name, note=note, scope="feeds", by="command line")
    typer.echo(f"?key={made}")


@app.command()
def tokens(name: Annotated[str, _NAME], db: Annotated[str, _DB] = "mahdar.db") -> None:
    """Prints the tokens of a user as TSV: the beginning of the digest, since when, until when, what for, all or feeds."""
    from mahdar.store import Store

    with Store(db, create=False) as store:
        for one in store.desk.tokens(name):
            typer.echo(f"{one.digest[:12]}\t{one.made}\t{one.ends or ''}\t{one.note}\t{one.scope}")


@app.command()
def revoke(
    name: Annotated[str, _NAME],
    digest: Annotated[str, typer.Argument(help="The beginning of the digest, as `mahdar users tokens` prints it.")],
    db: Annotated[str, _DB] = "mahdar.db",
) -> None:
    """Takes a token away; it opens nothing any more."""
    from mahdar.store import Store

    with Store(db, create=False) as store:
        found = [one for one in store.desk.tokens(name) if len(digest) >= 6 and one.digest.startswith(digest)]
        if len(found) != 1:
            raise UsageError(f"{name} has no such token, or more than one; see mahdar users tokens {name}")
        store.desk.remove_token(found[0].digest, by="command line")
    typer.echo("revoked", err=True)
