"""Events that took something in -> their articles, linked anew together with the events near them.

What came early was joined before the rest of the news was seen. Taken apart and linked again, articles stand much as they would if
all had come at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from mahdar.stories.active import Active
from mahdar.stories.bags import Bag, bags_of, event_groups
from mahdar.stories.flat import Longs, Numbers, distinct, spread, starts_of
from mahdar.stories.link import Merges, joined, link
from mahdar.stories.sums import event_sums, keep_merged, rows_of

#: Events of more articles are settled: to link them anew would cost their square.
SETTLED = 100


def link_anew(here: Active, grown: Sequence[int], homes: Longs, start: int) -> None:
    """Lets the articles of events that have grown find their places afresh; `homes` are pairs of events that may merge."""
    by = here.by
    apart = {
        name: here.articles_of(name)
        for name, bag in zip(grown, event_sums(here, grown), strict=True)
        # Of an event that was retired once the articles' own vectors are gone.
        if bag.count <= SETTLED and bag.alike() < by.firm * by.event and name not in here.past
    }
    if not apart:
        return
    own = np.array([*apart])
    near = np.concatenate((np.stack((own, own), 1), homes[np.isin(homes, own).any(1)]))
    others = [name for name in distinct(near).tolist() if name not in apart]
    numbers = np.sort(np.concatenate([*apart.values()]))
    alone = bags_of(rows_of(here, here.shelf.told(numbers)), numbers, {})
    bags = dict(sorted([*alone.items(), *zip(others, event_sums(here, others), strict=True)]))
    groups = event_groups([*bags], [*bags.values()], len(here.seen.buckets))
    merges = link(groups, _pairs(apart, near), by.event, hours=by.decay_hours, other_day=by.other_day, toll=by.toll)
    # Of those that stood before the one that had more articles stays.
    sizes = {name: len(apart.get(name, ())) if name in alone else bag.count for name, bag in bags.items()}
    _place(here, apart, bags, joined(merges, sizes, start), start)


def _pairs(apart: Mapping[int, Numbers], near: Longs) -> Longs:
    """The pairs of what stands for events that are near each other: articles of those taken apart, the others as they are."""
    names = distinct(near)
    stand = [apart.get(name, np.array([name], dtype=np.int32)) for name in names.tolist()]
    numbers, sizes = np.concatenate(stand), np.array([len(own) for own in stand])
    starts = starts_of(sizes)
    one, other = np.searchsorted(names, near).T
    cells = sizes[one] * sizes[other]
    at, wide = spread(np.zeros(len(cells), dtype=np.int64), cells), np.repeat(sizes[other], cells)
    return np.stack((numbers[np.repeat(starts[one], cells) + at // wide], numbers[np.repeat(starts[other], cells) + at % wide]), 1)


def _place(here: Active, apart: Mapping[int, Numbers], bags: dict[int, Bag], found: Merges, start: int) -> None:
    """Takes events apart and lets their articles merge as was `found`, where they do not stand so already."""
    parts = [frozenset((into, *(merge.gone for merge in merges))) for into, merges in found]
    stand = {name: frozenset(own.tolist()) for name, own in apart.items()}
    whole = {*parts} & {*stand.values()}
    for name, own in stand.items():
        if own not in whole:
            here.take_apart(name, start)
    changed = [one for one, part in zip(found, parts, strict=True) if part not in whole]
    for into, merges in changed:
        here.take(into, merges, start)
    keep_merged(here, bags, changed)
