"""Stories as they were settled -> their rows and the lines of their articles; only stories that changed are told anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select, update

from mahdar.pipeline import Layers
from mahdar.records.record import ActorLine
from mahdar.store import schema
from mahdar.store.comparing import Comparing
from mahdar.store.packing import packed
from mahdar.store.rows import Row
from mahdar.store.settle import Settled
from mahdar.store.statements import many
from mahdar.store.steps import put_steps
from mahdar.store.telling import Lines, StoryLines, basis, story_lines, telling

#: The layers of some articles.
Read = Callable[[Sequence[str]], Mapping[str, Layers]]


def put_stories(
    connection: Connection, found: Settled, layers: Read, comparing: Comparing, newer: Callable[[str], str | None]
) -> dict[str, Lines]:
    """Writes the stories that changed and what happened to them; gives the lines of the articles of what changed.

    `layers` reads articles, `newer` gives the next version of a page where it got one.
    """
    s = schema.stories.c
    old: dict[str, tuple[str, str]] = {}
    for some in many(sorted(found.stories)):
        old |= {row.id: (row.telling, row.basis) for row in connection.execute(select(s.id, s.telling, s.basis).where(s.id.in_(some)))}
    lines: dict[str, Lines] = {}
    for story, names in found.stories.items():
        articles = [one for _, one in sorted(layers(names).items())]
        people = found.people[story]
        told = telling(articles, found.origins)
        made_of = basis(told, people)
        if old.get(story, ("", ""))[1] != made_of:
            kept = None
            if old.get(story, ("", ""))[0] == told:
                kept = connection.execute(select(s.accounts).where(s.id == story)).scalar()
            compared = () if kept else comparing.accounts(story, articles, found.origins)
            made = story_lines(story, articles, people, found.origins, compared)
            lines |= made.articles
            row = _row(made, articles, found.origins) | ({"accounts": kept} if kept else {})
            _put(connection, row | {"telling": told, "basis": made_of}, there=story in old)
    for some in many(sorted(found.gone)):
        connection.execute(delete(schema.stories).where(s.id.in_(some)))
    put_steps(connection, found, newer, datetime.now(UTC).isoformat(timespec="seconds"))
    return lines


def _row(made: StoryLines, articles: Sequence[Layers], origins: Mapping[str, str]) -> Row:
    line = made.story
    texts = {one.article.id: one.article.text for one in articles}
    return {
        "id": line.id,
        "title": " ".join(line.headline.of(texts[line.headline.article]).split()) if line.headline else "",
        "first": line.first,
        "last": line.last,
        "articles": len(articles),
        "outlets": len({one.article.outlet or one.article.id for one in articles}),
        "origins": len({origins[one.article.id] for one in articles}),
        "people": packed((line, tuple(map(_nameless, made.people)))),
        "accounts": packed(made.accounts),
        "lifecycles": packed(made.lifecycles),
    }


def _nameless(line: ActorLine) -> ActorLine:
    """An actor's line without the names that it has in all articles together, which stand in the table of actors."""
    return line if line.kind == "group" else replace(line, name="", names=())


def _put(connection: Connection, row: Row, *, there: bool) -> None:
    table = schema.stories
    connection.execute(update(table).where(table.c.id == row["id"]).values(row) if there else insert(table).values(row))
