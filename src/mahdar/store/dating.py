"""Articles that do not say their date -> the days where the others place them, as articles come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mahdar.articles import Published
from mahdar.pipeline import Layers
from mahdar.times import Related, Told, placed_by_run, testimony

#: Articles looked at together.
_SOME = 500


class Dating:
    """What every article tells of days, and which share a subject: held as soon as one article does not say its date."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}
        self.related = Related()
        self.days: dict[str, Published | None] = {}

    def move(self, current: Iterable[str], read: Callable[[list[str]], Mapping[str, Layers]]) -> None:
        """Knows what these articles tell, and no others."""
        names = set(current)
        for name in sorted(self.told.keys() - names):
            self.related.drop(name, self.told.pop(name))
        missing = sorted(names - self.told.keys())
        for at in range(0, len(missing), _SOME):
            for name, one in read(missing[at : at + _SOME]).items():
                self.told[name] = testimony(one.article, one.reading)
                self.related.add(name, self.told[name])

    def placed(self, undated: Iterable[str], known: Callable[[str], Published | None]) -> dict[str, Published | None]:
        """The days of these articles, from those of the others that share their subject."""
        wanted = sorted(undated)
        beside = {name: self.related.of(name, self.told[name]) for name in wanted}
        run = sorted({*wanted, *(other for some in beside.values() for other in some)})
        at = {name: n for n, name in enumerate(run)}
        days = [None if name in beside else known(name) for name in run]
        found = placed_by_run(days, [self.told[n] for n in run], [sorted(at[other] for other in beside.get(n, ())) for n in run])
        return {name: found[at[name]] for name in wanted}
