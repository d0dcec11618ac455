"""Groups of articles as sums of their vectors: all in a few flat arrays, and how alike many pairs of them are at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.stories.flat import Floats, Longs, Numbers, firsts, joined, spread, starts_of
from mahdar.stories.packed import Rows
from mahdar.stories.stretches import BUCKETS, DEATHS, Buckets

#: Groups laid out as tables at once.
_TABLES = 16
#: Groups of more entries are laid out before all others.
_LONG = 400
_LIGHT = 0xFFFFFFFF


class Groups(Struct, frozen=True, eq=False):
    """The sums of vectors: of group `i` the entries from `starts[i]` to `starts[i + 1]`, a place perhaps several times.

    `names` are ascending numbers, `counts` how many articles each holds, `first` and `last` their hours, and `marks` how many name
    each of the seven weekdays, and how many tell of people killed; there are `room` stems, each with two places, the odd one of titles.
    """

    names: Longs
    places: Buckets
    weights: Floats
    starts: Longs
    counts: NDArray[np.float64]
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    marks: NDArray[np.int64]
    room: int


def summed(rows: Rows, weights: Floats, which: Longs, group: NDArray[np.integer]) -> Groups:
    """Some rows by the group that each belongs to, with these weights of all rows' entries; each row counts as one article."""
    order = np.argsort(group, kind="stable")
    which, group = which[order], group[order]
    begun = np.flatnonzero(firsts(group))
    sizes = np.diff(rows.starts)[which]
    at = spread(rows.starts[which], sizes)
    hours = rows.hours[which]
    return Groups(
        group[begun].astype(np.int64),
        rows.places[at],
        weights[at],
        starts_of(sizes)[np.append(begun, len(which))],
        np.diff(begun, append=len(which)).astype(np.float64),
        np.fmin.reduceat(hours, begun) if len(begun) else hours,
        np.fmax.reduceat(hours, begun) if len(begun) else hours,
        marked(np.cumsum(firsts(group)) - 1, rows.marks[which], len(begun)),
        rows.room,
    )


def marked(owner: Longs, marks: NDArray[np.uint8], count: int) -> NDArray[np.int64]:
    """A row for each owner: how many of its articles name each of the seven weekdays, and how many tell of people killed."""
    both = np.bincount(owner * 2 * DEATHS + marks, minlength=2 * DEATHS * count).reshape(-1, 2, DEATHS)
    return np.concatenate((both.sum(1)[:, 1:], both[:, 1].sum(1, keepdims=True)), 1)


def products(groups: Groups, one: Longs, other: Longs) -> Floats:
    """The inner products of pairs of groups, given by where they stand among all, each place once in a group.

    Of each pair one is laid out as a table, in which the entries of the other are looked up: the longer one, or of two short
    ones that which is met more often.
    """
    sizes = np.diff(groups.starts)
    heavy = np.where(sizes < _LONG, 0, sizes << 20) + np.bincount(np.concatenate((one, other)), minlength=len(sizes))
    swap = heavy[one] < heavy[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    order = np.argsort(one, kind="stable")
    order = order[sizes[other[order]] > 0]
    found = np.zeros(len(one), dtype=np.float32)
    one, other = one[order], other[order]
    entries = [(groups.places[low:high], groups.weights[low:high]) for low, high in pairwise(groups.starts.tolist())]
    starts, asked = starts_of(sizes[other]), other.tolist()
    table, parts = np.zeros(2 * groups.room, dtype=np.float32), []
    for low, high in pairwise([*np.flatnonzero(firsts(one)).tolist(), len(one)]):
        laid, weights = entries[one[low]]
        table[laid] = weights
        every = [entries[at] for at in asked[low:high]]
        shares = table.take(np.concatenate([places for places, _ in every]))
        shares *= np.concatenate([weights for _, weights in every])
        parts.append(np.add.reduceat(shares, starts[low:high] - starts[low]))
        table[laid] = 0
    found[order] = joined(parts, np.float32)
    return found


def looked_up(groups: Groups, one: Longs, other: Longs) -> Iterator[tuple[slice, Floats, Longs]]:
    """Pairs of groups, ordered by the first, some at a time: what the first one holds at the entries of the second, and where these are."""
    sizes, room = np.diff(groups.starts), 2 * groups.room
    begun = firsts(one)
    row = (np.cumsum(begun) - 1) % _TABLES
    table = np.zeros(_TABLES * room, dtype=np.float32)
    for low, high in pairwise([*np.flatnonzero(begun & (row == 0)).tolist(), len(one)]):
        tables = one[low:high][begun[low:high]]
        at = spread(groups.starts[tables], sizes[tables])
        laid = groups.places[at] + np.repeat(np.arange(len(tables)) * room, sizes[tables])
        np.add.at(table, laid, groups.weights[at])
        asked = sizes[other[low:high]]
        at = spread(groups.starts[other[low:high]], asked)
        yield slice(low, high), table[groups.places[at] + np.repeat(row[low:high] * room, asked)], at
        table[laid] = 0


def heaviest(groups: Groups, most: int) -> tuple[Buckets, Numbers]:
    """The words of the lead of each group that weigh most, at most so many, one group after the other, and how many they are."""
    name = np.repeat(np.arange(len(groups.names)), np.diff(groups.starts))
    lead = np.flatnonzero((groups.places & 1 == 0) & (groups.weights > 0))
    keys, weights = name[lead] * BUCKETS + (groups.places[lead] >> 1), groups.weights[lead]
    if len(keys) and bool((groups.counts > 1).any()):
        order = np.argsort(keys, kind="stable")
        begun = np.flatnonzero(firsts(keys[order]))
        keys, weights = keys[order[begun]], np.add.reduceat(weights[order], begun)
    kept, sizes = strongest(keys // BUCKETS, weights, len(groups.names), most)
    return (keys[kept] % BUCKETS).astype(np.int32), sizes


def strongest(list_of: Longs, weights: Floats, count: int, most: int) -> tuple[Longs, Numbers]:
    """Of entries of some lists, ordered by list, those that weigh most, at most so many a list, the strongest first; and how many."""
    order = np.argsort(list_of << 32 | (_LIGHT - weights.view(np.uint32).astype(np.int64)), kind="stable")
    sizes = np.bincount(list_of, minlength=count)
    kept = order[np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes) < most]
    return kept, np.minimum(sizes, most).astype(np.int32)
