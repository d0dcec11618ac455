"""Where the names of a run are kept: in memory here, in a database elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from mahdar.actors.entry import Entry
from mahdar.actors.slips import Local


class Register(Protocol):
    """The names of a run. What is asked for and not there is left out of an answer."""

    def entries(self, keys: Iterable[str]) -> dict[str, Entry]:
        """Names by key."""

    def owners(self, keys: Iterable[str]) -> dict[str, str]:
        """For each name the actor whose it is, if it is one's in all articles."""

    def owned(self, actors: Iterable[str]) -> dict[str, list[str]]:
        """For each actor the keys of its names, in order."""

    def sharing(self, blocks: Iterable[str]) -> dict[str, list[str]]:
        """For each block the keys of the names in it, in order."""

    def printing(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """For each name the articles that print it, and for each office those that ask who holds it."""

    def alike(self, labels: Iterable[str]) -> dict[str, list[str]]:
        """For each name of a person the names that are the same, in order."""

    def meeting(self, some: Iterable[str], others: Iterable[str]) -> set[str]:
        """The articles that print one of the first names and one of the others."""

    def locals(self, articles: Iterable[str]) -> dict[str, Local]:
        """What articles say of who is who."""

    def put_locals(self, changed: Mapping[str, Local | None], printed: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps what articles say; for each article the keys that it no longer prints and those that it now does."""

    def put_entries(self, changed: Mapping[str, Entry | None], blocks: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps names; for each name the blocks that it leaves and those that it enters."""

    def put_alike(self, changed: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps which names are the same; for each name those that no longer are and those that now are."""

    def put_owners(self, changed: Mapping[str, str | None]) -> None:
        """Keeps whose names are; None where a name is somebody else's in each article."""


class Memory:
    """A register in memory."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._owners: dict[str, str] = {}
        self._owned: dict[str, set[str]] = {}
        self._blocks: dict[str, set[str]] = {}
        self._printing: dict[str, set[str]] = {}
        self._alike: dict[str, set[str]] = {}
        self._locals: dict[str, Local] = {}

    def entries(self, keys: Iterable[str]) -> dict[str, Entry]:
        """Names by key."""
        return {key: self._entries[key] for key in keys if key in self._entries}

    def owners(self, keys: Iterable[str]) -> dict[str, str]:
        """For each name the actor whose it is, if it is one's in all articles."""
        return {key: self._owners[key] for key in keys if key in self._owners}

    def owned(self, actors: Iterable[str]) -> dict[str, list[str]]:
        """For each actor the keys of its names, in order."""
        return {actor: sorted(self._owned[actor]) for actor in actors if self._owned.get(actor)}

    def sharing(self, blocks: Iterable[str]) -> dict[str, list[str]]:
        """For each block the keys of the names in it, in order."""
        return {block: sorted(self._blocks[block]) for block in blocks if self._blocks.get(block)}

    def printing(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """For each name the articles that print it, and for each office those that ask who holds it."""
        return {key: sorted(self._printing[key]) for key in keys if self._printing.get(key)}

    def alike(self, labels: Iterable[str]) -> dict[str, list[str]]:
        """For each name of a person the names that are the same, in order."""
        return {label: sorted(self._alike[label]) for label in labels if self._alike.get(label)}

    def meeting(self, some: Iterable[str], others: Iterable[str]) -> set[str]:
        """The articles that print one of the first names and one of the others."""
        one, other = ({a for key in keys for a in self._printing.get(key, ())} for keys in (some, others))
        return one & other

    def locals(self, articles: Iterable[str]) -> dict[str, Local]:
        """What articles say of who is who."""
        return {article: self._locals[article] for article in articles if article in self._locals}

    def put_locals(self, changed: Mapping[str, Local | None], printed: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps what articles say; for each article the keys that it no longer prints and those that it now does."""
        for article, one in changed.items():
            if one:
                self._locals[article] = one
            else:
                self._locals.pop(article, None)
        for article, (left, entered) in printed.items():
            _moved(self._printing, article, left, entered)

    def put_entries(self, changed: Mapping[str, Entry | None], blocks: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps names; for each name the blocks that it leaves and those that it enters."""
        for key, one in changed.items():
            if one:
                self._entries[key] = one
                continue
            self._entries.pop(key, None)
            if owner := self._owners.pop(key, None):
                self._owned[owner].discard(key)
        for key, (left, entered) in blocks.items():
            _moved(self._blocks, key, left, entered)

    def put_alike(self, changed: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Keeps which names are the same; for each name those that no longer are and those that now are."""
        for label, (left, entered) in changed.items():
            self._alike[label] = (self._alike.get(label, set()) - left) | entered

    def put_owners(self, changed: Mapping[str, str | None]) -> None:
        """Keeps whose names are; None where a name is somebody else's in each article."""
        for key, actor in changed.items():
            if key in self._owners:
                self._owned[self._owners.pop(key)].discard(key)
            if actor:
                self._owners[key] = actor
                self._owned.setdefault(actor, set()).add(key)


def _moved(lists: dict[str, set[str]], name: str, left: Iterable[str], entered: Iterable[str]) -> None:
    for one in left:
        lists[one].discard(name)
    for one in entered:
        lists.setdefault(one, set()).add(name)
