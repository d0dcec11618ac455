"""`mahdar copies`: near-duplicates and reused text of a file of articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.cli.stream import Streamed
    from mahdar.copies import Copy, Placed, Text


def copies(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.jsonl", help="Articles, one JSON object a line: id, text, title, outlet, published.", exists=True),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="TSV", help="Where to write the pairs; standard output if left out.")
    ] = None,
    passages: Annotated[
        Path | None, typer.Option("--passages", metavar="JSONL", help="Where to write which words each pair shares; not told if left out.")
    ] = None,
) -> None:
    """Find near-duplicates, reused text, forms and updates: id, id, relation, share, one pair a line.

    The relation is one of same, edited, contains (the first id holds the second), template and update; the last two
    are no copies. The share is the part of the shorter text that stands in the longer one.

    FILE may be anything that `mahdar read` reads, a folder too: a page is named by its file, a row of a file in a
    folder by FILE#ID. Two rows need two ids: the second of one id is told and left out.

    With --passages every pair is also a line {a, b, relation, share, passages: [{a: {start, end}, b: {start, end}}]}: the
    runs of five words or more that both have, in the order of the first. Offsets are code points of the row's `text` (behind
    its `title` and an empty line, where it opens with these); of a page or a text file, of its text in record.json.

    For example:

        mahdar copies monday.jsonl -o copies.tsv --passages passages.jsonl
    """
    from mahdar.cli.stream import streamed, write
    from mahdar.copies import copies as find
    from mahdar.copies import fingerprints

    kept: dict[str, Streamed] = {}
    read = (kept.setdefault(one.id, one) if passages else one for one in streamed(file))
    prints = list(fingerprints(map(text_of, read)))
    if not prints:
        typer.echo("mahdar: nothing could be read; a row needs `id` and `text`", err=True)
        raise typer.Exit(1)
    pairs = find(prints)
    where = write([f"{c.a}\t{c.b}\t{c.relation}\t{c.share:.4f}\n" for c in pairs], out)
    if passages:
        where += write([*_lines(pairs, kept)], passages)
    typer.echo(f"{len(prints)} articles, {len(pairs)} pairs{where}", err=True)


def _lines(pairs: Sequence[Copy], kept: Mapping[str, Streamed]) -> Iterator[str]:
    """A line of JSON for each pair, with the passages that its texts share."""
    from msgspec import json

    from mahdar.copies import passages, placed

    @lru_cache(maxsize=4096)
    def ready(name: str) -> Placed:
        return placed(name, kept[name].whole or kept[name].body, kept[name].stretches)

    for pair in pairs:
        shared = [
            {"a": {"start": one.a.start, "end": one.a.end}, "b": {"start": one.b.start, "end": one.b.end}}
            for one in passages(ready(pair.a), ready(pair.b))
        ]
        line = {"a": pair.a, "b": pair.b, "relation": pair.relation, "share": pair.share, "passages": shared}
        yield json.encode(line).decode() + "\n"


def text_of(one: Streamed) -> Text:
    """What copies look at: the text without its title, which is compared apart."""
    from datetime import date

    from mahdar.copies import Text

    try:
        day = date.fromisoformat((one.published or "")[:10]).toordinal()
    except ValueError:
        day = 0
    return Text(one.id, one.body, one.title, one.outlet, day)
