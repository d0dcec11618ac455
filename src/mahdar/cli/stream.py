"""The articles of a file or a folder, for the commands that compare them: rows as they stand, pages without what surrounds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

if TYPE_CHECKING:
    from mahdar.captures import Capture


class Streamed(Struct, frozen=True):
    """One article under the id that the output names it by; `published` is an ISO date or date-time.

    Where `whole` is given, `body` is what stands in `stretches` of it, a line each: a page with what surrounds the article.
    """

    id: str
    title: str
    body: str
    outlet: str
    published: str | None
    whole: str = ""
    stretches: tuple[tuple[int, int], ...] | None = None


def streamed(path: Path) -> Iterator[Streamed]:
    """The articles under a path; what cannot be read is said by name, and so is a row whose id an earlier one has.

    A row is named by its id, or its number, in a folder with its file before it; a page or a text by its file.
    """
    from mahdar.captures import captures
    from mahdar.errors import InputError

    seen: set[str] = set()
    folder = path.is_dir()
    for found in captures([path]):
        try:
            if isinstance(found, InputError):
                raise found
            name = found.file if found.row is None else f"{found.file}#{found.row}" if folder else found.row
            if name in seen:
                raise InputError(found.file, "an earlier row has this id; this one is left out", row=found.row)
            one = _row(name, found) if found.kind == "row" else _article(name, found)
        except InputError as error:
            typer.echo(f"mahdar: {error}", err=True)
            continue
        seen.add(name)
        yield one


def _row(name: str, found: Capture) -> Streamed:
    given = found.declared
    title = given.title or ""
    return Streamed(name, title, found.text.removeprefix(f"{title}\n\n"), given.outlet or "", given.published)


def _article(name: str, found: Capture) -> Streamed:
    from mahdar.articles import article

    one = article(found)
    headline = one.first("headline")
    stretches = tuple((b.anchor.start, b.anchor.end) for b in one.blocks if b.role in {"body", "subhead"})
    body = "\n".join(one.text[start:end] for start, end in stretches)
    day = one.published.first if one.published else None
    return Streamed(name, headline.of(one.text) if headline else "", body, one.outlet or "", day, one.text, stretches)


def write(lines: list[str], out: Path | None) -> str:
    """Writes a table to a file, or to standard output where it is None; says where it went, for the summary."""
    if out is None:
        typer.echo("".join(lines), nl=False)
        return ""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(lines), "utf-8")
    return f"; wrote {out}"
