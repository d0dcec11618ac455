"""An event's articles -> the parts it falls into, when it has drifted."""

from __future__ import annotations

import numpy as np

from mahdar.stories.link import link
from mahdar.stories.policy import Policy
from mahdar.stories.vector import Groups

#: Events of fewer articles have nothing to part; events of more are settled, and parting them would cost their square.
FEWEST, SETTLED = 4, 100


def parts(members: Groups, by: Policy) -> list[list[int]]:
    """The parts of an event, the one that holds its first article first; one part where it holds together.

    Its articles, each a group, are linked afresh; a part stands apart when it is less like the rest than `split` of what
    joining asks.
    """
    names = members.names.tolist()
    groups = {name: [name] for name in names}
    pairs = members.names[np.stack(np.triu_indices(len(names), 1), 1)]
    for merge in link(members, pairs, by.event * by.split, hours=by.decay_hours, other_day=by.other_day):
        groups[merge.into] += groups.pop(merge.gone)
    return sorted(map(sorted, groups.values()))
