"""The comparisons of stories that were told lately, so that a batch compares only what it brings."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from mahdar.accounts import Account, Comparison, Told, said
from mahdar.articles import Published
from mahdar.pipeline import Layers

#: Stories with so many articles together are kept compared.
READY = 2700


class _Story(Struct):
    """A story as it was compared last: the days of its articles tell which of them were read anew."""

    comparison: Comparison = field(default_factory=Comparison)
    days: dict[str, Published | None] = field(default_factory=dict)


class Comparing:
    """Comparisons of stories by id. They follow from the articles of a story alone, so none has to be forgotten when a change fails."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Story] = OrderedDict()
        self._articles = 0

    def accounts(self, story: str, members: Sequence[Layers], origins: Mapping[str, str]) -> tuple[Account, ...]:
        """What the articles of a story tell alike and otherwise."""
        one = self._kept.setdefault(story, _Story())
        self._kept.move_to_end(story)
        here = {o.article.id: o for o in members}
        left = one.days.keys() - here.keys()
        came = {name: o for name, o in here.items() if name not in one.days or one.days[name] != o.article.published}
        one.comparison.move(left, {name: said(_told(o)) for name, o in came.items()})
        self._articles += len(here) - len(one.days)
        one.days = {name: o.article.published for name, o in here.items()}
        while self._articles > READY and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._articles -= len(gone.days)
        return one.comparison.lines(origins)


def _told(one: Layers) -> Told:
    day = one.article.published.first if one.article.published else ""
    return Told(one.reading, one.mentions, one.moments, one.quotations, one.claims, one.article.id, day)
