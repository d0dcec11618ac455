"""What a writer holds of the database between two batches, so that it need not read it all again."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct, field
from sqlalchemy import Connection, select

from mahdar.pipeline import Layers
from mahdar.store import schema
from mahdar.store.intake import Kept, Source, layers_of, page_of
from mahdar.store.packing import released, unpacked
from mahdar.store.settle import Memory


class Holding(Struct):
    """Every article by id with its source, those whose date others tell, and the generation of the database it is the state of."""

    generation: int = -1
    sources: dict[str, Source] = field(default_factory=dict)
    layers: dict[str, Layers] = field(default_factory=dict)
    undated: set[str] = field(default_factory=set)
    memory: Memory = field(default_factory=Memory)

    def take(self, source: Source, layers: Layers, *, dated: bool) -> None:
        """Holds one more article."""
        self.sources[source.id], self.layers[source.id] = source, layers
        if not dated:
            self.undated.add(source.id)

    def newer(self) -> dict[str, str]:
        """For each version of a page the id of the next one: by its declared date, then by when it was received."""
        pages: dict[str, list[Source]] = {}
        for source in self.sources.values():
            page = page_of(self.layers[source.id].article.source.url)
            if page:
                pages.setdefault(page, []).append(source)
        found: dict[str, str] = {}
        for versions in pages.values():
            versions.sort(key=lambda s: (s.published or "", s.received, s.id))
            found |= {one.id: other.id for one, other in pairwise(versions)}
        return found


def held(connection: Connection) -> Holding:
    """All that the database holds."""
    found = Holding(generation_of(connection))
    known = {row.id: Source(**row._mapping) for row in connection.execute(select(schema.sources))}
    a = schema.articles.c
    for row in connection.execute(select(a.id, a.text, a.layers, a.dated)):
        text = released(row.text).decode()
        found.take(known[row.id], layers_of(unpacked(row.layers, Kept), text), dated=row.dated)
    return found


def generation_of(connection: Connection) -> int:
    """How often the database was changed."""
    value = connection.execute(select(schema.facts.c.value).where(schema.facts.c.name == "generation")).scalar()
    return int(value or 0)


def placement(connection: Connection) -> dict[str, str | None]:
    """The story that each article stands in."""
    a = schema.articles.c
    return {row.id: row.story for row in connection.execute(select(a.id, a.story).where(a.story.is_not(None)))}
