"""`mahdar copies`: near-duplicates and reused text of a file of articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.cli.stream import Streamed
    from mahdar.copies import Text


def copies(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.jsonl", help="Articles, one JSON object a line: id, text, title, outlet, published.", exists=True),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="TSV", help="Where to write the pairs; standard output if left out.")
    ] = None,
) -> None:
    """Find near-duplicates, reused text, forms and updates: id, id, relation, share, one pair a line.

    The relation is one of same, edited, contains (the first id holds the second), template and update; the last two
    are no copies. The share is the part of the shorter text that stands in the longer one.

    FILE may be anything that `mahdar read` reads, a folder too: a page is named by its file, a row of a file in a
    folder by FILE#ID. Two rows need two ids: the second of one id is told and left out.

    For example:

        mahdar copies monday.jsonl -o copies.tsv
    """
    from mahdar.cli.stream import streamed, write
    from mahdar.copies import copies as find
    from mahdar.copies import fingerprints

    prints = list(fingerprints(map(text_of, streamed(file))))
    if not prints:
        typer.echo("mahdar: nothing could be read; a row needs `id` and `text`", err=True)
        raise typer.Exit(1)
    pairs = find(prints)
    where = write([f"{c.a}\t{c.b}\t{c.relation}\t{c.share:.4f}\n" for c in pairs], out)
    typer.echo(f"{len(prints)} articles, {len(pairs)} pairs{where}", err=True)


def text_of(one: Streamed) -> Text:
    """What copies look at: the text without its title, which is compared apart."""
    from datetime import date

    from mahdar.copies import Text

    try:
        day = date.fromisoformat((one.published or "")[:10]).toordinal()
    except ValueError:
        day = 0
    return Text(one.id, one.body, one.title, one.outlet, day)
