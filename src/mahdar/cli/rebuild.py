"""`mahdar rebuild`: everything that is derived, made anew."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.add import DB


def rebuild(
    db: Annotated[str, DB] = "mahdar.db",
    no_tagger: Annotated[bool, typer.Option("--no-tagger", help="Find names by rules alone: faster, fewer unknown names.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Make everything derived anew from the captures and the users' decisions: after an update of the program, say."""
    from mahdar.store import Store

    with Store(db, create=False) as store:
        added = store.writer(tagger=not no_tagger).rebuild()
    if not quiet:
        typer.echo(f"{len(added.new)} articles read again, {added.stories} stories", err=True)
