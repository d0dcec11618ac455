"""A batch of articles -> the active stories with it: events and storylines merge and part."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isnan

import numpy as np
from msgspec.structs import replace

from mahdar.stories.active import Active
from mahdar.stories.anew import link_anew
from mahdar.stories.bags import Bag, bags_of, event_groups, line_groups
from mahdar.stories.evidence import evidence
from mahdar.stories.flat import Longs, distinct
from mahdar.stories.link import joined, link
from mahdar.stories.packed import Told, packed
from mahdar.stories.quiet import reopen, retire_quiet
from mahdar.stories.shelf import Tray, texts
from mahdar.stories.sketch import Sketch
from mahdar.stories.sums import event_sums, keep_merged, line_sums, rows_of
from mahdar.stories.vector import Groups, heaviest, summed

_LOW = 0xFFFFFFFF


def settle(here: Active, batch: Sequence[Sketch], *, retire: bool = True) -> None:
    """Places a batch, which is in the order of time and id and new; quiet events are retired where that is asked."""
    start, by = here.count, here.by
    told = _enter(here, batch)
    fresh = rows_of(here, told)
    numbers = np.arange(start, here.count)
    words, sizes = heaviest(summed(fresh, fresh.events, numbers - start, numbers), by.probes)
    here.lookup = here.lookup.entered(words, np.repeat(numbers.astype(np.int32), sizes), here.home >= 0)
    alone = bags_of(fresh, numbers, {})
    here.bags.events.keep(alone.items())
    queries, homes, shared = here.lookup.nearest(words, sizes, here.home, by.candidates)
    pairs = np.stack((numbers[queries], homes), 1)
    _link_events(here, pairs[shared >= by.shared], start)
    reopen(here, start)
    _witness(here, alone, batch, start)
    _link_lines(here, pairs, start)
    here.bags.trim()
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


def _homes(here: Active, pairs: Longs) -> Longs:
    """The pairs of events in which pairs of numbers are at home now, each once, where they are two."""
    homes = here.home[pairs].astype(np.int64)
    homes = homes[homes[:, 0] != homes[:, 1]]
    known = distinct(homes[:, 0] << 32 | homes[:, 1])
    return np.stack((known >> 32, known & _LOW), 1)


def _link_events(here: Active, pairs: Longs, start: int) -> None:
    """Lets events merge, and then the articles of those that stood before and took something in find their places afresh."""
    by, pairs = here.by, _homes(here, pairs)
    names = distinct(pairs).tolist()
    before = event_sums(here, names)
    groups = event_groups(names, before, len(here.seen.buckets))
    merged = joined(link(groups, pairs, by.event, hours=by.decay_hours, other_day=by.other_day, toll=by.toll), _counts(groups), start)
    for into, merges in merged:
        here.take(into, merges, start)
    keep_merged(here, dict(zip(names, before, strict=True)), merged)
    link_anew(here, [into for into, merges in merged if into < start and merges], _homes(here, pairs), start)


def _witness(here: Active, alone: dict[int, Bag], batch: Sequence[Sketch], start: int) -> None:
    """Keeps for each new article, of which this is the sum `alone`, the evidence that it stands in its event."""
    home = here.home[start : here.count]
    grown = [name for name in distinct(home).tolist() if name in here.articles]
    events = {name: bag for name, bag in zip(grown, event_sums(here, grown), strict=True) if bag.count > 1}
    joiners = np.flatnonzero(np.isin(home, [*events]))
    # First the events, then the articles.
    every = [*events.values(), *(alone[start + at] for at in joiners.tolist())]
    groups = event_groups(range(len(every)), every, len(here.seen.buckets))
    scores, shared = np.zeros(len(batch), dtype=np.float32), [""] * len(batch)
    found = evidence([batch[at] for at in joiners.tolist()], groups, np.searchsorted([*events], home[joiners]), here.seen.buckets)
    for at, (score, words) in zip(joiners.tolist(), found, strict=True):
        scores[at], shared[at] = score, " ".join(words)
    here.shelf = here.shelf.witnessed(scores, texts(shared))


def _link_lines(here: Active, pairs: Longs, start: int) -> None:
    """Puts new events into storylines, one of their own at first, and lets storylines merge."""
    new = distinct(here.home[start : here.count])
    new = new[here.line[new] < 0]
    here.line[new] = new
    lines = here.line[_homes(here, pairs)].astype(np.int64)
    lines = lines[lines[:, 0] != lines[:, 1]]
    names = distinct(lines).tolist()
    groups = line_groups(names, line_sums(here, names), len(here.seen.buckets))
    for into, merges in joined(link(groups, lines, here.by.storyline), _counts(groups), start):
        for merge in merges:
            events = here.events_of(merge.gone)
            here.events[into] = np.concatenate((here.events_of(into), events))
            here.close(merge.gone, into, merge.score, start)
            here.line[events] = into


def _counts(groups: Groups) -> dict[int, float]:
    return dict(zip(groups.names.tolist(), groups.counts.tolist(), strict=True))
