"""Pairs -> where each text comes from: what it repeats most of, and what that repeats in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mahdar.copies.copy import COPIES, Copy
from mahdar.copies.fingerprint import Print
from mahdar.copies.place import mark
from mahdar.copies.shelf import Shelf, key

#: Two copies are one text where at least this part of the longer one stands in the other. Where it is less, the longer one
#: took the other up beside more, or the other was cut out of it.
PART = 0.5

Rank = tuple[int, bool, int, str]


def origins(prints: Iterable[Print], found: Iterable[Copy]) -> dict[str, str]:
    """For each text the text it most likely comes from, itself where it repeats none.

    Of those that are one text it is the earliest; of one day, the one that credits an agency comes after the agency's own and
    before nobody, otherwise the longest one is first. What took other texts up comes from the one that it took most of, so
    that it does not make one of them; what was cut out of an earlier text comes from that.
    """
    texts = {p.id: p for p in prints}
    return _followed(texts, [*found], {}, texts)


def _rank(one: Print) -> Rank:
    return one.day or 10**9, bool(one.credit), -len(one.words), one.id


def _followed(names: Iterable[str], pairs: Iterable[Copy], settled: Mapping[str, str], texts: Mapping[str, Print]) -> dict[str, str]:
    """The origin of each text, from source to source up to one that is settled or has none; of a circle the first text."""
    first, sources = _sources(texts, pairs)
    found = dict(settled)
    for name in names:
        path: dict[str, None] = {}
        at = first[name]
        while at in sources and at not in path and at not in found:
            path[at] = None
            at = sources[at] if sources[at] in settled else first[sources[at]]
        if at in path:
            circle = list(path)[list(path).index(at) :]
            at = min(circle, key=lambda one: _rank(texts[one]))
        found.update(dict.fromkeys(path, found.get(at, at)))
        found.setdefault(first[name], at)
    return {name: found[first[name]] for name in names}


def _sources(texts: Mapping[str, Print], pairs: Iterable[Copy]) -> tuple[dict[str, str], dict[str, str]]:
    """Of each text the first of those that are one with it; of such a first one the text that they took up or were cut out of most."""
    parent = {name: name for name in texts}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    taken: list[tuple[str, float, str]] = []
    for copy in _copies(pairs):
        if copy.a in texts and copy.b in texts:
            shorter, longer = sorted((texts[copy.a], texts[copy.b]), key=lambda p: (len(p.words), p.id))
            part = copy.share * len(shorter.words) / max(1, len(longer.words))
            if part >= PART:
                one, other = sorted((root(copy.a), root(copy.b)), key=lambda name: _rank(texts[name]))
                parent[other] = one
            elif 0 < longer.day < shorter.day:
                taken.append((shorter.id, copy.share, longer.id))
            else:
                taken.append((longer.id, part, shorter.id))
    first = {name: root(name) for name in texts}
    best: dict[str, tuple[float, Rank]] = {}
    for name, part, source in taken:
        if first[name] != first[source]:
            best[first[name]] = min(best.get(first[name], (0.0, _rank(texts[source]))), (-part, _rank(texts[source])))
    return first, {name: source[-1] for name, (_, source) in best.items()}


def regrouped(shelf: Shelf, left: Sequence[Print], came: Sequence[Print], *, lost: Sequence[Copy], found: Sequence[Copy]) -> dict[str, str]:
    """The new and the changed origins after texts left and came and pairs were lost and found: only groups touched are looked at.

    A pair that is another one now stands in `lost` as it was and in `found` as it is.
    """
    gone, fresh = {one.id for one in left}, {one.id for one in came}
    touched = {name for copy in _copies((*lost, *found, *shelf.pairs(_marks(gone)))) for name in (copy.a, copy.b)} | gone
    kept = shelf.origins(_marks(touched))
    members = set(shelf.members(_marks(set(kept.values())))) - gone
    pairs = {key(copy): copy for copy in _copies(shelf.pairs(_marks(members | gone)))}
    for copy in lost:
        pairs.pop(key(copy), None)
    pairs.update((key(copy), copy) for copy in _copies(found))
    others = {name for pair in pairs for name in pair} - gone - fresh
    texts = {one.id: one for one in shelf.prints(_marks(members | others))} | {one.id: one for one in came}
    was = shelf.origins(_marks(members | others))
    settled = {name: was[name] for name in others - members}
    now = _followed(sorted(members | fresh), pairs.values(), settled, texts)
    return {name: origin for name, origin in now.items() if name in fresh or was[name] != origin}


def _copies(pairs: Iterable[Copy]) -> Iterator[Copy]:
    return (copy for copy in pairs if copy.relation in COPIES)


def _marks(names: Iterable[str]) -> list[int]:
    return sorted(map(mark, names))
