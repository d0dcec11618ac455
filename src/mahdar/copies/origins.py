"""Pairs -> where each text comes from: the earliest of its group of copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mahdar.copies.copy import COPIES, Copy
from mahdar.copies.fingerprint import Print
from mahdar.copies.place import mark
from mahdar.copies.shelf import Shelf, key


def origins(prints: Iterable[Print], found: Iterable[Copy]) -> dict[str, str]:
    """For each text the text it most likely comes from: the earliest of its group of copies, itself where it stands alone.

    Of texts of one day, the one that credits an agency comes after the agency's own and before nobody; otherwise the
    one that holds the others comes first, then the order of ids.
    """
    texts = {p.id: p for p in prints}
    parent = {name: name for name in texts}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for copy in found:
        if copy.relation in COPIES:
            one, other = sorted((root(copy.a), root(copy.b)))
            parent[other] = one
    groups: dict[str, list[Print]] = {}
    for p in texts.values():
        groups.setdefault(root(p.id), []).append(p)
    first = {name: min(group, key=_rank).id for name, group in groups.items()}
    return {name: first[root(name)] for name in texts}


def _rank(one: Print) -> tuple[int, bool, int, str]:
    return one.day or 10**9, bool(one.credit), -len(one.words), one.id


def regrouped(shelf: Shelf, left: Sequence[Print], came: Sequence[Print], *, lost: Sequence[Copy], found: Sequence[Copy]) -> dict[str, str]:
    """The new and the changed origins after texts left and came and pairs were lost and found: only groups touched are looked at."""
    gone, fresh = {one.id for one in left}, {one.id for one in came}
    touched = {name for copy in (*lost, *found) for name in (copy.a, copy.b)} | gone
    kept = shelf.origins(_marks(touched))
    members = _marks(shelf.members(_marks(set(kept.values()))))
    was = shelf.origins(members)
    pairs = {key(copy): copy for copy in shelf.pairs(members)}
    for copy in lost:
        pairs.pop(key(copy), None)
    pairs.update((key(copy), copy) for copy in found)
    texts = {one.id: one for one in shelf.prints(members) if one.id not in gone} | {one.id: one for one in came}
    now = origins(texts.values(), [copy for copy in pairs.values() if copy.a in texts and copy.b in texts])
    return {name: origin for name, origin in now.items() if name in fresh or was[name] != origin}


def _marks(names: Iterable[str]) -> list[int]:
    return sorted(map(mark, names))
