"""`mahdar copies`: near-duplicates and reused text of a file of articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.captures import Capture
    from mahdar.copies import Print


def copies(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Articles, one JSON object a line: id, text, title...", exists=True)],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="TSV", help="Where the pairs are written.")],
) -> None:
    """Find near-duplicates, reused text, forms and updates: id, id, relation, share, one pair a line.

    The relation is one of same, edited, contains (the first id holds the second), template and update; the last two
    are no copies. The share is the part of the shorter text that stands in the longer one.
    """
    from mahdar.captures import captures
    from mahdar.copies import copies as find
    from mahdar.errors import InputError

    prints = []
    for found in captures([file]):
        if isinstance(found, InputError):
            typer.echo(f"mahdar: {found}", err=True)
        else:
            prints.append(print_of(found))
    if not prints:
        typer.echo("mahdar: nothing could be read; a row needs `id` and `text`", err=True)
        raise typer.Exit(1)
    pairs = find(prints)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(f"{c.a}\t{c.b}\t{c.relation}\t{c.share:.4f}\n" for c in pairs), "utf-8")
    typer.echo(f"{len(prints)} articles, {len(pairs)} pairs; wrote {out}", err=True)


def print_of(capture: Capture) -> Print:
    """The print of a row or a file: its text without its title, which is compared apart."""
    from datetime import date

    from mahdar.copies import fingerprint

    given = capture.declared
    title = given.title or ""
    text = capture.data.decode("utf-8", "replace").removeprefix(f"{title}\n\n")
    try:
        day = date.fromisoformat((given.published or "")[:10]).toordinal()
    except ValueError:
        day = 0
    return fingerprint(capture.row or capture.file, text, title=title, outlet=given.outlet or "", day=day)
