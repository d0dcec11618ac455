"""The `mahdar` command: registers the commands, and turns the errors of the house into words and exit codes.

Exit status: 0 on success, 1 when nothing could be read, 2 when the arguments cannot be used.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mahdar import __version__
from mahdar.cli.actors import app as actors
from mahdar.cli.add import add
from mahdar.cli.batch import batch
from mahdar.cli.copies import copies
from mahdar.cli.export import export
from mahdar.cli.kb import app as kb
from mahdar.cli.read import read
from mahdar.cli.rebuild import rebuild
from mahdar.cli.search import search
from mahdar.cli.serve import serve
from mahdar.cli.stories import stories
from mahdar.cli.users import app as users
from mahdar.cli.watch import watch
from mahdar.errors import MahdarError, UsageError

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """Mahdar (محضر) reads what Arabic news outlets published about a story and writes its sourced record.

    Start with a folder of saved pages or text files:

        mahdar read saved-pages/ -o record/

    then open record/record.html in a browser. Nothing is sent anywhere: it works offline.
    """


app.command()(read)
app.command()(copies)
app.command()(batch)
app.command()(stories)
app.command()(add)
app.command()(watch)
app.command()(search)
app.command()(rebuild)
app.command()(serve)
app.command()(export)
app.add_typer(actors, name="actors")
app.add_typer(kb, name="kb")
app.add_typer(users, name="users")


def run() -> None:
    """The entry point: `app`, with the errors of the house said in one line each."""
    try:
        app()
    except UsageError as error:
        typer.echo(f"mahdar: {error}", err=True)
        sys.exit(2)
    except MahdarError as error:
        typer.echo(f"mahdar: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    run()
