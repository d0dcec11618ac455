"""`mahdar batch`: an archive to Parquet tables, on this machine or on a cluster."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.scale import Progress, Summary


class Engine(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


def batch(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            help="JSON Lines, CSV, WARC and Parquet files, texts, pages, and folders of them.",
            exists=True,
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Where the tables are written.")],
    engine: Annotated[Engine, typer.Option("--engine", help="local: this machine; ray: a Ray cluster.")] = Engine.LOCAL,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; one a core if left out.")] = None,
    size: Annotated[int, typer.Option("--rows", min=1, help="Rows a part: what a killed run has to read again.")] = 500,
    *,
    ignore_meta: Annotated[bool, typer.Option("--ignore-meta", help="Read the text alone, not the fields beside it.")] = False,
    no_tagger: Annotated[bool, typer.Option("--no-tagger", help="Find names by rules alone: faster, fewer unknown names.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Read an archive into Parquet tables: articles, quotations, times, mentions, actors, events, claims, copies, stories.

    The work is done in parts. A run that was stopped, however roughly, goes on where it was when the same command is
    given again; the tables are the same as if nothing had happened, whatever the engine and the number of workers.
    What cannot be read stands in errors.parquet with file, row, kind and reason. Articles in other languages stand there
    too. DIR may lie among the inputs: tables that a batch wrote are not read.

    The engine `ray` joins the cluster that RAY_ADDRESS names, and starts one on this machine without it. The inputs
    and DIR must then lie where every machine finds them.

    For example:

        mahdar batch cc-news/ -o tables/

        RAY_ADDRESS=auto mahdar batch /archive/2021 -o /archive/tables --engine ray
    """
    from mahdar.scale import batch as run

    began = time.monotonic()
    watch = (lambda progress: None) if quiet else _teller(began)
    done = run(inputs, out, engine=engine.value, workers=workers, size=size, ignore_meta=ignore_meta, tagger=not no_tagger, watch=watch)
    if not quiet:
        for line in summary(done, out, time.monotonic() - began):
            typer.echo(line, err=True)
    if not done.rows["articles"]:
        why = "errors.parquet says why" if done.errors else "there is none in what was given"
        typer.echo(f"mahdar: no article could be read; {why}", err=True)
        raise typer.Exit(1)


def _teller(began: float) -> Callable[[Progress], None]:
    """Says how far a run is: in place on a terminal; elsewhere a line at the end of each step, and every half minute of reading."""
    terminal, said = sys.stderr.isatty(), [began]
    first: list[tuple[float, int]] = []

    def tell(progress: Progress) -> None:
        now, reading = time.monotonic(), progress.step == "read"
        if reading and not first:
            first.append((now, progress.articles))
        ended = progress.step not in ("plan", "read") or (reading and progress.done == progress.parts)
        if terminal or ended or now - said[0] >= 30:
            said[0] = now
            since, before = first[0] if first else (now, 0)
            line = told(progress, now - since, progress.articles - before)
            typer.echo(f"\r\x1b[K{line}" if terminal else line, err=True, nl=not terminal or ended)

    return tell


def told(progress: Progress, seconds: float, made: int) -> str:
    """How far a run is, in one line; `made` articles were read in the last so many seconds."""
    if progress.step == "plan":
        return f"planning: {progress.parts} parts so far"
    if progress.step != "read":
        return {"copies": "finding copies", "stories": "finding stories", "tables": "writing tables"}[progress.step]
    speed = f", {made / seconds:.1f} a second" if made and seconds else ""
    left = seconds / made * progress.articles / progress.done * (progress.parts - progress.done) if made and progress.done else 0
    return f"parts {progress.done}/{progress.parts}, {progress.articles} articles{speed}" + (f", {_span(left)} left" if left >= 60 else "")


def _span(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds >= 5400 else f"{seconds / 60:.0f} minutes"


def summary(done: Summary, out: Path, seconds: float) -> Iterator[str]:
    """What was written, a line each."""
    resumed = f", {done.resumed} of them finished by an earlier run" if done.resumed else ""
    yield f"{done.rows['articles']} articles in {done.parts} parts{resumed}; {seconds:.0f} s with {done.workers} workers"
    yield ", ".join(f"{count} {name}" for name, count in done.rows.items() if name not in ("articles", "errors"))
    if done.repeated:
        yield f"{done.repeated} articles were given more than once and are kept once"
    if aside := {kind: count for kind, count in done.errors.items() if kind != "field"}:
        kinds = ", ".join(f"{count} {kind}" for kind, count in aside.items())
        yield f"{sum(aside.values())} set aside ({kinds}): errors.parquet names each with its reason"
    if off := done.errors.get("field"):
        yield f"{off} read without a field that cannot be used: errors.parquet names it (kind field)"
    if done.foreign:
        yield f"{done.foreign} parts in {out / 'parts'} belong to other inputs, settings or versions: they are in no table"
    yield f"wrote {out}"
