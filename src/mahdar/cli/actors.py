"""`mahdar actors`: comparing names, and a user's own decisions about who is who."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mahdar.errors import InputError, UsageError

if TYPE_CHECKING:
    from mahdar.records.record import ActorLine

app = typer.Typer(no_args_is_help=True, help="People and bodies: compare names, decide who is who, ask why.")


@app.command()
def compare(
    pairs: Annotated[Path, typer.Argument(help="A TSV file with two names a row; more cells are left alone.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to write the TSV; standard output if left out.")] = None,
) -> None:
    """Compares two names a row: score, same or different, and why.

    A row with fewer than two names is named on standard error and left out.
    """
    from mahdar.actors import compare as compare_names

    try:
        rows = pairs.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(pairs), f"cannot be read as UTF-8 text ({error})") from error
    lines: list[str] = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row.split("\t")]
        if not row.strip() or row.startswith("#") or (number == 1 and cells[:2] == ["a", "b"]):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            typer.echo(f"{pairs}, row {number}: two names parted by a tab are needed; left out", err=True)
            continue
        found = compare_names(cells[0], cells[1])
        lines.append("\t".join((cells[0], cells[1], f"{found.score:.3f}", found.verdict, found.why)))
    _write("".join(line + "\n" for line in lines), out)


_FILE = typer.Option("--decisions", help="The file of decisions; `mahdar read` takes the one in its record's folder.")
_NOTE = typer.Option("--note", help="Your reason; it stands in the record beside the link.")


@app.command()
def merge(
    a: Annotated[str, typer.Argument(help="A name as the articles print it.")],
    b: Annotated[str, typer.Argument(help="Another name of the same actor.")],
    file: Annotated[Path, _FILE] = Path("record/decisions.tsv"),
    note: Annotated[str, _NOTE] = "",
) -> None:
    """Decides that two names are one actor's. The next `mahdar read` does as it says, whatever the scores."""
    _decide("same", (a, b), file, note)


@app.command()
def split(
    a: Annotated[str, typer.Argument(help="A name as the articles print it.")],
    b: Annotated[str, typer.Argument(help="The name of somebody else.")],
    file: Annotated[Path, _FILE] = Path("record/decisions.tsv"),
    note: Annotated[str, _NOTE] = "",
) -> None:
    """Decides that two names are two actors'. The next `mahdar read` keeps them apart, whatever the scores."""
    _decide("different", (a, b), file, note)


@app.command()
def undo(
    a: Annotated[str, typer.Argument(help="One of the two names of a decision.")],
    b: Annotated[str, typer.Argument(help="The other one.")],
    file: Annotated[Path, _FILE] = Path("record/decisions.tsv"),
) -> None:
    """Withdraws the decision on two names."""
    from mahdar.actors import decisions, withdrawn, written

    before = decisions(file)
    after = withdrawn(before, a, b)
    if len(after) == len(before):
        raise UsageError(f"{file} has no decision on «{a}» and «{b}»")
    _write(written(after), file)
    typer.echo(f"withdrawn from {file}", err=True)


@app.command()
def why(
    record: Annotated[Path, typer.Argument(help="A record.json, or the folder it lies in.")],
    name: Annotated[str, typer.Argument(help="A name as the articles print it, or the id of an actor.")],
    other: Annotated[str | None, typer.Argument(help="Another name: why the two are one actor, or are not.")] = None,
) -> None:
    """Says why mentions are one actor: each link with its score and its sentence, as TSV."""
    from mahdar.actors import compare as compare_names

    actors = _actors(record)
    found = _holders(actors, name)
    if not found:
        raise UsageError(f"no actor of {record} is called «{name}»")
    if other is not None:
        both = [one for one in found if one in _holders(actors, other)]
        if not both:
            said = compare_names(name, other)
            typer.echo(f"{said.score:.3f}\tdifferent actors\t{said.why}")
            return
        found = both
    for one in found:
        typer.echo(f"{one.id}\t{one.kind}\t{one.name}\t{' | '.join(one.names)}")
        seen: set[str] = set()
        for link in sorted(one.links, key=lambda found: -found.score):
            if link.why not in seen:
                seen.add(link.why)
                typer.echo(f"{link.score:.3f}\t{link.source.start}-{link.source.end}\t{link.target.start}-{link.target.end}\t{link.why}")


def _decide(ruling: Literal["same", "different"], names: tuple[str, str], file: Path, note: str) -> None:
    from mahdar.actors import Decision, decided, decisions, written

    a, b = (" ".join(name.split()) for name in names)
    if not a or not b:
        raise UsageError("a decision is on two names")
    _write(written(decided(decisions(file), Decision(ruling, a, b, " ".join(note.split())))), file)
    typer.echo(f"«{a}» and «{b}» are {ruling}: written to {file}", err=True)


def _actors(record: Path) -> tuple[ActorLine, ...]:
    """The actors of a record on disk."""
    import msgspec

    from mahdar.records import record as lines

    shape = msgspec.defstruct("Actors", [("actors", tuple[lines.ActorLine, ...], ())])
    file = record / "record.json" if record.is_dir() else record
    try:
        found: tuple[ActorLine, ...] = getattr(msgspec.json.decode(file.read_bytes(), type=shape), "actors", ())
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(str(file), f"is no record ({error})") from error
    return found


def _holders(actors: Sequence[ActorLine], name: str) -> list[ActorLine]:
    """The actors with that id or that name."""
    from mahdar.spans import folded

    return [one for one in actors if one.id == name or any(folded(form) == folded(name) for form in (one.name, *one.names))]


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, "utf-8")
