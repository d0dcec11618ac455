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


def line_sums(here: Active, lines: Sequence[int]) -> list[Line]:
    """The sums of storylines."""
    known = [here.bags.lines.held.get(name) for name in lines]
    held: list[dict[int, Bag]] = [line.parts if line else {} for line in known]
    events = [here.events_of(name).tolist() for name in lines]
    both = list(zip(events, held, strict=True))
    left = [name for own, parts in both for name in own if not _stands(here, name, parts.get(name))]
    made = _whole(here, {name: here.bags.events.held.get(name) for name in left})
    here.bags.events.keep(made.items())
    found = lines_of(known, [{name: made[name] if name in made else parts[name] for name in own} for own, parts in both])
    here.bags.lines.keep(zip(lines, found, strict=True))
    return found


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
