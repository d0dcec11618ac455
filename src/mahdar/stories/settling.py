"""A batch of articles -> the active stories with it: events and storylines merge and part."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isnan

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from mahdar.stories.active import Active, listed
from mahdar.stories.evidence import evidence
from mahdar.stories.flat import Floats, Longs
from mahdar.stories.link import Merge, link
from mahdar.stories.packed import Rows, Told, all_rows, all_told, packed
from mahdar.stories.parts import FEWEST, SETTLED, parts
from mahdar.stories.quiet import reopen, retire_quiet, rows_of
from mahdar.stories.shelf import Tray, texts
from mahdar.stories.sketch import Sketch
from mahdar.stories.vector import Groups, heaviest, summed

_LOW = 0xFFFFFFFF


class Near(Struct, frozen=True, eq=False):
    """The vectors of all articles of the storylines that a batch may touch.

    `numbers` are those of the articles, ascending, but after the first `known` those of events: their articles of the
    time before they were retired.
    """

    rows: Rows
    numbers: Longs
    known: int


def settle(here: Active, batch: Sequence[Sketch], *, retire: bool = True) -> None:
    """Places a batch, which is in the order of time and id and new; quiet events are retired where that is asked."""
    start, by = here.count, here.by
    told = _enter(here, batch)
    fresh = rows_of(here, told)
    numbers = np.arange(start, here.count)
    words, sizes = heaviest(summed(fresh, fresh.events, numbers - start, numbers), by.probes)
    here.lookup = here.lookup.entered(words, np.repeat(numbers.astype(np.int32), sizes), here.home >= 0)
    queries, homes, shared = here.lookup.nearest(words, sizes, here.home, by.candidates)
    pairs = np.stack((numbers[queries], homes), 1)
    near = _near(here, pairs, start)
    grown = _link_events(here, near, pairs[shared >= by.shared], start)
    _part(here, near, grown)
    if reopen(here, told, start):
        near = _near(here, pairs, start, near)
    _witness(here, near, batch, start)
    _link_lines(here, near, pairs, start)
    if retire:
        retire_quiet(here)


def _enter(here: Active, batch: Sequence[Sketch]) -> Told:
    """Puts each new article on the shelf, as an event of its own, in order."""
    if here.count + len(batch) > len(here.home):
        more = np.full(len(here.home) + len(batch), -1, dtype=np.int32)
        here.home, here.line = np.concatenate((here.home, more)), np.concatenate((here.line, more))
    times = []
    for one in batch:  # undated news counts as news of the moment it comes
        hours = here.now if isnan(one.hours) and here.now > -inf else one.hours
        here.now = max(here.now, hours) if not isnan(hours) else here.now
        times.append(hours)
    told = replace(packed(batch, here.seen), hours=np.array(times, dtype=np.float64))
    numbers = np.arange(here.count, here.count + len(batch), dtype=np.int32)
    none = texts([""] * len(batch))
    ids = [one.id for one in batch]
    here.shelf = here.shelf.with_those(
        Tray(numbers, np.ones(len(batch), dtype=np.bool_), told, texts(ids), np.zeros(len(batch), dtype=np.float32), none)
    )
    here.home[numbers] = numbers
    here.entered |= dict(zip(ids, numbers.tolist(), strict=True))
    here.moved |= dict(zip(ids, numbers.tolist(), strict=True))
    here.recent |= dict(zip(numbers.tolist(), ids, strict=True))
    here.count += len(batch)
    return told


def _near(here: Active, pairs: Longs, start: int, known: Near | None = None) -> Near:
    """The articles of the storylines in which the events of these numbers are, and of those that are in none yet, new ones all.

    Those that are `known` are not unpacked again; what has come back to them stands at the end.
    """
    events = np.unique(here.home[np.append(pairs.ravel(), np.arange(start, here.count))])
    lines = np.unique(here.line[events])
    every = np.concatenate((listed(here.events, lines[lines >= 0]), events[here.line[events] < 0]))
    numbers = np.sort(listed(here.articles, every))
    past = [name for name in every.tolist() if name in here.past] if here.past else []
    if known:
        numbers = np.setdiff1d(numbers, known.numbers[: known.known])
        held = set(here.home[known.numbers[known.known :]].tolist())
        past = [name for name in past if name not in held]
    earlier = [here.past[name] for name in past]
    rows = rows_of(here, all_told([here.shelf.told(numbers), *earlier]))
    before = np.repeat(np.array(past, dtype=np.int64), [len(told.sizes) for told in earlier])
    if known:
        return Near(all_rows((known.rows, rows)), np.concatenate((known.numbers, numbers, before)), known.known)
    return Near(rows, np.concatenate((numbers, before)), len(numbers))


def _homes(here: Active, pairs: Longs) -> Longs:
    """The pairs of events in which pairs of numbers are at home now, each once."""
    homes = here.home[pairs].astype(np.int64)
    known = np.unique(homes[:, 0] << 32 | homes[:, 1])
    return np.stack((known >> 32, known & _LOW), 1)


def _link_events(here: Active, near: Near, pairs: Longs, start: int) -> list[int]:
    """Lets events merge, and gives those that stood before and took something in."""
    pairs = _homes(here, pairs)
    home = here.home[near.numbers]
    which = np.flatnonzero(np.isin(home, pairs))
    groups = summed(near.rows, near.rows.events, which, home[which])
    merged = _joined(link(groups, pairs, here.by.event, hours=here.by.decay_hours, other_day=here.by.other_day), groups, start)
    for into, merges in merged:
        here.take(into, merges, start)
    return [into for into, merges in merged if into < start and merges]


def _part(here: Active, near: Near, grown: Sequence[int]) -> None:
    """Lets events part that no longer hold together; the part of the first article keeps the id."""
    for name in grown:
        numbers = here.articles_of(name)
        # Of one that was retired once the articles' own vectors are gone. Asked each time that it has doubled, an event
        # costs no more for growing slowly.
        if name in here.past or len(numbers) < 2 * here.firm.get(name, 0):
            continue
        if not FEWEST <= len(numbers) <= SETTLED:
            here.firm[name] = len(numbers)
            continue
        which = np.searchsorted(near.numbers[: near.known], numbers)
        found = parts(summed(near.rows, near.rows.events, which, numbers), here.by)
        if len(found) == 1:
            here.firm[name] = len(numbers)
            continue
        here.firm.pop(name, None)
        line = int(here.line[name])
        others = [part for part in found if name not in part]
        for part in found:
            at = part[0] if name not in part else name
            here.articles[at] = np.array(part, dtype=np.int32)
            here.home[part] = at
            here.line[at] = line
            here.moved |= dict(zip(here.shelf.ids(here.articles[at]), part, strict=True))
        here.events[line] = np.concatenate((here.events_of(line), np.array([part[0] for part in others], dtype=np.int32)))


def _witness(here: Active, near: Near, batch: Sequence[Sketch], start: int) -> None:
    """Keeps for each new article the evidence that it stands in its event."""
    home = here.home[near.numbers]
    names, place, count = np.unique(home, return_inverse=True, return_counts=True)
    own = np.searchsorted(near.numbers[: near.known], np.arange(start, here.count))
    joiners = np.flatnonzero(count[place[own]] > 1)
    own = own[joiners]
    with_them = np.zeros(len(names), dtype=np.bool_)
    with_them[place[own]] = True
    which = np.flatnonzero(with_them[place])
    # First the events, then the articles.
    group = np.concatenate((place[which], len(names) + np.arange(len(own))))
    groups = summed(near.rows, near.rows.events, np.concatenate((which, own)), group)
    events = np.searchsorted(groups.names, place[own])
    scores, shared = np.zeros(len(batch), dtype=np.float32), [""] * len(batch)
    found = evidence([batch[at] for at in joiners.tolist()], groups, events, here.seen.buckets)
    for at, (score, words) in zip(joiners.tolist(), found, strict=True):
        scores[at], shared[at] = score, " ".join(words)
    here.shelf = here.shelf.witnessed(scores, texts(shared))


def _link_lines(here: Active, near: Near, pairs: Longs, start: int) -> None:
    """Puts new events into storylines, one of their own at first, and lets storylines merge."""
    new = np.unique(here.home[start : here.count])
    new = new[here.line[new] < 0]
    here.line[new] = new
    lines = here.line[_homes(here, pairs)].astype(np.int64)
    lines = lines[lines[:, 0] != lines[:, 1]]
    home = here.home[near.numbers]
    which = np.flatnonzero(np.isin(here.line[home], lines))
    # An event counts as one article: the mean of its own.
    size = np.bincount(home, minlength=1).astype(np.float32)[home]
    weights: Floats = np.divide(near.rows.lines, np.repeat(size, np.diff(near.rows.starts)), dtype=np.float32)
    groups = summed(near.rows, weights, which, here.line[home[which]])
    groups = replace(groups, counts=np.array([len(here.events_of(name)) for name in groups.names.tolist()], dtype=np.float64))
    for into, merges in _joined(link(groups, lines, here.by.storyline), groups, start):
        for merge in merges:
            events = here.events_of(merge.gone)
            here.events[into] = np.concatenate((here.events_of(into), events))
            here.close(merge.gone, into, merge.score, start)
            here.line[events] = into


def _joined(merges: Sequence[Merge], groups: Groups, start: int) -> list[tuple[int, list[Merge]]]:
    """For each group that stays those that go into it: of what stood before the batch the largest stays, then the oldest."""
    counts = dict(zip(groups.names.tolist(), groups.counts.tolist(), strict=True))
    found: dict[int, list[int]] = {}
    scores: dict[int, float] = {}
    for merge in merges:
        found[merge.into] = [*found.get(merge.into, [merge.into]), *found.pop(merge.gone, [merge.gone])]
        scores[merge.gone] = merge.score
        scores[merge.into] = max(merge.score, scores.get(merge.into, 0.0))
    joined = []
    for part in found.values():
        into = min(part, key=lambda name: (name >= start, -counts[name] if name < start else 0, name))
        joined.append((into, [Merge(into, name, scores[name]) for name in sorted(part) if name != into]))
    return sorted(joined)
