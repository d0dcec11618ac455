"""`mahdar search`: what the articles of a database hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mahdar.cli.add import DB


class Kind(StrEnum):
    """What is looked for."""

    ARTICLES = "articles"
    QUOTATIONS = "quotations"
    CLAIMS = "claims"
    EVENTS = "events"


def search(
    words: Annotated[list[str], typer.Argument(help='Words, in any of their forms; "a phrase" as it is spelt.', show_default=False)],
    db: Annotated[str, DB] = "mahdar.db",
    kind: Annotated[Kind, typer.Option("--kind", help="What to look for.")] = Kind.ARTICLES,
    outlet: Annotated[str, typer.Option("--outlet", help="Of this outlet alone.", show_default=False)] = "",
    actor: Annotated[str, typer.Option("--actor", help="Of this actor alone, by id.", show_default=False)] = "",
    *,
    issue: Annotated[str, typer.Option("--issue", help="On this issue alone.", show_default=False)] = "",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="From this day on (2021-06-16).", show_default=False)] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Up to this day.", show_default=False)] = "",
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of the hits.")] = 1,
    size: Annotated[int, typer.Option("--size", min=1, max=1000, help="Hits on a page.")] = 50,
) -> None:
    """Search a database: day, outlet, id and words of each hit, as TSV; exact spellings first, then the newest.

    For example:

        mahdar search محادثات --db desk.db --kind quotations
    """
    from mahdar.store import Store, Wanted

    with Store(db, create=False) as store:
        wanted = Wanted(kind=kind.value, outlet=outlet, actor=actor, issue=issue, since=since, until=until)
        found = store.view.search(" ".join(words), wanted, page=page, size=size)
    for hit in found.items:
        typer.echo("\t".join((hit.day or "", hit.outlet or "", hit.id, " ".join(hit.words.split()))))
    first = (found.number - 1) * found.size
    typer.echo(
        f"{first + 1 if found.items else 0}-{first + len(found.items)} of {'more than ' if found.more else ''}{found.total}", err=True
    )
