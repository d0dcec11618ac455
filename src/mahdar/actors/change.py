"""What articles said and what they say now -> the names that changed, summed anew, and those whose bearers may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from mahdar.actors.blocking import beside, keys, open_to
from mahdar.actors.closing import PEOPLE, blocks_of
from mahdar.actors.compare import compare
from mahdar.actors.entry import Entry, Slip, lessened, name_of, sort_of, summed
from mahdar.actors.naming import parsed
from mahdar.actors.register import Register
from mahdar.actors.slips import Local

_Slips = dict[str, list[tuple[str, Slip]]]
#: Which slips of an article are looked at.
Part = Callable[[Local], tuple[Slip, ...]]


class Change:
    """Articles before and after, None where they are gone, and the names of which they say something else."""

    def __init__(self, register: Register, before: Mapping[str, Local], after: Mapping[str, Local | None], part: Part) -> None:
        self.register, self.before, self.after, self.part = register, before, after, part
        self.old: dict[str, Entry] = {}
        self.new: dict[str, Entry | None] = {}
        self.owners: dict[str, str] = {}

    def settled(self) -> set[str]:
        """Keeps the names that changed, summed anew; gives the keys of those whose bearers may have changed, gone ones among them."""
        less, more = _differences(self.before, self.after, self.part)
        self.new = self._summed(less, more)
        self.owners = self.register.owners(self.new)
        telling = {key for key, one in self.new.items() if _tells(self.old.get(key), one)}
        actors = sorted({self.owners[key] for key in telling if key in self.owners})
        beside = {key for some in self.register.owned(actors).values() for key in some}
        blocks = {key: _blocks(self.old.get(key), one) for key, one in self.new.items()}
        self.register.put_entries(self.new, blocks)
        crossed = self._crossed(blocks)
        new = {name_of(key) for key, one in self.new.items() if sort_of(key) in PEOPLE and (one is None or key not in self.old)}
        return telling | beside | crossed | self._compared(new, crossed)

    def _summed(self, less: _Slips, more: _Slips) -> dict[str, Entry | None]:
        keys = sorted(less.keys() | more.keys())
        self.old |= self.register.entries(keys)
        found: dict[str, Entry | None] = {}
        for key in keys:
            entry = self.old.get(key)
            if entry and key in less:
                whole = entry.articles == len(less[key])
                entry = None if whole else lessened(entry, less[key]) or self._anew(entry, less, more)
            made = summed(key, more.get(key, ()), entry)
            found[key] = replace(made, roles=self.old[key].roles) if made and key in self.old else made
        return found

    def _anew(self, entry: Entry, less: _Slips, more: _Slips) -> Entry | None:
        """A name summed from the articles that say of it what they said."""
        key = entry.key
        moved = {name for some in (less.get(key, ()), more.get(key, ())) for name, _ in some}
        stay = self.register.locals(name for name in self.register.printing([key])[key] if name not in moved)
        return summed(key, [(name, slip) for name, one in sorted(stay.items()) for slip in self.part(one) if slip.key == key])

    def _compared(self, labels: set[str], crossed: Iterable[str]) -> set[str]:
        """Keeps which names are the same, and gives the keys of those that lost one.

        Those of `labels` are new or gone, those of `crossed` stand in blocks that tell otherwise than before.
        """
        wanted = sorted(labels | set(map(name_of, crossed)))
        there = self.register.sharing(f"@{label}" for label in wanted)
        blocks = {label: sorted(keys(parsed(label))) for label in wanted if f"@{label}" in there}
        shared = self.register.sharing(sorted({block for some in blocks.values() for block in some}))
        names = {block: list(dict.fromkeys(map(name_of, some))) for block, some in shared.items()}
        telling = {block: some for block, some in names.items() if open_to(block, some)}
        before = self.register.alike(wanted)
        changed: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for label in wanted:
            near = {other for block in blocks.get(label, ()) for other in beside(block, label, telling.get(block, ()))}
            now = {other for other in near if compare(*sorted((label, other))).verdict == "same"}
            was = set(before.get(label, ()))
            for other in was - now:
                changed[label][0].add(other)
                changed[other][0].add(label)
            for other in now - was:
                changed[label][1].add(other)
                changed[other][1].add(label)
        self.register.put_alike(changed)
        lost = self.register.sharing(f"@{label}" for label, (left, _) in sorted(changed.items()) if left)
        return {key for some in lost.values() for key in some}

    def _crossed(self, blocks: Mapping[str, tuple[set[str], set[str]]]) -> set[str]:
        """The names in blocks that grew too large to propose anybody, or are no longer."""
        came: dict[str, set[str]] = defaultdict(set)
        went: dict[str, set[str]] = defaultdict(set)
        for key, (left, entered) in blocks.items():
            for block in left:
                went[block].add(key)
            for block in entered:
                came[block].add(key)
        touched = sorted(block for block in came.keys() | went.keys() if block[0] not in "@=#")
        found: set[str] = set()
        for block, some in self.register.sharing(touched).items():
            was = (set(some) - came[block]) | went[block]
            if open_to(block, set(map(name_of, some))) != open_to(block, set(map(name_of, was))):
                found |= set(some)
        return found


def _differences(before: Mapping[str, Local], after: Mapping[str, Local | None], part: Part) -> tuple[_Slips, _Slips]:
    """The slips that are no more and those that are new, by key."""
    less: _Slips = defaultdict(list)
    more: _Slips = defaultdict(list)
    for name, one in after.items():
        old = {slip.key: slip for slip in part(before[name])} if name in before else {}
        new = {slip.key: slip for slip in part(one)} if one else {}
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                if key in old:
                    less[key].append((name, old[key]))
                if key in new:
                    more[key].append((name, new[key]))
    return less, more


def _blocks(old: Entry | None, new: Entry | None) -> tuple[set[str], set[str]]:
    """The blocks that a name leaves and those that it enters."""
    were = blocks_of(old) if old else frozenset()
    are = blocks_of(new) if new else frozenset()
    return set(were - are), set(are - were)


def _tells(old: Entry | None, new: Entry | None) -> bool:
    """Whether what changed of a name may change who bears it."""
    if old is None or new is None:
        return old is not new
    if sort_of(new.key) not in ("full", "lone", "body"):
        return False
    once = (old.mentions > 1) != (new.mentions > 1)
    one, other = ((e.first, e.offices.keys(), e.ties.keys(), e.forms.keys()) for e in (old, new))
    return once or one != other
