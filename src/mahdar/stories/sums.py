"""Events and storylines as they stand now -> their sums, of which only what has changed is made."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mahdar.stories.active import Active, listed
from mahdar.stories.bags import Bag, Line, bags_of, lines_of, together
from mahdar.stories.link import Merge
from mahdar.stories.packed import Rows, Told, all_told, unpacked


def rows_of(here: Active, told: Told) -> Rows:
    """The vectors of articles."""
    return unpacked(told, here.by, len(here.seen.buckets))


def keep_merged(here: Active, before: dict[int, Bag], merged: Sequence[tuple[int, Sequence[Merge]]]) -> None:
    """Keeps the sums of events that have taken others in, whose sums `before` are given."""
    grown = [(into, [before[into], *(before[one.gone] for one in merges)]) for into, merges in merged]
    made_of = [(here.articles.get(into), here.past.get(into)) for into, _ in grown]
    here.bags.events.keep(zip((into for into, _ in grown), together([bags for _, bags in grown], made_of), strict=True))


def event_sums(here: Active, events: Sequence[int]) -> list[Bag]:
    """The sums of events."""
    found = _whole(here, {name: here.bags.events.held.get(name) for name in events})
    here.bags.events.keep(found.items())
    return [found[name] for name in events]


def line_sums(here: Active, lines: Sequence[int]) -> list[Bag | Line]:
    """The sums of storylines; that of one event is the event's."""
    alone = [name for name in lines if name not in here.events]
    found: dict[int, Bag | Line] = dict(zip(alone, event_sums(here, alone), strict=True))
    events = {name: own.tolist() for name in lines if (own := here.events.get(name)) is not None}
    known = {name: line for name in events if (line := here.bags.lines.held.get(name))}
    bags = here.bags.events.held
    parts = {name: {one: _held(here, one, known[name].parts if name in known else bags) for one in own} for name, own in events.items()}
    left = [one for own in parts.values() for one, bag in own.items() if bag is None]
    made = _whole(here, {one: bags.get(one) for one in left})
    here.bags.events.keep(made.items())
    whole = {name: {one: bag or made[one] for one, bag in own.items()} for name, own in parts.items()}
    several = {name: own for name, own in whole.items() if len(own) > 1}
    summed = dict(zip(several, lines_of([known.get(name) for name in several], [*several.values()]), strict=True))
    here.bags.lines.keep(summed.items())
    found |= {name: summed[name] if name in summed else next(iter(own.values())) for name, own in whole.items()}
    return [found[name] for name in lines]


def _held(here: Active, event: int, bags: dict[int, Bag]) -> Bag | None:
    return bag if _stands(here, event, bag := bags.get(event)) else None


def _stands(here: Active, event: int, bag: Bag | None) -> bool:
    return bag is not None and bag.numbers is here.articles.get(event) and bag.past is here.past.get(event)


def _whole(here: Active, found: dict[int, Bag | None]) -> dict[int, Bag]:
    """The sums of events, of which these were found."""
    left = [name for name, bag in found.items() if not _stands(here, name, bag)]
    if not left:
        return {name: bag for name, bag in found.items() if bag}
    numbers = np.sort(listed(here.articles, np.array(left, dtype=np.int32)))
    past = {name: here.past[name] for name in left if name in here.past}
    rows = rows_of(here, all_told([here.shelf.told(numbers), *past.values()]))
    group = np.concatenate((here.home[numbers], *(np.full(len(told.sizes), name, dtype=np.int32) for name, told in past.items())))
    made = bags_of(rows, group, {name: (here.articles.get(name), here.past.get(name)) for name in left})
    return {name: bag for name, one in found.items() if (bag := made.get(name, one))}
