"""The `mahdar` command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def main() -> None:
    """Mahdar reads Arabic news and writes its sourced record."""


@app.command()
def read(
    paths: Annotated[list[Path], typer.Argument()],
    out: Annotated[Path, typer.Option("-o", "--out")] = Path("record"),
    ignore_meta: Annotated[bool, typer.Option("--ignore-meta")] = False,
) -> None:
    """Reads articles and writes their record."""
    from mahdar.articles import article
    from mahdar.captures import Capture, captures
    from mahdar.pipeline import analyse_all
    from mahdar.records import compose, to_json

    found = [article(c) for c in captures(paths, ignore_meta=ignore_meta) if isinstance(c, Capture)]
    layers, people = analyse_all(found)
    record = compose(
        [one.article for one in layers],
        [q for one in layers for q in one.quotations],
        [t for one in layers for t in one.moments],
        [m for one in layers for m in one.mentions],
        people,
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / "record.json").write_bytes(to_json(record))
