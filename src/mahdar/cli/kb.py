"""`mahdar kb`: a knowledge base of the user's own, which gives people and bodies their ids."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Your own knowledge base: who people and bodies are.")


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="CSV (id, name, aliases, kind, wikidata), FollowTheMoney or Wikidata JSON lines.")],
    out: Annotated[Path, typer.Option("-o", "--out", "--kb", help="The knowledge base; what it holds already is kept.")] = Path(
        "knowledge.jsonl"
    ),
) -> None:
    """Adds the entities of files to a knowledge base. A row that is no entity is named with its reason, the rest go in.

    Then: mahdar read PATH --kb knowledge.jsonl
    """
    from mahdar.actors import added, imported, knowledge_base, saved
    from mahdar.errors import InputError

    entities = knowledge_base(out) if out.exists() else ()
    new = left = 0
    for file in files:
        try:
            found, wrong = imported(file)
        except InputError as error:
            typer.echo(f"mahdar: {error}", err=True)
            left += 1
            continue
        for problem in wrong:
            typer.echo(f"mahdar: {problem}", err=True)
        new, left = new + len(found), left + len(wrong)
        entities = added(entities, found)
    if not new:
        typer.echo("mahdar: nothing could be imported", err=True)
        raise typer.Exit(1)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(saved(entities))
    part.replace(out)
    typer.echo(f"{new} entities imported, {left} rows left out; {out} holds {len(entities)}", err=True)
