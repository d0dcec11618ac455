"""`mahdar stories`: groups a file of articles into events and storylines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.captures import Capture
    from mahdar.stories import Sketch


def stories(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Articles, one JSON object a line: id, text, title...", exists=True)],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="TSV", help="Where the stories are written.")],
) -> None:
    """Group articles as they came in, in any order of lines: id, event, storyline, one article a line.

    An event is one happening; a storyline is the events that belong together. Articles pass by in the order of their
    publication, half an hour of a busy desk at a time.
    """
    from mahdar.captures import captures
    from mahdar.errors import InputError
    from mahdar.stories import group

    sketches = []
    for found in captures([file]):
        if isinstance(found, InputError):
            typer.echo(f"mahdar: {found}", err=True)
        else:
            sketches.append(sketch_of(found))
    if not sketches:
        typer.echo("mahdar: nothing could be read; a row needs `id` and `text`", err=True)
        raise typer.Exit(1)
    placed = group(sketches)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(f"{p.id}\t{p.event}\t{p.storyline}\n" for p in placed), "utf-8")
    events, lines = len({p.event for p in placed}), len({p.storyline for p in placed})
    typer.echo(f"{len(placed)} articles, {events} events in {lines} storylines; wrote {out}", err=True)


def sketch_of(capture: Capture) -> Sketch:
    """The sketch of a row or a file."""
    from mahdar.stories import hours, sketch

    given = capture.declared
    title = given.title or ""
    text = capture.data.decode("utf-8", "replace").removeprefix(f"{title}\n\n")
    return sketch(capture.row or capture.file, title, text, hours=hours(given.published))
