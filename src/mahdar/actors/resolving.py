"""Names of people that changed -> who bears them now, and whoever else that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mahdar.actors.actor import Link
from mahdar.actors.bearer import Bearer, merged
from mahdar.actors.bearers import STRAY, bearer_of_lone, full_names, joins_alone, strays
from mahdar.actors.blocking import single
from mahdar.actors.closing import Closing
from mahdar.actors.conflict import everyday
from mahdar.actors.entry import Entry, sort_of


def persons(closing: Closing, seeds: Iterable[str]) -> tuple[list[Bearer], list[str]]:
    """The people whose names these are or may have become, and the lone names among them that mean somebody else in each article.

    `seeds` are the names that changed, those that are gone too, and the names of other actors that had them.
    """
    wanted = set(seeds)
    while True:
        found = closing.people(wanted)
        whole = full_names(found.values(), closing.alike, closing.rulings, closing.known)
        lone = _lone(closing, wanted, found)
        settled = [one for one in whole if one.full or len(one.entries) > 1]
        home = {name: i for i, one in enumerate(settled) for name in one.keys}
        given, more = _given(closing, lone, settled, home)
        if not more:
            left = {name: one for name, one in lone.items() if name not in given and name not in home}
            alone, loose = _left(closing, left)
            return _grown(settled, lone, given) + alone, loose
        wanted |= more


def _lone(closing: Closing, seeds: Iterable[str], found: Mapping[str, Entry]) -> dict[str, Entry]:
    """The lone names that may go elsewhere: those that changed, those like a full name that did, those that its bearer had."""
    full = {one.name for name, one in found.items() if sort_of(name) == "full"}
    closing.prepare(full)
    near = {other for label in full for other in closing.alike(label) if single(other)}
    had = closing.register.owned(closing.register.owners(found).values())
    names = {*seeds, *found, *closing.bearing(near), *(name for some in had.values() for name in some)}
    return {name: one for name, one in closing.entries(names).items() if sort_of(name) == "lone"}


def _given(
    closing: Closing, lone: Mapping[str, Entry], settled: list[Bearer], home: Mapping[str, int]
) -> tuple[dict[str, tuple[int, Link]], set[str]]:
    """For each lone name the person that it goes to; and names of people not looked at yet who gain or lose one."""
    closing.prepare(one.name for one in lone.values())
    before = closing.register.owners(lone)
    had = closing.register.owned(before.values())
    given: dict[str, tuple[int, Link]] = {}
    more: set[str] = set()
    for name, one in lone.items():
        if name in home:
            continue
        more |= {other for other in had.get(before.get(name, ""), ()) if sort_of(other) == "full"} - home.keys()
        near = {other: said for other, said in closing.alike(one.name).items() if not single(other)}
        bearer = Bearer((one,))
        groups = [] if everyday(one.name) and not bearer.offices else _fitting(closing, near, settled, home)
        goes = bearer_of_lone(bearer, groups, near, closing.rulings)
        if goes:
            target = groups[goes[0]].keys[0]
            if target in home:
                given[name] = home[target], goes[1]
            else:
                more.add(target)
    return given, set(closing.entries(more))


def _fitting(closing: Closing, near: Iterable[str], settled: list[Bearer], home: Mapping[str, int]) -> list[Bearer]:
    """The people who have a full name of these: as they now are, or as they are where nothing moved them."""
    names = {name for name in closing.bearing(near) if sort_of(name) == "full"}
    here = {home[name] for name in names if name in home}
    owners = closing.register.owners(names - home.keys())
    found = [settled[i] for i in here]
    for some in closing.register.owned(owners.values()).values():
        kept = [one for name, one in closing.entries(some).items() if sort_of(name) == "full" or closing.pinned(one)]
        found.append(Bearer(tuple(kept)))
    return sorted(found, key=lambda one: one.keys)


def _grown(settled: list[Bearer], lone: Mapping[str, Entry], given: Mapping[str, tuple[int, Link]]) -> list[Bearer]:
    """The people with the lone names that went to them."""
    grown = list(settled)
    for name, (i, link) in sorted(given.items()):
        grown[i] = merged(grown[i], Bearer((lone[name],)), link)
    return grown


def _left(closing: Closing, lone: Mapping[str, Entry]) -> tuple[list[Bearer], list[str]]:
    """The people of lone names that went to nobody, and the names that many may bear."""
    stray: dict[str, Entry] = {}
    ahead = {name: one for name, one in lone.items() if _is_stray(closing, one)}
    loose = sorted(lone.keys() - ahead.keys())
    while ahead:
        stray |= ahead
        labels = {one.name for one in ahead.values()}
        labels |= {other for label in labels for other, said in closing.alike(label).items() if said.score >= STRAY}
        there = closing.entries(closing.bearing(labels)).items()
        ahead = {name: one for name, one in there if name not in stray and sort_of(name) == "lone" and _is_stray(closing, one)}
    return strays(stray.values(), closing.alike, closing.rulings), loose


def _is_stray(closing: Closing, one: Entry) -> bool:
    """Whether a lone name may be one with others: no given name, like nobody's full name, and nothing was decided about it."""
    return joins_alone(one.name) and all(map(single, closing.alike(one.name))) and not closing.pinned(one)
