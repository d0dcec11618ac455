"""Names of a run that are one actor's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from mahdar.actors.actor import Link
from mahdar.actors.entry import Bond, Entry, decoded, forms_of, sort_of, states_of
from mahdar.actors.letters import key
from mahdar.actors.office import Office
from mahdar.spans import Anchor


class Bearer(Struct, frozen=True, dict=True):
    """Names that are one actor's, the smallest key first, and the links that made them one."""

    entries: tuple[Entry, ...]
    links: tuple[Link, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its names."""
        return tuple(one.key for one in self.entries)

    @property
    def anchor(self) -> Anchor:
        """Where it stands first, in the order of its names."""
        return self.entries[0].anchor

    @property
    def bonds(self) -> tuple[Bond, ...]:
        """Why its names are one's."""
        at = {one.anchor: one.key for one in self.entries}
        return tuple(Bond(at[k.source], at[k.target], k.score, k.why, k.rule) for k in self.links)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Its names as they are compared; those of a body as they are printed."""
        if sort_of(self.entries[0].key) in ("full", "lone"):
            return tuple(dict.fromkeys(one.name for one in self.entries))
        return tuple(sorted(forms_of(self.entries)))

    @cached_property
    def full(self) -> tuple[str, ...]:
        """Its names of people of more than one part."""
        return tuple(dict.fromkeys(one.name for one in self.entries if sort_of(one.key) == "full"))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each name stands."""
        found: dict[str, int] = {}
        for one in self.entries:
            found[one.name] = found.get(one.name, 0) + one.mentions
        return found

    @cached_property
    def called(self) -> frozenset[str]:
        """Everything it is called, as decisions are looked up by."""
        return frozenset(map(key, (*self.labels, *forms_of(self.entries))))

    @cached_property
    def states(self) -> frozenset[str]:
        """The states whose offices it is given."""
        return states_of(self.entries)

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """The offices that it is given."""
        return tuple(decoded(code) for code in sorted({code for one in self.entries for code in one.offices}))


def merged(one: Bearer, other: Bearer, link: Link) -> Bearer:
    """Two as one."""
    entries = sorted((*one.entries, *other.entries), key=lambda entry: entry.key)
    return Bearer(tuple(entries), (*one.links, link, *other.links))
