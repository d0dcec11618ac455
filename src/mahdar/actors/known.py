"""Which entity of the user's knowledge base a group of mentions is: the only one that its names fit, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mahdar.actors.actor import Link
from mahdar.actors.bearer import Bearer
from mahdar.actors.blocking import keys
from mahdar.actors.cluster import Edge
from mahdar.actors.compare import compare
from mahdar.actors.knowledge import Entity, Kind
from mahdar.actors.letters import key
from mahdar.actors.naming import parsed

_ENOUGH = 0.9


class Known:
    """A knowledge base, looked up by names."""

    def __init__(self, entities: Sequence[Entity] = ()) -> None:
        self._entities = tuple(sorted(entities, key=lambda e: e.id))
        self._exact: dict[tuple[Kind, str], set[int]] = {}
        self._blocks: dict[str, set[tuple[int, str]]] = {}
        for i, one in enumerate(self._entities):
            for name in one.names:
                self._exact.setdefault((one.kind, key(name)), set()).add(i)
                if one.kind == "person" and len(parsed(name).units) > 1:
                    for block in keys(parsed(name)):
                        self._blocks.setdefault(block, set()).add((i, name))

    def of(self, called: Iterable[str], kind: Kind) -> Entity | None:
        """The only entity that names fit."""
        found = self._fitting(called, kind) if self._entities else set()
        return self._entities[next(iter(found))] if len(found) == 1 else None

    def partners(self, name: str, kind: Kind) -> list[str]:
        """The names of the entities that a name fits."""
        found = self._fitting([name], kind) if self._entities else set()
        return sorted({other for i in found for other in self._entities[i].names})

    def edges(self, groups: Sequence[Bearer], kind: Kind) -> Iterator[Edge]:
        """Edges between groups that are one entity, however unlike their names."""
        first: dict[str, int] = {}
        for i, one in enumerate(groups if self._entities else ()):
            entity = self.of(one.labels, kind)
            if entity is None:
                continue
            if entity.id in first:
                there = groups[first[entity.id]]
                why = f"«{one.labels[0]}» and «{there.labels[0]}» are names of {entity.id} in the knowledge base"
                yield Edge(i, first[entity.id], Link(one.anchor, there.anchor, 0.95, why, "knowledge"))
            else:
                first[entity.id] = i

    def _fitting(self, called: Iterable[str], kind: Kind) -> set[int]:
        names = sorted(set(called))
        full = [name for name in names if kind != "person" or len(parsed(name).units) > 1] or names
        exact = {i for name in full for i in self._exact.get((kind, key(name)), ())}
        return exact or ({i for name in full for i in self._near(name)} if kind == "person" else set())

    def _near(self, name: str) -> set[int]:
        if len(parsed(name).units) < 2:
            return set()
        near = {pair for block in keys(parsed(name)) for pair in self._blocks.get(block, ())}
        return {i for i, other in near if compare(name, other).score >= _ENOUGH}
