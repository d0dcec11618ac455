"""Prints -> Copy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mahdar.copies.candidates import candidates
from mahdar.copies.copy import COPIES, Copy
from mahdar.copies.fingerprint import Print
from mahdar.copies.judge import judge
from mahdar.copies.overlap import between
from mahdar.copies.rarity import rarity
from mahdar.copies.side import side

#: Texts kept ready to be measured; what is proposed with one text mostly stands near it in the order.
HELD = 20_000


def copies(prints: Sequence[Print]) -> tuple[Copy, ...]:
    """Every pair of texts that share a stretch worth naming, in the order of their ids."""
    return _judged(prints, None)


def newly(fresh: Sequence[Print], kept: Sequence[Print]) -> tuple[Copy, ...]:
    """The pairs of `copies([*kept, *fresh])` in which a new text takes part: exactly those, at the price of looking these up.

    A pair of two kept texts is not judged again. What is rare changes as texts come in, so a pair found by batches was judged
    by what was known when the later of its texts came; it is the pair of one run over all where that run knows no more.
    """
    return _judged([*kept, *fresh], frozenset(one.id for one in fresh))


def _judged(prints: Sequence[Print], wanted: frozenset[str] | None) -> tuple[Copy, ...]:
    """The pairs of texts, or those that hold a wanted one."""
    ordered = sorted(prints, key=lambda p: p.id)
    pairs = [(i, j) for i, j in candidates(ordered) if wanted is None or ordered[i].id in wanted or ordered[j].id in wanted]
    if not pairs:
        return ()
    seldom = rarity(ordered)
    ready = lru_cache(maxsize=HELD)(lambda at: side(ordered[at], seldom))
    judged = (judge(ordered[i], ordered[j], between(ready(i), ready(j))) for i, j in pairs)
    return tuple(sorted(copy for copy in judged if copy is not None))


def origins(prints: Sequence[Print], found: Sequence[Copy]) -> dict[str, str]:
    """For each text the text it most likely comes from: the earliest of its group of copies, itself where it stands alone.

    Of texts of one day, the one that credits an agency comes after the agency's own and before nobody; otherwise the
    one that holds the others comes first, then the order of ids.
    """
    parent = {p.id: p.id for p in prints}

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
    for p in prints:
        groups.setdefault(root(p.id), []).append(p)
    first = {name: min(group, key=lambda p: (p.day or 10**9, bool(p.credit), -len(p.words), p.id)).id for name, group in groups.items()}
    return {p.id: first[root(p.id)] for p in prints}
