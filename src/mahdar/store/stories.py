"""Stories as they were settled -> their rows and the lines of their articles; only stories that changed are told anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select, update

from mahdar.actors import Actor
from mahdar.pipeline import Layers
from mahdar.records.record import AccountLine, ActorLine
from mahdar.store import schema
from mahdar.store.packing import packed, unpacked
from mahdar.store.rows import Row
from mahdar.store.settle import Settled
from mahdar.store.telling import Lines, StoryLines, basis, compared, story_lines, telling
from mahdar.store.writing import many


def put_stories(connection: Connection, found: Settled, people: Mapping[str, tuple[Actor, ...]], now: str) -> dict[str, Lines]:
    """Writes the stories that changed and where those went that are gone; gives the lines of the articles of what changed."""
    members: dict[str, list[Layers]] = defaultdict(list)
    for name in sorted(found.told_in):
        members[found.told_in[name]].append(found.layers[name])
    s = schema.stories.c
    old = {row.id: (row.telling, row.basis) for row in connection.execute(select(s.id, s.telling, s.basis))}
    lines: dict[str, Lines] = {}
    for story, articles in members.items():
        told = telling(articles, found.origins)
        made_of = basis(told, people.get(story, ()))
        if old.get(story, ("", ""))[1] != made_of:
            row, made = _told(connection, story, articles, people.get(story, ()), found.origins, old.get(story, ("", ""))[0])
            lines |= made.articles
            _put(connection, row | {"telling": told, "basis": made_of}, there=story in old)
    _move(connection, [story for story in old if story not in members], found.told_in, now)
    return lines


def _told(
    connection: Connection, story: str, articles: Sequence[Layers], people: Sequence[Actor], origins: Mapping[str, str], before: str
) -> tuple[Row, StoryLines]:
    kept: bytes | None = None
    if before == telling(articles, origins):
        kept = connection.execute(select(schema.stories.c.accounts).where(schema.stories.c.id == story)).scalar()
    made = story_lines(story, articles, people, origins, () if kept else compared(articles, origins))
    return _row(made, articles, origins) | ({"accounts": kept} if kept else {}), made


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


def _move(connection: Connection, gone: Sequence[str], told_in: Mapping[str, str], now: str) -> None:
    """Takes away stories that are no more, and writes where most of their articles are."""
    if not gone:
        return
    a, m = schema.articles.c, schema.moves
    homes: dict[str, Counter[str]] = {story: Counter() for story in gone}
    for some in many(gone):
        for row in connection.execute(select(a.id, a.story).where(a.story.in_(some))):
            if row.id in told_in:
                homes[row.story][told_in[row.id]] += 1
        connection.execute(delete(schema.stories).where(schema.stories.c.id.in_(some)))
    for story, counts in homes.items():
        if counts:
            new = min(counts, key=lambda name: (-counts[name], name))
            connection.execute(update(m).where(m.c.new == story).values(new=new))
            connection.execute(delete(m).where(m.c.old.in_((story, new))))
            connection.execute(insert(m).values(old=story, new=new, at=now))


def accounts_of(data: bytes) -> tuple[AccountLine, ...]:
    """The account lines that a story's row holds."""
    return unpacked(data, tuple[AccountLine, ...])
