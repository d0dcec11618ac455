"""Some names of a run -> all that may be one actor's with them, and what these names are alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mahdar.actors.bearers import doubtful
from mahdar.actors.blocking import keys, single
from mahdar.actors.compare import Comparison, compare
from mahdar.actors.decisions import Rulings
from mahdar.actors.entry import Entry, keyed, sort_of, states_of
from mahdar.actors.knowledge import Kind
from mahdar.actors.known import Known
from mahdar.actors.letters import key
from mahdar.actors.naming import parsed
from mahdar.actors.register import Register
from mahdar.actors.things import shape, whole

#: The sorts of names of people.
PEOPLE = ("full", "lone")


def blocks_of(one: Entry) -> frozenset[str]:
    """The blocks in which a name is looked up: what it is called, its letters."""
    sort = sort_of(one.key)
    if sort in PEOPLE:
        called = {f"={key(form)}" for form in (one.name, *one.forms)}
        return frozenset({f"@{one.name}", *called, *keys(parsed(one.name))})
    if sort == "body":
        return frozenset({f"#{shape(one.printed)}", *(f"={key(form)}" for form in one.forms)})
    return frozenset()


class Closing:
    """The names of a run, with what was looked up already."""

    def __init__(self, register: Register, rulings: Rulings, known: Known) -> None:
        self.register, self.rulings, self.known = register, rulings, known
        self._entries: dict[str, Entry | None] = {}
        self._blocks: dict[str, tuple[str, ...]] = {}
        self._alike: dict[str, dict[str, Comparison]] = {}

    def entries(self, wanted: Iterable[str]) -> dict[str, Entry]:
        """Names by key, without those that are gone."""
        names = sorted(set(wanted))
        missing = [name for name in names if name not in self._entries]
        found = self.register.entries(missing)
        self._entries |= {name: found.get(name) for name in missing}
        return {name: one for name in names if (one := self._entries[name])}

    def sharing(self, blocks: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For each block the keys of the names in it."""
        wanted = sorted(set(blocks))
        missing = [block for block in wanted if block not in self._blocks]
        found = self.register.sharing(missing)
        self._blocks |= {block: tuple(found.get(block, ())) for block in missing}
        return {block: self._blocks[block] for block in wanted}

    def bearing(self, labels: Iterable[str]) -> set[str]:
        """The keys of names of people, each of which may have several."""
        return {name for some in self.sharing(f"@{label}" for label in labels).values() for name in some}

    def alike(self, label: str) -> Mapping[str, Comparison]:
        """The names of people that are the same as one."""
        self.prepare([label])
        return self._alike[label]

    def prepare(self, labels: Iterable[str]) -> None:
        """Looks up what names are alike."""
        missing = sorted({label for label in labels if label not in self._alike})
        found = self.register.alike(missing)
        self._alike |= {label: {other: compare(*sorted((label, other))) for other in found.get(label, ())} for label in missing}

    def pinned(self, one: Entry) -> bool:
        """Whether a decision or the knowledge base says of a lone name whose it is."""
        called = [key(form) for form in (one.name, *one.forms)]
        return bool(self.rulings.partners(called) or self.known.partners(one.name, "person"))

    def people(self, seeds: Iterable[str]) -> dict[str, Entry]:
        """The full names, and the lone ones that are pinned, that may be one person's with these."""
        found: dict[str, Entry] = {}
        ahead = self._settled(self.entries(seeds))
        while ahead:
            found |= ahead
            ahead = {name: one for name, one in self._settled(self.entries(self._beside(ahead))).items() if name not in found}
        return found

    def _settled(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        return {name: one for name, one in entries.items() if sort_of(name) == "full" or (sort_of(name) == "lone" and self.pinned(one))}

    def _beside(self, entries: Mapping[str, Entry]) -> set[str]:
        full = {one.name for name, one in entries.items() if sort_of(name) == "full"}
        self.prepare(full)
        found = {tie for one in entries.values() for tie in one.ties} | self.bearing(full)
        pairs = [(label, other, said) for label in sorted(full) for other, said in self._alike[label].items() if not single(other)]
        doubts = {name for a, b, said in pairs if _unsure(a, b, said) for name in (a, b)}
        served = {label: states_of(self.entries(self.bearing([label])).values()) for label in sorted(doubts)}
        found |= self.bearing(b for a, b, said in pairs if not _unsure(a, b, said) or served[a] & served[b])
        return found | self._told(entries.values(), "person")

    def _told(self, entries: Iterable[Entry], kind: Kind) -> set[str]:
        """The names that decisions and the knowledge base set beside these."""
        blocks: set[str] = set()
        near: set[str] = set()
        for one in entries:
            labels = (one.name,) if kind == "person" else tuple(one.forms)
            blocks |= {f"={name}" for name in self.rulings.partners(key(form) for form in (*labels, *one.forms))}
            for label in labels:
                for partner in self.known.partners(label, kind):
                    blocks.add(f"={key(partner)}")
                    near |= keys(parsed(partner)) if kind == "person" else set()
        return {name for some in self.sharing(blocks | near).values() for name in some}

    def bodies(self, seeds: Iterable[str]) -> dict[str, Entry]:
        """The bodies that may be one with these."""
        found: dict[str, Entry] = {}
        ahead = {name: one for name, one in self.entries(seeds).items() if sort_of(name) == "body"}
        while ahead:
            found |= ahead
            near = {tie for one in ahead.values() for tie in one.ties} | self._told(ahead.values(), "organisation")
            near |= {keyed("body", other) for one in ahead.values() for other in (whole(one.name), one.name.removeprefix("ال"))}
            near |= {name for some in self.sharing(f"#{shape(one.printed)}" for one in ahead.values()).values() for name in some}
            there = self.entries(near).items()
            ahead = {name: one for name, one in there if sort_of(name) == "body" and name not in found}
        return found


def _unsure(a: str, b: str, said: Comparison) -> bool:
    return said.rule in ("middle", "opening", "ending") and doubtful((a, b))
