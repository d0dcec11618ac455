"""The names of all articles in the database: the register that the room `actors` asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from mahdar.actors.entry import Entry
from mahdar.actors.slips import Local
from mahdar.copies.place import mark
from mahdar.store import schema
from mahdar.store.packing import packed, unpacked
from mahdar.store.statements import exchange, many

_N, _B, _P, _L, _A = schema.names.c, schema.blocks.c, schema.printing.c, schema.alike.c, schema.articles.c


class Names:
    """The names of a database, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[str]:
        """The key of every name."""
        return sorted(self._connection.execute(select(_N.key)).scalars())

    def entries(self, keys: Iterable[str]) -> dict[str, Entry]:
        """Names by key."""
        found: dict[str, Entry] = {}
        for some in many(_marks(keys)):
            found |= {
                row.key: unpacked(row.entry, Entry) for row in self._connection.execute(select(_N.key, _N.entry).where(_N.id.in_(some)))
            }
        return found

    def owners(self, keys: Iterable[str]) -> dict[str, str]:
        """For each name the actor whose it is, if it is one's in all articles."""
        found: dict[str, str] = {}
        for some in many(_marks(keys)):
            query = select(_N.key, _N.actor).where(_N.id.in_(some), _N.actor.is_not(None))
            found |= {row.key: row.actor for row in self._connection.execute(query)}
        return found

    def owned(self, actors: Iterable[str]) -> dict[str, list[str]]:
        """For each actor the keys of its names, in order."""
        found: dict[str, list[str]] = {}
        for some in many(sorted(set(actors))):
            for row in self._connection.execute(select(_N.key, _N.actor).where(_N.actor.in_(some))):
                found.setdefault(row.actor, []).append(row.key)
        return {actor: sorted(keys) for actor, keys in found.items()}

    def sharing(self, blocks: Iterable[str]) -> dict[str, list[str]]:
        """For each block the keys of the names in it, in order."""
        named = {mark(block): block for block in blocks}
        found: dict[str, list[str]] = {}
        for some in many(sorted(named)):
            query = select(_B.block, _N.key).join_from(schema.blocks, schema.names, _N.id == _B.name).where(_B.block.in_(some))
            for row in self._connection.execute(query):
                found.setdefault(named[row.block], []).append(row.key)
        return {block: sorted(keys) for block, keys in found.items()}

    def printing(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """For each name the articles that print it, and for each office those that ask who holds it."""
        named = {mark(key): key for key in keys}
        found: dict[str, list[str]] = {}
        for some in many(sorted(named)):
            for row in self._connection.execute(select(_P.name, _P.article).where(_P.name.in_(some))):
                found.setdefault(named[row.name], []).append(row.article)
        return {key: sorted(articles) for key, articles in found.items()}

    def alike(self, labels: Iterable[str]) -> dict[str, list[str]]:
        """For each name of a person the names that are the same, in order."""
        found: dict[str, list[str]] = {}
        for some in many(sorted(set(labels))):
            for row in self._connection.execute(select(_L.label, _L.other).where(_L.label.in_(some))):
                found.setdefault(row.label, []).append(row.other)
        return {label: sorted(others) for label, others in found.items()}

    def meeting(self, some: Iterable[str], others: Iterable[str]) -> set[str]:
        """The articles that print one of the first names and one of the others."""
        other = schema.printing.alias().c
        query = select(_P.article).distinct().join_from(schema.printing, other.name.table, other.article == _P.article)
        found: set[str] = set()
        for few in many(_marks(others)):
            for names in many(_marks(some)):
                found |= set(self._connection.execute(query.where(_P.name.in_(names), other.name.in_(few))).scalars())
        return found

    def locals(self, articles: Iterable[str]) -> dict[str, Local]:
        """What articles say of who is who."""
        found: dict[str, Local] = {}
        for some in many(sorted(set(articles))):
            query = select(_A.id, _A.named).where(_A.id.in_(some), _A.named.is_not(None))
            found |= {row.id: unpacked(row.named, Local) for row in self._connection.execute(query)}
        return found

    def put_locals(self, changed: Mapping[str, Local | None], printed: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps what articles say; for each article the keys that it no longer prints and those that it now does."""
        rows = [{"k": name, "named": packed(one) if one else None} for name, one in sorted(changed.items())]
        if rows:
            self._connection.execute(update(schema.articles).where(_A.id == bindparam("k")).values(named=bindparam("named")), rows)
        left = [(mark(key), name) for name, (gone, _) in printed.items() for key in sorted(gone)]
        entered = [(mark(key), name) for name, (_, new) in printed.items() for key in sorted(new)]
        exchange(self._connection, schema.printing, left, entered)

    def put_entries(self, changed: Mapping[str, Entry | None], blocks: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps names; for each name the blocks that it leaves and those that it enters."""
        there: set[int] = set()
        for some in many(_marks(changed)):
            there |= set(self._connection.execute(select(_N.id).where(_N.id.in_(some))).scalars())
        gone = [mark(key) for key, one in changed.items() if one is None]
        for few in many(gone):
            self._connection.execute(delete(schema.names).where(_N.id.in_(few)))
        rows = [{"k": mark(key), "entry": packed(one)} for key, one in changed.items() if one and mark(key) in there]
        if rows:
            self._connection.execute(update(schema.names).where(_N.id == bindparam("k")).values(entry=bindparam("entry")), rows)
        new = [
            {"id": mark(key), "key": key, "actor": None, "entry": packed(one)}
            for key, one in changed.items()
            if one and mark(key) not in there
        ]
        if new:
            self._connection.execute(insert(schema.names), new)
        left = [(mark(block), mark(key)) for key, (old, _) in blocks.items() for block in sorted(old)]
        entered = [(mark(block), mark(key)) for key, (_, now) in blocks.items() for block in sorted(now)]
        exchange(self._connection, schema.blocks, left, entered)

    def put_alike(self, changed: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps which names are the same; for each name those that no longer are and those that now are."""
        left = [(label, other) for label, (gone, _) in changed.items() for other in sorted(gone)]
        entered = [(label, other) for label, (_, new) in changed.items() for other in sorted(new)]
        exchange(self._connection, schema.alike, left, entered)

    def put_owners(self, changed: Mapping[str, str | None]) -> None:
        """Keeps whose names are; None where a name is somebody else's in each article."""
        rows = [{"k": mark(key), "actor": actor} for key, actor in changed.items()]
        if rows:
            self._connection.execute(update(schema.names).where(_N.id == bindparam("k")).values(actor=bindparam("actor")), rows)


def _marks(keys: Iterable[str]) -> list[int]:
    return sorted(set(map(mark, keys)))
