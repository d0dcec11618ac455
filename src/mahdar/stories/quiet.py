"""Events that go quiet leave the active stories, and come back for news much like them."""

from __future__ import annotations

import numpy as np

from mahdar.stories.active import Active, Laid, listed
from mahdar.stories.bags import bags_of, event_groups
from mahdar.stories.flat import distinct
from mahdar.stories.link import Merge
from mahdar.stories.packed import all_told
from mahdar.stories.retired import WORDS, Quiet, kept, told_of
from mahdar.stories.sums import event_sums, rows_of
from mahdar.stories.vector import heaviest, products, summed


def reopen(here: Active, start: int) -> None:
    """Lets new events go into retired ones that they are much alike, whatever time lies between."""
    home = here.home[start : here.count]
    own = np.flatnonzero(home >= start)
    if not len(here.retired) or not len(own):
        return
    names = distinct(home[own])
    new = event_sums(here, names.tolist())
    found = here.retired.near(*heaviest(event_groups(range(len(new)), new, len(here.seen.buckets)), WORDS))
    slots = sorted({slot for one in found for slot in one})
    quiet = dict(zip(slots, here.retired.peek(slots), strict=True))
    before = {slot: told_of(one.told) for slot, one in quiet.items()}
    tried = [(at, slot) for at, one in enumerate(found) for slot in one]
    if not tried:
        return
    rows = rows_of(here, all_told([*before.values()]))
    old = bags_of(rows, np.repeat(np.arange(len(slots)), [len(one.sizes) for one in before.values()]), {})
    # First the new events, then the retired ones.
    every = [*new, *old.values()]
    groups = event_groups(range(len(every)), every, len(here.seen.buckets))
    one, other = np.array([at for at, _ in tried]), len(names) + np.searchsorted(slots, [slot for _, slot in tried])
    scores = (products(groups, one, other) / (groups.counts[one] * groups.counts[other])).tolist()
    reopened: set[int] = set()
    for (at, slot), score in zip(tried, scores, strict=True):
        name = int(names[at])
        if score >= here.by.reopen * here.by.event and slot not in here.retired.taken and name not in reopened:
            reopened.add(name)
            here.retired.take(slot)
            here.restore(quiet[slot], before[slot])
            here.reopened[quiet[slot].name] = score
            here.take(quiet[slot].number, [Merge(quiet[slot].number, name, score)], start)


def retire_quiet(here: Active) -> None:
    """Lays down the events that were quiet for too long."""
    quiet = here.quiet(here.now - here.by.idle_days * 24)
    if not len(quiet):
        return
    tray = here.shelf.picked(np.sort(listed(here.articles, quiet)))
    past = [(name, here.past[name]) for name in quiet.tolist() if name in here.past]
    told = all_told([tray.told, *(one for _, one in past)])
    home = np.concatenate((here.home[tray.numbers], *(np.full(len(one.sizes), name) for name, one in past)))
    rows = rows_of(here, told)
    words = heaviest(summed(rows, rows.events, np.arange(len(home)), home), WORDS)
    names = {name: here.name(name) for name in quiet.tolist()}
    lines = {name: (line, here.name(line)) for name, line in zip(quiet.tolist(), here.line[quiet].tolist(), strict=True)}
    articles = np.split(np.argsort(home, kind="stable"), np.cumsum(np.bincount(np.searchsorted(quiet, home), minlength=len(quiet)))[:-1])
    here.retired.put(
        [Quiet(n, names[n], *lines[n], kept(told.picked(which))) for n, which in zip(quiet.tolist(), articles, strict=True)], *words
    )
    rows_told = zip(tray.numbers.tolist(), tray.ids.read(), home.tolist(), tray.scores.tolist(), tray.shared.read(), strict=False)
    ids = {}
    for number, name, at, score, shared in rows_told:
        here.laid.append(Laid(number, name, at, names[at], *lines[at], score, tuple(shared.split())))
        ids[number] = name
    here.home[tray.numbers] = -1
    for number in quiet.tolist():
        here.forget(number)
    here.names |= {number: name for number, name in ids.items() if number in here.events}
    here.names = {number: name for number, name in here.names.items() if number in here.events or here.home[number] == number}
    here.shelf = here.shelf.without(tray.numbers)
