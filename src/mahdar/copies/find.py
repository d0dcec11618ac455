"""Prints -> Copy."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.copies.copy import Copy
from mahdar.copies.fingerprint import Print
from mahdar.copies.kept import Kept
from mahdar.copies.shelf import key

#: Texts that are compared at once.
BATCH = 2048


def copies(prints: Sequence[Print]) -> tuple[Copy, ...]:
    """Every pair of texts that share a stretch worth naming, in the order of their ids."""
    kept = Kept()
    found: dict[tuple[str, str], Copy] = {}
    ordered = sorted(prints, key=lambda p: (p.day, p.id))
    for start in range(0, len(ordered), BATCH):
        change = kept.add(ordered[start : start + BATCH])
        for pair in change.lost:
            del found[pair]
        found.update((key(copy), copy) for copy in change.found)
    return tuple(sorted(found.values()))
