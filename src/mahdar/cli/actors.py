"""`mahdar actors`: comparing names, and a user's own decisions about who is who."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from mahdar.errors import InputError, UsageError

if TYPE_CHECKING:
    from mahdar.actors import Decision
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
_DB = typer.Option("--db", metavar="FILE|URL", help="A workspace: the decision is worked in at once, and stands in its audit.")


@app.command()
def merge(
    a: Annotated[str, typer.Argument(help="A name as the articles print it.")],
    b: Annotated[str, typer.Argument(help="Another name of the same actor.")],
    file: Annotated[Path, _FILE] = Path("record/decisions.tsv"),
    note: Annotated[str, _NOTE] = "",
    db: Annotated[str | None, _DB] = None,
) -> None:
    """Decides that two names are one actor's. The next `mahdar read`, or the workspace at once, does as it says, whatever the scores."""
    _decide(_decision("same", a, b, note), file, db)


@app.command()
def split(
    a: Annotated[str, typer.Argument(help="A name as the articles print it.")],
    b: Annotated[str, typer.Argument(help="The name of somebody else.")],
    file: Annotated[Path, _FILE] = Path("record/decisions.tsv"),
    note: Annotated[str, _NOTE] = "",
    db: Annotated[str | None, _DB] = None,
) -> None:
    """Decides that two names are two actors'. The next `mahdar read`, or the workspace at once, keeps them apart, whatever the scores."""
    _decide(_decision("different", a, b, note), file, db)


@app.command()
def undo(
    a: Annotated[str, typer.Argument(help="One of the two names of a decision.")],
    b: Annotated[str, typer.Argument(help="The other one.")],
    file: Annotated[Path, _FILE] = Path("record/decisions.tsv"),
    db: Annotated[str | None, _DB] = None,
) -> None:
    """Withdraws the decision on two names."""
    from mahdar.actors import decisions, withdrawn, written

    if db is not None:
        from mahdar.cli.desk import undone

        undone(db, a, b)
        typer.echo(f"withdrawn from {db}", err=True)
        return
    before = decisions(file)
    after = withdrawn(before, a, b)
    if len(after) == len(before):
        raise UsageError(f"{file} has no decision on «{a}» and «{b}»")
    _write(written(after), file)
    typer.echo(f"withdrawn from {file}", err=True)


@app.command()
def why(
    names: Annotated[
        list[str],
        typer.Argument(metavar="[RECORD] NAME [OTHER]", help="A record.json or its folder (none with --db), a name or the id of an actor."),
    ],
    db: Annotated[str | None, typer.Option("--db", metavar="FILE|URL", help="A workspace instead of a record.")] = None,
) -> None:
    """Says why mentions are one actor: each link with its score and its sentence, as TSV; of two names, why they are one or are not."""
    if not (0 if db else 1) < len(names) <= (2 if db else 3):
        raise UsageError("name a record and one or two names; or, with --db, one or two names")
    name, other = (*names, None)[:2] if db else (*names, None)[1:3]
    if db:
        from mahdar.cli.desk import explained

        found = explained(db, name or "")
    else:
        found = _explained(_actors(Path(names[0])), name or "")
    if not found:
        raise UsageError(f"no actor of {db or names[0]} is called «{name}»")
    _tell(found, name or "", other)


def _tell(found: Sequence[Explained], name: str, other: str | None) -> None:
    """Prints actors with their links; of two names the actors that have both, or why there are none."""
    from mahdar.actors import compare as compare_names

    both = [one for one in found if other is None or called(other, one.id, one.names)]
    if not both:
        said = compare_names(name, other or "")
        typer.echo(f"{said.score:.3f}\tdifferent actors\t{said.why}")
    for one in both:
        typer.echo(f"{one.id}\t{one.kind}\t{one.names[0]}\t{' | '.join(one.names[1:])}")
        seen: set[str] = set()
        for score, sentence, place in sorted(one.links, key=lambda link: -link[0]):
            if sentence not in seen:
                seen.add(sentence)
                typer.echo(f"{score:.3f}\t{place}\t{sentence}")


class Explained(NamedTuple):
    """An actor with its name and all its names, and its links: score, sentence, where it joins what."""

    id: str
    kind: str
    names: tuple[str, ...]
    links: tuple[tuple[float, str, str], ...]


def _explained(actors: Sequence[ActorLine], name: str) -> list[Explained]:
    return [
        Explained(
            one.id,
            one.kind,
            (one.name, *one.names),
            tuple((k.score, k.why, f"{k.source.start}-{k.source.end}\t{k.target.start}-{k.target.end}") for k in one.links),
        )
        for one in actors
        if called(name, one.id, (one.name, *one.names))
    ]


def called(name: str, actor: str, names: Sequence[str]) -> bool:
    """Whether an actor has that id or one of its names is that name."""
    from mahdar.spans import folded

    return actor == name or any(folded(form) == folded(name) for form in names)


def _decision(ruling: Literal["same", "different"], a: str, b: str, note: str) -> Decision:
    """A decision on two names. Raises UsageError where one of them is empty or they are the same."""
    from mahdar.actors import Decision

    a, b, note = (" ".join(words.split()) for words in (a, b, note))
    if not a or not b or a == b:
        raise UsageError("a decision is on two names")
    return Decision(ruling, a, b, note)


def _decide(decision: Decision, file: Path, db: str | None) -> None:
    from mahdar.actors import decided, decisions, written

    if db is not None:
        from mahdar.cli.desk import taken

        number = taken(db, decision)
        typer.echo(f"«{decision.a}» and «{decision.b}» are {decision.ruling}: decision {number} of {db}", err=True)
        return
    _write(written(decided(decisions(file), decision)), file)
    typer.echo(f"«{decision.a}» and «{decision.b}» are {decision.ruling}: written to {file}", err=True)


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


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, "utf-8")
