"""`mahdar stories`: groups a file of articles into events and storylines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def stories(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.jsonl", help="Articles, one JSON object a line: id, text, title, outlet, published.", exists=True),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="TSV", help="Where to write them; standard output if left out.")
    ] = None,
) -> None:
    """Group articles as they came in, in any order of lines: id, event, storyline, one article a line.

    An event is one happening; a storyline is the events that belong together. Articles pass by in the order of their
    publication, half an hour of a busy desk at a time; undated ones come last.

    FILE may be anything that `mahdar read` reads, a folder too: a page is named by its file, a row of a file in a
    folder by FILE#ID. Two rows need two ids: the second of one id is told and left out.

    For example:

        mahdar stories week.jsonl -o stories.tsv
    """
    from mahdar.cli.stream import streamed, write
    from mahdar.stories import Given, group, hours, sketches

    placed = group(sketches([Given(one.id, one.title, one.body, hours(one.published)) for one in streamed(file)]))
    if not placed:
        typer.echo("mahdar: nothing could be read; a row needs `id` and `text`", err=True)
        raise typer.Exit(1)
    where = write([f"{p.id}\t{p.event}\t{p.storyline}\n" for p in placed], out)
    events, lines = len({p.event for p in placed}), len({p.storyline for p in placed})
    typer.echo(f"{len(placed)} articles, {events} events in {lines} storylines{where}", err=True)
