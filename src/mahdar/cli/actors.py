"""`mahdar actors`: comparing names, and a user's own decisions about who is who."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mahdar.errors import InputError

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


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, "utf-8")
