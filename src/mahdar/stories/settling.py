"""A batch of articles -> the active stories with it: events and storylines merge and part."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isnan

import numpy as np
from msgspec.structs import replace

from mahdar.stories.active import Active
from mahdar.stories.bags import Bag, bags_of, event_groups, line_groups
from mahdar.stories.evidence import evidence
from mahdar.stories.flat import Longs, distinct
from mahdar.stories.link import Merge, link
from mahdar.stories.packed import Told, packed
from mahdar.stories.parts import FEWEST, SETTLED, parts
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
    _part(here, _link_events(here, pairs[shared >= by.shared], start))
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


def _link_events(here: Active, pairs: Longs, start: int) -> list[int]:
    """Lets events merge, and gives those that stood before and took something in."""
    by, pairs = here.by, _homes(here, pairs)
    names = distinct(pairs).tolist()
    before = event_sums(here, names)
    groups = event_groups(names, before, len(here.seen.buckets))
    merged = _joined(link(groups, pairs, by.event, hours=by.decay_hours, other_day=by.other_day), groups, start)
    for into, merges in merged:
        here.take(into, merges, start)
    keep_merged(here, dict(zip(names, before, strict=True)), merged)
    return [into for into, merges in merged if into < start and merges]


def _part(here: Active, grown: Sequence[int]) -> None:
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
        rows = rows_of(here, here.shelf.told(numbers))
        found = parts(summed(rows, rows.events, np.arange(len(numbers)), numbers), here.by)
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
