"""Names that went elsewhere -> the role phrases that mean somebody else now; the end of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mahdar.actors.bearer import Bearer
from mahdar.actors.change import Change
from mahdar.actors.entry import Entry, Slip, actor_id, keyed, sort_of
from mahdar.actors.register import Register
from mahdar.actors.roles import asking, held, meant, office_slips
from mahdar.actors.slips import Local


class Moved(Struct, frozen=True):
    """What changed.

    `locals` is what articles say, None where they are gone, and `before` what some said; `bearers` are the actors, by id,
    whose names were looked at, with all their names; `counted` are others of which more or less is said; `gone` are no more.
    `names` are those that went elsewhere: the articles that print them are told anew, beside those that changed. `firsts` are
    the names that stand first in another article than before.
    """

    locals: dict[str, Local | None]
    before: dict[str, Local]
    bearers: dict[str, Bearer]
    counted: frozenset[str]
    gone: frozenset[str]
    names: frozenset[str]
    firsts: frozenset[str]


class Roling:
    """What follows for role phrases and for the register when names went elsewhere."""

    def __init__(
        self,
        register: Register,
        before: Mapping[str, Local],
        after: Mapping[str, Local | None],
        change: Change,
        found: tuple[Sequence[Bearer], Sequence[str]],
    ) -> None:
        self.register, self.before, self.after, self.change = register, dict(before), dict(after), change
        self.bearers = {actor_id(one.keys[0]): one for one in found[0]}
        self.owners: dict[str, str | None] = {key: actor for actor, one in self.bearers.items() for key in one.keys}
        self.owners |= dict.fromkeys(found[1])
        self.was = {**register.owners(self.owners), **change.owners}
        self.names = {key for key, actor in self.owners.items() if self.was.get(key) != actor}
        self.names |= {key for key, one in change.new.items() if one is None}

    def moved(self) -> Moved:
        """Keeps whose every name is and which phrase means whom, and gives all that changed."""
        again = self._again()
        self.register.put_owners({key: actor for key, actor in self.owners.items() if key in self.names})
        told = {**again, **{name: one for name, one in self.after.items() if one}}
        self.before |= again
        final: dict[str, Local | None] = {name: one for name, one in self._roled(told).items() if one != self.before.get(name)}
        final |= {name: None for name, one in self.after.items() if one is None}
        change = Change(self.register, {name: one for name, one in self.before.items() if name in final}, final, _offices)
        change.settled()
        offices = {actor_id(key): Bearer((one,)) for key, one in change.new.items() if one}
        self.register.put_owners({key: actor_id(key) for key, one in change.new.items() if one})
        self.bearers |= offices
        counted = self._counted(final) | self.change.new.keys()
        self.register.put_locals(final, {name: _printed(self.before.get(name), one) for name, one in final.items()})
        had = {*self.was.values(), *(actor_id(key) for key, one in change.new.items() if one is None)}
        firsts = frozenset(key for part in (self.change, change) for key, one in part.new.items() if one and _first(part, key) != one.first)
        return self._told(final, counted, had, firsts)

    def _told(self, final: Mapping[str, Local | None], counted: set[str], had: set[str], firsts: frozenset[str]) -> Moved:
        there = self.register.owned(had - self.bearers.keys())
        gone = frozenset(had - self.bearers.keys() - there.keys())
        more = {*self.register.owners(counted - self.owners.keys()).values(), *there}
        return Moved(dict(final), self.before, self.bearers, frozenset(more - self.bearers.keys()), gone, frozenset(self.names), firsts)

    def _again(self) -> dict[str, Local]:
        """The articles that stay as they are, whose role phrases may mean somebody else."""
        places = {name for some in self.register.printing(sorted(self.names)).values() for name in some}
        for actor, codes in sorted(self._gained().items()):
            asks = sorted({keyed("ask", phrase) for code in codes for phrase in meant(code)})
            if asks and actor in self.bearers:
                places |= self.register.meeting(self.bearers[actor].keys, asks)
        return self.register.locals(sorted(places - self.after.keys()))

    def _gained(self) -> dict[str, set[str]]:
        """For each actor the offices that it gained or lost, or that names which it gained or lost hold."""
        found: dict[str, set[str]] = {}
        old, new = self.change.old, self.change.new
        entries = {one.key: one for bearer in self.bearers.values() for one in bearer.entries}
        for key in self.owners.keys() | new.keys():
            now = set(entries[key].offices) if key in entries else set()
            before = set(old[key].offices) if key in old else set() if key in new else now
            moved = now | before if key in self.names else now ^ before
            for actor in {self.owners.get(key), self.was.get(key)} - {None} if moved else ():
                found.setdefault(str(actor), set()).update(moved)
        return found

    def _roled(self, told: Mapping[str, Local]) -> dict[str, Local]:
        """The articles with whom their role phrases mean."""
        keys = sorted({slip.key for one in told.values() for slip in one.slips if sort_of(slip.key) in ("full", "lone")})
        owner = {**self.register.owners(keys)}
        asked = {owner[slip.key] for one in told.values() if asking(one) for slip in one.slips if slip.key in owner} - self.bearers.keys()
        names = self.register.owned(sorted(asked))
        entries = self.register.entries(key for some in names.values() for key in some)
        offices = {actor: sorted({code for key in some for code in entries[key].offices}) for actor, some in names.items()}
        offices |= {actor: sorted({code for one in bearer.entries for code in one.offices}) for actor, bearer in self.bearers.items()}
        found = {}
        for name, one in sorted(told.items()):
            mine, rest = held(one, owner, offices)
            found[name] = replace(one, held=tuple(mine), offices=tuple(office_slips(name, rest)))
        return found

    def _counted(self, final: Mapping[str, Local | None]) -> set[str]:
        """Keeps how many role phrases mean each name; gives the names of which that changed."""
        delta: Counter[str] = Counter()
        for name, one in final.items():
            delta.subtract(phrase.key for phrase in (self.before[name].held if name in self.before else ()))
            delta.update(phrase.key for phrase in (one.held if one else ()))
        entries = self.register.entries(sorted(key for key, n in delta.items() if n))
        changed: dict[str, Entry | None] = {key: replace(one, roles=one.roles + delta[key]) for key, one in entries.items()}
        self.register.put_entries(changed, {})
        for actor in sorted({str(self.owners[key]) for key in changed if self.owners.get(key)}):
            entries_ = tuple(changed.get(one.key) or one for one in self.bearers[actor].entries)
            self.bearers[actor] = Bearer(entries_, self.bearers[actor].links)
        return set(changed)


def _first(change: Change, key: str) -> tuple[str, int, int] | None:
    return change.old[key].first if key in change.old else None


def _offices(one: Local) -> tuple[Slip, ...]:
    return tuple(slip for slip in one.offices if sort_of(slip.key) == "office")


def _printed(old: Local | None, new: Local | None) -> tuple[set[str], set[str]]:
    """The names that an article no longer prints and those that it now does, the offices that it asks for among them."""
    were, are = (_keys(one) if one else set() for one in (old, new))
    return were - are, are - were


def _keys(one: Local) -> set[str]:
    return {*(slip.key for slip in (*one.slips, *_offices(one))), *(keyed("ask", code) for code in asking(one))}
