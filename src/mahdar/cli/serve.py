"""`mahdar serve`: the workspace in the browser."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from mahdar.errors import UsageError


def serve(
    db: Annotated[str, typer.Option("--db", help="The database: a file, or the address of a PostgreSQL database.")] = "mahdar.db",
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on. Anything but this machine asks for a user first.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8077,
    allow_host: Annotated[list[str] | None, typer.Option("--allow-host", help="A name by which browsers may call this server.")] = None,
    tagger: Annotated[
        bool, typer.Option("--tagger/--no-tagger", help="Whether decisions are worked in with the tagger; as `mahdar add` did.")
    ] = True,
) -> None:
    """Shows the workspace in the browser: stories of the day, people, outlets, articles, search, the merge desk.

    It listens on this machine alone. To let others in, name users first (`mahdar users add`), then give --host.
    """
    from mahdar.store import Store
    from mahdar.web import Options, application, listening, server

    here = _loopback(host)
    with Store(db, create=False) as store:
        if not here and not store.desk.users():
            raise UsageError(
                f"{host} can be reached from outside: name somebody who may come in first (mahdar users add NAME --db {store.name})"
            )
        names = frozenset(name.lower() for name in (*(allow_host or ()), host))
        app = application(store, Options(open_here=here, hosts=names, tagger=tagger))
        with listening(host, port) as opened:
            typer.echo(f"http://{f'[{host}]' if ':' in host else host}:{opened.getsockname()[1]}/", err=True)
            server(app).run(sockets=[opened])


def _loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
