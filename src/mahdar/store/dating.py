"""Articles that do not say their date -> the days where the others place them, as articles come and go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from mahdar.articles import Published
from mahdar.pipeline import Layers
from mahdar.times import Related, Told, placed_by_run, testimony

#: Articles looked at together.
_SOME = 500
#: The layers of some articles, and the day of one that says it.
Read = Callable[[list[str]], Mapping[str, Layers]]
Known = Callable[[str], Published | None]


class Dating:
    """What every article tells of days, and which share a subject: held as soon as one article does not say its date."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}
        self.related = Related()
        self.days: dict[str, Published | None] = {}

    def move(self, left: Iterable[str], came: Iterable[str], undated: Collection[str], read: Read) -> set[str]:
        """Lets articles go and come; gives those of the undated whose day may be another now."""
        gone = {name: self.told[name] for name in left if name in self.told}
        missing = sorted(set(came) - self.told.keys())
        for at in range(0, len(missing), _SOME):
            for name, one in read(missing[at : at + _SOME]).items():
                self.told[name] = testimony(one.article, one.reading)
                self.related.add(name, self.told[name])
        again = self.related.touching([*gone.values(), *(self.told[name] for name in missing)], undated)
        for name, told in gone.items():
            self.related.drop(name, told)
            del self.told[name]
        return (again | (set(missing) & set(undated))) - gone.keys()

    def placed(self, again: Iterable[str], undated: Collection[str], known: Known) -> dict[str, Published | None]:
        """The days of these articles and of the undated ones that share their subject, from those of all that do."""
        beside: dict[str, set[str]] = {}
        asked = set(again)
        while asked:
            more = {name: self.related.of(name, self.told[name]) for name in asked}
            beside |= more
            asked = {other for some in more.values() for other in some if other in undated and other not in beside}
        wanted = sorted(beside)
        run = sorted({*wanted, *(other for some in beside.values() for other in some)})
        at = {name: n for n, name in enumerate(run)}
        days = [None if name in beside else known(name) for name in run]
        found = placed_by_run(days, [self.told[n] for n in run], [sorted(at[other] for other in beside.get(n, ())) for n in run])
        return {name: found[at[name]] for name in wanted}
