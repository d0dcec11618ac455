"""Whether two groups of names must stay apart, whatever else joins them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from mahdar.actors.compare import compare
from mahdar.actors.decisions import Rulings
from mahdar.actors.naming import parsed


class Named(Protocol):
    """What is asked of a group: its full names, how often each stands, all that it is called, and the states that it serves."""

    @property
    def full(self) -> tuple[str, ...]:
        """Its names of more than one part."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each name stands."""

    @property
    def called(self) -> frozenset[str]:
        """Everything it is called, as decisions are looked up by."""

    @property
    def states(self) -> frozenset[str]:
        """The states whose offices it is given."""


def apart(a: Named, b: Named, rulings: Rulings) -> bool:
    """Whether two groups hold full names of two people, or one name in the service of two states."""
    if rulings.apart(a, b):
        return True
    if a.full and b.full and conflict(a, b) and (not set(a.full) & set(b.full) or all(map(everyday, (*a.full, *b.full)))):
        return True
    return any(x != y and compare(x, y).verdict == "different" for x in _firm(a) for y in _firm(b))


def conflict(a: Named, b: Named) -> bool:
    """Whether both serve states, and none of them is the same."""
    return bool(a.states and b.states and not a.states & b.states)


def everyday(label: str) -> bool:
    """Whether a name is of given names alone, which more than one person has."""
    return all(unit.given is not None for unit in parsed(label).units)


def _firm(one: Named) -> list[str]:
    """The full names of a group that may speak against another: not those that run on once from a shorter one, as slips do."""
    if len(one.full) < 2:
        return list(one.full)
    units = {label: parsed(label).units for label in one.full}
    return [
        label
        for label in one.full
        if one.counts[label] > 1 or not any(other != label and units[label][: len(units[other])] == units[other] for other in one.full)
    ]
