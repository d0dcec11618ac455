"""`mahdar export`: a record or a workspace in the formats of the field."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from mahdar.exports import Format, Options
    from mahdar.exports.formats import Files
    from mahdar.records import Record
    from mahdar.store import View

NAMES = ("csv", "jsonl", "parquet", "jsonld", "plover", "ftm", "ninjs", "rss", "md")


def _known(name: str) -> str:
    if name not in NAMES:
        raise typer.BadParameter(f"{name} is none of {', '.join(NAMES)}")
    return name


def export(
    source: Annotated[Path | None, typer.Argument(metavar="RECORD.json", help="A record that `mahdar read` wrote.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="|".join(NAMES), help="What to write.", callback=_known)] = "csv",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="A file, a folder or a .zip; standard output if left out.")] = None,
    *,
    db: Annotated[str | None, typer.Option("--db", metavar="FILE|URL", help="A workspace instead of a record.")] = None,
    story: Annotated[str | None, typer.Option("--story", metavar="ID", help="This story alone.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="ID", help="What concerns this person or body alone.")] = None,
    certain: Annotated[float | None, typer.Option("--certain", min=0, max=1, help="PLOVER: leave out events less sure than this.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="CSV: begin with a byte-order mark, for old spreadsheets.")] = False,
    base: Annotated[str, typer.Option("--base", metavar="URL", help="Address of the served workspace, for links and names.")] = "",
) -> None:
    """Write a record, a story or one person's part in the formats of the field.

    csv and parquet are several files, one a table, and md is one a story: -o names a folder or a .zip.

    For example:

        mahdar export record/record.json --format csv -o tables/

        mahdar export --db mahdar.db --story STORY --format plover -o events.jsonl
    """
    from msgspec.structs import replace

    from mahdar.errors import UsageError
    from mahdar.exports import FORMATS, Options

    if (source is None) == (db is None):
        raise UsageError("name a RECORD.json or, with --db, a workspace: one of the two")
    chosen = Options(bom=bom, base=base if base.endswith("/") or not base else f"{base}/", person=actor or "")
    chosen = chosen if certain is None else replace(chosen, certain=certain)
    one = {f.name: f for f in FORMATS}[form]
    if source:
        _write(_files([_narrowed(_read(source), story, actor)], one, chosen), one, out)
        return
    from mahdar.store import Store

    with Store(db or "", create=False) as store:
        _write(_files(_held(store.view, story, actor), one, chosen), one, out)


def _read(source: Path) -> Record:
    """The record of a file."""
    import msgspec

    from mahdar.errors import InputError
    from mahdar.records import Record

    try:
        return msgspec.json.decode(source.read_bytes(), type=Record)
    except OSError as error:
        raise InputError(str(source), error.strerror or "cannot be read") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(str(source), f"this is no record.json as `mahdar read` writes it ({error})") from None


def _narrowed(record: Record, story: str | None, actor: str | None) -> Record:
    """What a record says in a story and of an actor, where one is asked for."""
    from mahdar.errors import UsageError
    from mahdar.exports import of_actor
    from mahdar.records import only

    try:
        record = only(record, story) if story else record
        return of_actor(record, actor) if actor else record
    except KeyError as error:
        raise UsageError(f"there is no story or actor {error.args[0]} in this record") from None


def _held(view: View, story: str | None, actor: str | None) -> Iterator[Record]:
    """The records of a workspace, a story at a time: one story, those that name an actor, or all."""
    if story:
        yield _narrowed(view.story(view.home(story)), None, actor)
        return
    if actor:
        view.actor(actor)  # an id that nobody has is an error, not an empty file
    for number in count(1):
        page = view.stories(actor=actor, page=number, size=200)
        for card in page.items:
            record = view.story(card.id)
            if actor is None or any(one.id == actor for one in record.actors):
                yield _narrowed(record, None, actor)
        if number >= page.pages:
            return


def _files(records: Iterable[Record], form: Format, options: Options) -> Files:
    """The files of records: formats of lines record after record, the others of all of them as one record."""
    from mahdar.exports import joined

    if form.lines:
        yield from _lines(records, form, options)
    elif one := joined(records):
        yield from form.write(one, options)


def _lines(records: Iterable[Record], form: Format, options: Options) -> Files:
    """One file of the lines of every record; an actor of several stories has a line for each."""
    yield form.name, (line for record in records for _, lines in form.write(record, options) for line in lines)


def _write(files: Files, form: Format, out: Path | None) -> None:
    """The files on standard output, in a folder, in a zip or in one file."""
    from mahdar.errors import UsageError
    from mahdar.exports import zipped

    if out is None and form.several and sys.stdout.isatty():
        raise UsageError(f"{form.name} is several files: -o names a folder or a .zip")
    if out is None and not form.several:
        for _, chunks in files:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
    elif out is None:
        sys.stdout.buffer.write(zipped(files))
    elif out.suffix == ".zip":
        _put(out, [zipped(files)])
    else:
        for name, chunks in files:
            _put(out / name if form.several else out, chunks)


def _put(path: Path, chunks: Iterable[bytes]) -> None:
    """A file written whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as page:
            page.writelines(chunks)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    typer.echo(f"wrote {path}", err=True)
