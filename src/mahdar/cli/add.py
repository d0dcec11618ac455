"""`mahdar add`: saved articles into the database of a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.captures import Capture
    from mahdar.errors import InputError

DB = typer.Option("--db", metavar="FILE|URL", help="The database: a SQLite file, or postgresql://user@host/name.")


def add(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders: text, HTML, JSON Lines, CSV, WARC.", exists=True, show_default=False)
    ],
    db: Annotated[str, DB] = "mahdar.db",
    ignore_meta: Annotated[bool, typer.Option("--ignore-meta", help="Read the text alone, not NAME.meta.json beside it.")] = False,
    *,
    no_tagger: Annotated[bool, typer.Option("--no-tagger", help="Find names by rules alone: faster, fewer unknown names.")] = False,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Articles added together, all or none.")] = 200,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Add saved articles to a database: stories, copies, people and accounts move on.

    What is there already is passed over, so a run that was broken off is simply started again.

    For example:

        mahdar add saved-pages/ --db desk.db
    """
    from mahdar.captures import captures
    from mahdar.store import Store

    with Store(db) as store:
        writer = store.writer(tagger=not no_tagger)
        added = writer.add(captures(paths, ignore_meta=ignore_meta), watch=lambda some: _progress(some, quiet=quiet), batch=batch)
    for reason in added.failed:
        typer.echo(f"mahdar: {reason}", err=True)
    if not quiet:
        typer.echo(f"{len(added.new)} articles added to {store.name}, {added.known} known already, {len(added.failed)} not read", err=True)
        typer.echo(f"{added.stories} stories", err=True)
    if not added.new and not added.known:
        raise typer.Exit(1)


def _progress(captures: Iterable[Capture | InputError], *, quiet: bool) -> Iterator[Capture | InputError]:
    """The captures one by one, counted on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from captures
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("adding")
        for one in captures:
            yield one
            bar.advance(task)
