"""Articles that come and go -> whose every name is: what a full run would give, at the price of what they touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from mahdar.actors.bearer import Bearer
from mahdar.actors.bearers import bodies
from mahdar.actors.change import Change
from mahdar.actors.closing import Closing
from mahdar.actors.decisions import Decision, Rulings
from mahdar.actors.entry import name_of, sort_of
from mahdar.actors.knowledge import Entity
from mahdar.actors.known import Known
from mahdar.actors.register import Register
from mahdar.actors.resolving import persons
from mahdar.actors.roling import Moved, Roling
from mahdar.actors.slips import Local, labels, local
from mahdar.actors.within import WELL_KNOWN
from mahdar.names import Mention

#: Articles by id: their texts and the mentions in them.
Articles = Mapping[str, tuple[str, Sequence[Mention]]]


class Run:
    """The names of a run in a register, and how they change."""

    def __init__(self, register: Register, decisions: Sequence[Decision] = (), knowledge: Sequence[Entity] = ()) -> None:
        self.register, self.rulings, self.known = register, Rulings(decisions), Known(knowledge)

    def move(self, gone: Iterable[str], fresh: Articles, read: Callable[[Iterable[str]], Articles], anew: Iterable[str] = ()) -> Moved:
        """Lets articles come and go. `read` gives articles that stay; `anew` are names about which something was decided."""
        left = sorted(set(gone) - set(fresh))
        before = self.register.locals([*left, *fresh])
        support = _Support(self.register, before, fresh)
        more = read(sorted(support.again() - {*left, *fresh}))
        before |= self.register.locals(more)
        told = {name: local(name, *article, self.rulings, support.familiar) for name, article in sorted({**more, **fresh}.items())}
        after: dict[str, Local | None] = {**dict.fromkeys(left), **told}
        change = Change(self.register, before, after, lambda one: one.slips)
        found = self._resolved(change.settled() | set(anew), change)
        return Roling(self.register, before, after, change, found).moved()

    def _resolved(self, seeds: Iterable[str], change: Change) -> tuple[list[Bearer], list[str]]:
        """The actors that have names of these or took them from others, and lone names that are nobody's in particular."""
        closing = Closing(self.register, self.rulings, self.known)
        names = sorted(seeds)
        found, loose = persons(closing, [name for name in names if sort_of(name) in ("full", "lone")])
        found += bodies(closing.bodies(name for name in names if sort_of(name) == "body").values(), self.rulings, self.known)
        found += [Bearer((one,)) for name, one in sorted(change.new.items()) if one and sort_of(name) in ("state", "place")]
        return found, loose


class _Support:
    """How many articles print a full name, these counted."""

    def __init__(self, register: Register, before: Mapping[str, Local], fresh: Articles) -> None:
        self.register = register
        self.delta: Counter[str] = Counter()
        for one in before.values():
            self.delta.subtract({name_of(slip.key) for slip in one.slips if sort_of(slip.key) == "full"})
        for article in fresh.values():
            self.delta.update(labels(*article))
        self.was: dict[str, int] = {}
        self.keys: dict[str, list[str]] = {}
        self._look(sorted(self.delta))

    def familiar(self, label: str) -> bool:
        """Whether so many articles print a name that it is well known."""
        self._look([label])
        return self.was[label] + self.delta[label] >= WELL_KNOWN

    def again(self) -> set[str]:
        """The articles in which it matters that a name is well known now, or is no longer."""
        crossed = {label for label, n in self.was.items() if (n >= WELL_KNOWN) != self.familiar(label)}
        printing = self.register.printing(sorted(key for label in crossed for key in self.keys[label]))
        asked = self.register.locals(sorted({name for some in printing.values() for name in some}))
        return {name for name, one in asked.items() if crossed & set(one.asked)}

    def _look(self, wanted: Iterable[str]) -> None:
        missing = [label for label in wanted if label not in self.was]
        if not missing:
            return
        blocks = self.register.sharing(f"@{label}" for label in missing)
        self.keys |= {label: [key for key in blocks.get(f"@{label}", ()) if sort_of(key) == "full"] for label in missing}
        entries = self.register.entries(key for label in missing for key in self.keys[label])
        self.was |= {label: sum(entries[key].articles for key in self.keys[label]) for label in missing}
