"""`mahdar read`: the main job, from files to the record on one page."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.articles import Article
    from mahdar.pipeline import Layers
    from mahdar.records import Record


class Format(StrEnum):
    """What to write."""

    JSON = "json"
    HTML = "html"
    ALL = "all"


def read(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Files and folders: text dumps, HTML pages, JSON Lines, CSV, WARC.", exists=True, show_default=False),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Where the record is written.")] = Path("record"),
    form: Annotated[Format, typer.Option("--format", help="json: record.json alone; html: record.html alone; all: both.")] = Format.ALL,
    ignore_meta: Annotated[bool, typer.Option("--ignore-meta", help="Read the text alone, not NAME.meta.json beside it.")] = False,
    *,
    decisions: Annotated[Path | None, typer.Option("--decisions", help="Who is who, by you; DIR/decisions.tsv if left out.")] = None,
    kb: Annotated[Path | None, typer.Option("--kb", help="A knowledge base made by `mahdar kb import`.")] = None,
    no_tagger: Annotated[bool, typer.Option("--no-tagger", help="Find names by rules alone: faster, fewer unknown names.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Read articles and write their record: record.json for programs, record.html for people.

    A file NAME.txt may have NAME.meta.json beside it with outlet, url, published (ISO date) and title; what it says
    is believed. A file that cannot be read is named with its reason, and the rest go on.

    For example:

        mahdar read saved-pages/

        mahdar read monday.jsonl tuesday.jsonl -o briefs/ --format html
    """
    from mahdar.actors import decisions as decisions_of
    from mahdar.actors import knowledge_base
    from mahdar.pipeline import analyse_all, record_of

    ruled = decisions_of(decisions or out / "decisions.tsv")
    entities = knowledge_base(kb) if kb else ()
    articles, failed = _articles(paths, ignore_meta=ignore_meta)
    if not articles:
        typer.echo("mahdar: nothing could be read. Text (.txt), HTML, JSON Lines (.jsonl), CSV and WARC files are read.", err=True)
        raise typer.Exit(1)
    watch = partial(_progress, total=len(articles), quiet=quiet)
    layers, people = analyse_all(articles, watch=watch, decisions=ruled, knowledge=entities, tagger=not no_tagger)
    record = record_of(layers, people)
    written = _write(record, out, form)
    if not quiet:
        for line in summary(record, failed, written):
            typer.echo(line, err=True)


def _articles(paths: Sequence[Path], *, ignore_meta: bool) -> tuple[list[Article], int]:
    """The articles that could be read, and how many inputs could not: each of those is said by name."""
    from mahdar.articles import article
    from mahdar.captures import captures
    from mahdar.errors import InputError

    articles, failed = [], 0
    for found in captures(paths, ignore_meta=ignore_meta):
        try:
            if isinstance(found, InputError):
                raise found
            one = article(found)
        except InputError as error:
            typer.echo(f"mahdar: {error}", err=True)
            failed += 1
            continue
        if one.language != "ar":
            row = f", row {one.source.row}" if one.source.row else ""
            typer.echo(f"mahdar: {one.source.file}{row}: not in Arabic ({one.language}); read as far as it goes", err=True)
        articles.append(one)
    return articles, failed


def _progress(layers: Iterable[Layers], *, total: int, quiet: bool) -> Iterator[Layers]:
    """The layers one by one, with a progress bar on a terminal when there are many articles."""
    if quiet or total < 50 or not sys.stderr.isatty():
        yield from layers
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(layers, description="reading", total=total, console=Console(stderr=True), transient=True)


def _write(record: Record, out: Path, form: Format) -> list[Path]:
    """The files written, each whole or not at all: a reader never finds half a record."""
    from mahdar.records import pages, to_json

    out.mkdir(parents=True, exist_ok=True)
    contents: dict[str, bytes] = {}
    if form is not Format.HTML:
        contents["record.json"] = to_json(record)
    if form is not Format.JSON:
        contents |= {name: page.encode("utf-8") for name, page in pages(record).items()}
        for page in out.glob("stories/sto*.html"):  # of an earlier run
            page.unlink()
    for name, data in contents.items():
        whole = out / name
        whole.parent.mkdir(exist_ok=True)
        part = whole.with_name(f".{whole.name}.part")
        part.write_bytes(data)
        part.replace(whole)
    return [out / name for name in contents]


def summary(record: Record, failed: int, written: Sequence[Path]) -> Iterator[str]:
    """What was found, a line each: labels in Latin letters first and Arabic last, so that no terminal scrambles a line."""
    days = [p for a in record.articles if a.published for p in a.published.value.split("/")]
    span = f", {min(days)} to {max(days)}" if days and min(days) != max(days) else f", {days[0]}" if days else ""
    aside = sum(len(a.dropped) for a in record.articles)
    unread = f"; {failed} inputs could not be read" if failed else ""
    yield f"{len(record.articles)} articles{span}{unread}"
    spoken: dict[str, int] = {}
    for q in record.quotations:
        if q.speaker_name:
            spoken[q.speaker_name] = spoken.get(q.speaker_name, 0) + 1
    yield f"{len(record.quotations)} quotations, {len(record.times)} times, {len(record.mentions)} mentions, {aside} stretches set aside"
    if spoken:
        yield "Who speaks most:"
        for name, count in sorted(spoken.items(), key=lambda item: (-item[1], item[0]))[:5]:
            yield f"  {count:4}  {name}"
    told = [path for path in written if path.parent.name == "stories"]
    for path in written:
        if path not in told:
            yield f"wrote {path}"
    if told:
        yield f"wrote {told[0].parent}: a page for each of {len(told)} stories"
