"""The names of a run -> who bears them: full names first, then lone surnames, then what is left of these.

Every function here looks at names that may be one actor's and at nothing else, so that it gives for some of the names of a run,
where all that may join them are among them, what it gives for these among all names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from mahdar.actors.actor import Link
from mahdar.actors.bearer import Bearer, merged
from mahdar.actors.cluster import Edge, united
from mahdar.actors.compare import Comparison, compare
from mahdar.actors.conflict import apart, conflict, everyday
from mahdar.actors.decisions import Rulings
from mahdar.actors.entry import Entry, keyed, mark_of, states_of
from mahdar.actors.known import Known
from mahdar.actors.naming import parsed
from mahdar.actors.things import TABLE, shape, spelt_alike, whole

_CONFLICT = 0.6  # how much of a score is left when the offices are of different states
_ACROSS = 0.9  # a lone surname in an article that never has the full name
#: Lone surnames of different articles must be spelt almost alike.
STRAY = 0.89
_ALIKE = 0.8  # words of a body
#: Bodies whose names have one shape, beyond which the shape tells nothing.
TOO_MANY = 60
#: For a name the names that are the same.
Alike = Callable[[str], Mapping[str, Comparison]]


def full_names(entries: Iterable[Entry], alike: Alike, rulings: Rulings, known: Known) -> list[Bearer]:
    """Who bears full names, with the lone names that a decision or a knowledge base gives them."""
    alone = [Bearer((one,)) for one in sorted(entries, key=lambda entry: entry.key)]

    def parted(a: Bearer, b: Bearer) -> bool:
        return apart(a, b, rulings)

    found = united(alone, [*_ties(alone), *_marked(alone)], merged, parted)
    found = united(found, _variants(found, alike), merged, parted)
    found = united(found, known.edges(found, "person"), merged, rulings.apart)
    return united(found, rulings.edges(found), merged, rulings.apart)


def _ties(alone: Sequence[Bearer]) -> Iterator[Edge]:
    """Edges between names that an article takes for one person's."""
    at = {one.keys[0]: i for i, one in enumerate(alone)}
    for i, one in enumerate(alone):
        for tie in one.entries[0].ties:
            j = at.get(tie)
            if j is not None and i < j and one.full and alone[j].full:
                said = compare(one.full[0], alone[j].full[0])
                score = max(said.score, 0.99)  # what an article says itself comes before what spelling says
                yield Edge(i, j, Link(one.anchor, alone[j].anchor, score, f"{said.why}, in one article", said.rule))


def _marked(alone: Sequence[Bearer]) -> Iterator[Edge]:
    """Edges between bearers of one everyday name who serve one state, or where the run knows of one state alone."""
    by_name: dict[str, list[int]] = {}
    for i, one in enumerate(alone):
        for name in one.full:
            by_name.setdefault(name, []).append(i)
    for name, some in by_name.items():
        marks = [frozenset(mark_of(alone[i].keys[0]).split("+")) - {""} for i in some]
        served = [i for i, mark in zip(some, marks, strict=True) if mark]
        pairs = [(i, j) for i, a in zip(some, marks, strict=True) for j, b in zip(some, marks, strict=True) if i < j and a & b]
        if len(some) > len(served) and served and _one_piece(served, pairs):
            pairs += [(min(i, served[0]), max(i, served[0])) for i in some if i not in served]
        for i, j in pairs:
            why = f"«{name}» is the same full name in another article"
            yield Edge(i, j, Link(alone[i].anchor, alone[j].anchor, 0.99, why, "identical"))


def _one_piece(some: Sequence[int], pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether pairs join all of these."""
    reached, ahead = {some[0]}, [some[0]]
    while ahead:
        here = ahead.pop()
        for a, b in pairs:
            if here in (a, b) and (other := b if here == a else a) not in reached:
                reached.add(other)
                ahead.append(other)
    return len(reached) == len(some)


def _variants(groups: Sequence[Bearer], alike: Alike) -> Iterator[Edge]:
    """Edges between groups whose full names are spelt alike, weighed by their offices."""
    holders: dict[str, list[int]] = {}
    for i, one in enumerate(groups):
        for label in one.full:
            holders.setdefault(label, []).append(i)
    for label in sorted(holders):
        for other, said in sorted(alike(label).items()):
            for i in holders[label] if label < other else ():
                for j in holders.get(other, ()):
                    if i != j and (link := weighed(groups[i], groups[j], said, (label, other))):
                        yield Edge(i, j, link)


def weighed(a: Bearer, b: Bearer, said: Comparison, labels: tuple[str, str]) -> Link | None:
    """The link of two spellings, or none where only everyday names agree and nothing else speaks for it."""
    shared = _served(a, labels) & _served(b, labels)
    if said.rule in ("middle", "opening", "ending") and not shared and doubtful(labels):
        return None
    score = round(said.score * (_CONFLICT if conflict(a, b) else 1.0), 3)
    why = f"{said.why}; both hold an office of {', '.join(sorted(shared))}" if shared else said.why
    return Link(a.anchor, b.anchor, score, why, said.rule) if score >= 0.5 else None


def _served(one: Bearer, labels: tuple[str, str]) -> frozenset[str]:
    """The states whose offices either name is given."""
    return states_of(entry for entry in one.entries if entry.name in labels)


def doubtful(labels: tuple[str, str]) -> bool:
    """Whether the shorter of two names is of given names alone, and of no father."""
    short = min((parsed(label).units for label in labels), key=len)
    return all(u.given is not None for u in short) and not any(u.tie == "kin" for u in short)


def bearer_of_lone(lone: Bearer, fits: Sequence[Bearer], alike: Mapping[str, Comparison], rulings: Rulings) -> tuple[int, Link] | None:
    """The only person of the run that a lone surname fits, by its place among those with a name like it, and why."""
    if everyday(lone.labels[0]) and not lone.offices:
        return None
    found = [k for k, one in enumerate(fits) if not conflict(lone, one) and not rulings.apart(lone, one)]
    if len(found) > 1:
        found = [k for k in found if any(o.fits(p) for o in lone.offices for p in fits[k].offices)]
    if len(found) != 1:
        return None
    one = fits[found[0]]
    said = max((alike[name] for name in one.full if name in alike), key=lambda c: c.score)
    why = f"{said.why}; nobody else in these articles fits"
    return found[0], Link(lone.anchor, one.anchor, round(said.score * _ACROSS, 3), why, said.rule)


def strays(entries: Iterable[Entry], alike: Alike, rulings: Rulings) -> list[Bearer]:
    """Lone names that fit nobody's full name: one person where they are spelt alike, never two given names."""
    alone = [Bearer((one,)) for one in sorted(entries, key=lambda entry: entry.key)]
    return united(alone, _lone_edges(alone, alike), merged, lambda a, b: conflict(a, b) or rulings.apart(a, b))


def _lone_edges(alone: Sequence[Bearer], alike: Alike) -> Iterator[Edge]:
    at: dict[str, list[int]] = {}
    for i, one in enumerate(alone):
        if joins_alone(one.labels[0]):
            at.setdefault(one.labels[0], []).append(i)
    for label, some in at.items():
        for i in some[1:]:
            yield Edge(
                some[0], i, Link(alone[i].anchor, alone[some[0]].anchor, 0.7, f"«{label}» stands alone in both articles", "lone name")
            )
        for other, said in alike(label).items():
            if label < other and other in at and said.score >= STRAY:
                for i in some:
                    for j in at[other]:
                        yield Edge(i, j, Link(alone[j].anchor, alone[i].anchor, 0.6, said.why, "lone name"))


def joins_alone(label: str) -> bool:
    """Whether a lone name may be one person's in articles that never have his full name."""
    units = parsed(label).units
    return bool(units) and units[0].given is None


def bodies(entries: Iterable[Entry], rulings: Rulings, known: Known) -> list[Bearer]:
    """The bodies that names are of: by an article that its preposition swallowed, by a short form in brackets, by spelling."""
    alone = [Bearer((one,)) for one in sorted(entries, key=lambda entry: entry.key)]
    found = united(alone, _body_edges(alone), merged, rulings.apart)
    found = united(found, known.edges(found, "organisation"), merged, rulings.apart)
    return united(found, rulings.edges(found), merged, rulings.apart)


def _body_edges(alone: Sequence[Bearer]) -> Iterator[Edge]:
    at = {one.keys[0]: i for i, one in enumerate(alone)}
    names = [one.entries[0].name for one in alone]
    for i, one in enumerate(alone):
        a = one.labels[0]
        if (j := at.get(keyed("body", whole(names[i])))) is not None:
            yield Edge(i, j, Link(one.anchor, alone[j].anchor, 1.0, f"«{a}» and «{alone[j].labels[0]}»: {TABLE}", "table"))
        for tie in one.entries[0].ties:
            if (j := at.get(tie)) is not None and i < j:
                why = f"of «{a}» and «{alone[j].labels[0]}» one stands in brackets or marks after the other"
                yield Edge(i, j, Link(one.anchor, alone[j].anchor, 0.9, why, "gloss"))
    shapes: dict[str, list[int]] = {}
    for i, one in enumerate(alone):
        shapes.setdefault(shape(one.entries[0].printed), []).append(i)
    for some in shapes.values():
        for i, j in combinations(some, 2) if len(some) <= TOO_MANY else ():
            score = spelt_alike(alone[i].entries[0].printed, alone[j].entries[0].printed)
            if score >= _ALIKE:
                why = f"«{alone[i].labels[0]}» and «{alone[j].labels[0]}» differ only in spelling"
                yield Edge(i, j, Link(alone[j].anchor, alone[i].anchor, round(score, 3), why, "spelling"))
