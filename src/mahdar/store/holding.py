"""What a writer holds of the database between two batches, so that it need not read it all again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select

from mahdar.articles import Article
from mahdar.pipeline import Layers
from mahdar.store import schema
from mahdar.store.comparing import Comparing
from mahdar.store.dating import Dating
from mahdar.store.intake import Kept, Taken, layers_of
from mahdar.store.packing import released, squeezed, unpacked
from mahdar.store.statements import many
from mahdar.store.timeline import Timeline

#: Articles whose layers are kept ready.
READY = 2000
#: The stream is kept after so many articles.
EVERY = 4000


class Bare(Struct, frozen=True):
    """Of what is kept of an article the article itself."""

    article: Article


class Light(Struct):
    """Of an article what is asked of all: its page and what orders the versions of it, its day, and where it stands."""

    page: str
    version: tuple[str, str, str]
    dated: bool
    first: str | None
    last: str | None
    story: str | None = None
    copy_of: str | None = None
    newer: str | None = None


class Holding(Struct):
    """Every article by id, and the generation of the database it is the state of; layers of some, the stream of stories.

    `pages` are the versions of each page, `stories` the articles of each story, `undated` those that do not say their day. `unplaced`
    are articles that the stream has not placed as they now are, `misplaced` those that it should not have; both from before.
    """

    generation: int = -1
    lights: dict[str, Light] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)
    stories: dict[str, set[str]] = field(default_factory=dict)
    undated: set[str] = field(default_factory=set)
    ready: OrderedDict[str, Layers] = field(default_factory=OrderedDict)
    dating: Dating = field(default_factory=Dating)
    timeline: Timeline = field(default_factory=Timeline)
    unplaced: set[str] = field(default_factory=set)
    misplaced: set[str] = field(default_factory=set)
    comparing: Comparing = field(default_factory=Comparing)

    def enter(self, name: str, light: Light) -> None:
        """Holds one more article."""
        if light.page and name not in self.lights:
            self.pages.setdefault(light.page, []).append(name)
        if not light.dated:
            self.undated.add(name)
        self.lights[name] = light
        self.place(name, light.story)

    def place(self, name: str, story: str | None) -> None:
        """Puts an article into a story, or into none."""
        light = self.lights[name]
        if light.story:
            self.stories.get(light.story, set()).discard(name)
        if story:
            self.stories.setdefault(story, set()).add(name)
        light.story = story

    def take(self, one: Taken, page: str) -> None:
        """Holds an article that was read now."""
        day = one.layers.article.published
        version = (one.source.published or "", one.source.received, one.source.id)
        self.enter(one.source.id, Light(page, version, one.dated, day.first if day else None, day.last if day else None))
        self.keep({one.source.id: one.layers})

    def keep(self, found: Mapping[str, Layers]) -> None:
        """Keeps layers ready."""
        for name, layers in found.items():
            self.ready[name] = layers
            self.ready.move_to_end(name)

    def trim(self) -> None:
        """Lets go of layers that were not asked for lately."""
        while len(self.ready) > READY:
            self.ready.popitem(last=False)

    def newer(self, pages: Iterable[str]) -> dict[str, str | None]:
        """For each version of these pages the id of the next one: by its declared date, then by when it was received."""
        found: dict[str, str | None] = {}
        for page in sorted(set(pages) - {""}):
            versions = sorted(self.pages[page], key=lambda name: self.lights[name].version)
            found |= {**dict(pairwise(versions)), versions[-1]: None}
        return found

    def layers(self, connection: Connection, names: Iterable[str]) -> dict[str, Layers]:
        """The layers of articles."""
        wanted = sorted(set(names))
        a = schema.articles.c
        for some in many([name for name in wanted if name not in self.ready]):
            for row in connection.execute(select(a.id, a.text, a.layers).where(a.id.in_(some))):
                self.keep({row.id: layers_of(unpacked(row.layers, Kept), released(row.text).decode())})
        found = {name: self.ready[name] for name in wanted}
        self.trim()
        return found

    def articles(self, connection: Connection, names: Iterable[str]) -> dict[str, Article]:
        """Articles without their layers."""
        wanted = sorted(set(names))
        found = {name: self.ready[name].article for name in wanted if name in self.ready}
        a = schema.articles.c
        for some in many([name for name in wanted if name not in found]):
            for row in connection.execute(select(a.id, a.text, a.layers).where(a.id.in_(some))):
                found[row.id] = replace(unpacked(row.layers, Bare).article, text=released(row.text).decode())
        return found


def held(connection: Connection) -> Holding:
    """All that the database holds, but the layers."""
    found = Holding(generation_of(connection))
    a, s = schema.articles.c, schema.sources.c
    columns = (a.id, a.page, a.dated, a.first, a.last, a.story, a.copy_of, a.newer, s.published, s.received)
    for row in connection.execute(select(*columns).join_from(schema.articles, schema.sources, s.id == a.id)):
        version = (row.published or "", row.received, row.id)
        found.enter(row.id, Light(row.page, version, row.dated, row.first, row.last, row.story, row.copy_of, row.newer))
    data = connection.execute(select(schema.states.c.data).where(schema.states.c.name == found.timeline.form)).scalar()
    if data:
        found.timeline = Timeline.restored(released(data))
    days = {name: one.first for name, one in found.lights.items() if not one.newer}
    keys = found.timeline.keys
    found.misplaced = keys.keys() - days.keys()
    found.unplaced = found.timeline.stale(days) | (days.keys() - keys.keys())
    return found


def put_stream(connection: Connection, holding: Holding) -> None:
    """Keeps the stream of stories for the next program, where it came on far enough since that was done last."""
    timeline = holding.timeline
    if timeline.marks and timeline.marks[-1].count - timeline.kept_at >= EVERY and (data := timeline.kept()):
        connection.execute(delete(schema.states))
        connection.execute(insert(schema.states).values(name=timeline.form, data=squeezed(data)))
        timeline.kept_at = timeline.marks[-1].count


def generation_of(connection: Connection) -> int:
    """How often the database was changed."""
    value = connection.execute(select(schema.facts.c.value).where(schema.facts.c.name == "generation")).scalar()
    return int(value or 0)


def placement(connection: Connection) -> dict[str, str | None]:
    """The story that each article stands in."""
    a = schema.articles.c
    return {row.id: row.story for row in connection.execute(select(a.id, a.story).where(a.story.is_not(None)))}
