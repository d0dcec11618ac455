"""An event's articles -> the parts it falls into, when it has drifted."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from mahdar.stories.link import link
from mahdar.stories.policy import Policy
from mahdar.stories.vector import Vector

#: Events of fewer articles have nothing to part; events of more are settled, and parting them would cost their square.
FEWEST, SETTLED = 4, 100


def parts(members: Mapping[int, Vector], by: Policy) -> list[list[int]]:
    """The parts of an event, the one that holds its first article first; one part where it holds together.

    Its articles are linked afresh; a part stands apart when it is less like the rest than `split` of what joining asks.
    """
    if not FEWEST <= len(members) <= SETTLED:
        return [sorted(members)]
    groups = {name: [name] for name in members}
    for merge in link(members, [*combinations(sorted(members), 2)], by.event * by.split, hours=by.decay_hours):
        groups[merge.into] += groups.pop(merge.gone)
    return sorted(map(sorted, groups.values()))
