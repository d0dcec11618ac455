"""Mentions of people -> one group a person: first within each article, then across them.

The order is the policy: within an article a lone surname belongs to the full name that it ends; across articles full
names are compared; only then does a lone surname of an article without the full name go to the one person it fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mahdar.actors.actor import Link
from mahdar.actors.blocking import candidates
from mahdar.actors.cluster import Edge, Group, Seen, group, united
from mahdar.actors.compare import Comparison, compare
from mahdar.actors.decisions import Rulings
from mahdar.actors.known import Known
from mahdar.actors.likeness import likeness
from mahdar.actors.naming import Name, parsed

_CONFLICT = 0.6  # how much of a score is left when the offices are of different states
_ACROSS = 0.9  # a lone surname in an article that never has the full name
_FIRST_NAME = 0.55
_WELL_KNOWN = 3  # articles of the run that print a full name: then it is meant, not one that stands once in this one
_STRAY = 0.89  # lone surnames of different articles must be spelt almost alike
Alike = dict[str, dict[str, Comparison]]


def people(seen: Sequence[Seen], rulings: Rulings, known: Known) -> list[Group]:
    """One group for each person that the mentions name."""
    seen = _parted(seen)
    names = {s.label: parsed(s.label) for s in seen}
    alike = _alike(names)
    by_article: dict[str, list[Seen]] = {}
    for one in seen:
        by_article.setdefault(one.mention.anchor.article, []).append(one)
    support = Counter(label for found in by_article.values() for label in {s.label for s in found})
    local = [g for article in sorted(by_article) for g in _within(by_article[article], names, alike, rulings, support)]
    found = united(local, _same_words(local), lambda a, b: _apart(a, b, rulings))
    found = united(found, _variants(found, alike), lambda a, b: _apart(a, b, rulings))
    found = united(found, known.edges(found, "person"), rulings.apart)
    found = united(found, rulings.edges(found), rulings.apart)
    return _strays(_lone(found, alike, rulings), alike, rulings)


def _parted(seen: Sequence[Seen]) -> list[Seen]:
    """The mentions, a run of two full names that both stand elsewhere cut down to the first of them."""
    known = {tuple(s.label.split()) for s in seen}
    found: list[Seen] = []
    for one in seen:
        words = tuple(one.label.split())
        cut = next((k for k in range(2, len(words) - 1) if words[:k] in known and words[k:] in known), None)
        found.append(replace(one, label=" ".join(words[:cut])) if cut else one)
    return found


def _alike(names: dict[str, Name]) -> Alike:
    """For every label the labels that are the same name, with what the comparison said."""
    found: Alike = {label: {} for label in names}
    for a, b in candidates(names.items()):
        said = compare(a, b)
        if said.verdict == "same":
            found[a][b] = found[b][a] = said
    return found


def _apart(a: Group, b: Group, rulings: Rulings) -> bool:
    """Whether two groups hold full names of two people, or one name in the service of two states."""
    if rulings.apart(a, b):
        return True
    if a.full and b.full and not (set(a.full) & set(b.full)) and _conflict(a, b):
        return True
    if any(x != y and compare(x, y).verdict == "different" for x in _firm(a) for y in _firm(b)):
        return True
    everyday = all(u.given is not None for label in (*a.full, *b.full) for u in parsed(label).units)
    return bool(a.full and b.full) and everyday and _conflict(a, b)


def _firm(one: Group) -> list[str]:
    """The full names of a group that may speak against another: not those that run on once from a shorter one, as slips do."""
    if len(one.full) < 2:
        return list(one.full)
    count = Counter(s.label for s in one.members)
    units = {label: parsed(label).units for label in one.full}
    return [
        label
        for label in one.full
        if count[label] > 1 or not any(other != label and units[label][: len(units[other])] == units[other] for other in one.full)
    ]


def _conflict(a: Group, b: Group) -> bool:
    return bool(a.states and b.states and not a.states & b.states)


def _within(seen: Sequence[Seen], names: dict[str, Name], alike: Alike, rulings: Rulings, support: Counter[str]) -> list[Group]:
    """The people of one article; `support` says how many articles print each label."""
    by_label: dict[str, list[Seen]] = {}
    for one in seen:
        by_label.setdefault(one.label, []).append(one)
    full = [_of_label(label, found) for label, found in sorted(by_label.items()) if len(names[label].units) > 1]
    edges = [
        Edge(i, j, _link(full[i], full[j], alike[a.full[0]][b.full[0]]))
        for i, a in enumerate(full)
        for j, b in enumerate(full[i + 1 :], i + 1)
        if b.full[0] in alike[a.full[0]]
    ]
    persons = united(full, edges, lambda a, b: _apart(a, b, rulings))
    for label, found in sorted(by_label.items()):
        if len(names[label].units) <= 1:
            persons = _placed(persons, label, sorted(found, key=lambda s: s.mention.anchor), alike, rulings, support)
    return persons


def _of_label(label: str, found: Sequence[Seen]) -> Group:
    ordered = sorted(found, key=lambda s: s.mention.anchor)
    first = ordered[0].mention.anchor
    links = [Link(s.mention.anchor, first, 1.0, f"«{s.text}» is written as before in the same article", "same words") for s in ordered[1:]]
    lone = len(parsed(label).units) <= 1
    return group(ordered, links, full=() if lone else (label,), lone=(label,) if lone else ())


def _placed(persons: list[Group], label: str, found: Sequence[Seen], alike: Alike, rulings: Rulings, support: Counter[str]) -> list[Group]:
    """The people of an article after a name of one part went to whom it belongs."""
    own = _of_label(label, found)
    fits = [
        (i, said)
        for i, person in enumerate(persons)
        if (said := _best(person, label, alike) or _first_name(person, label)) and not _apart(person, own, rulings)
    ]
    if len(fits) > 1:
        by_office = [(i, said) for i, said in fits if any(o.fits(p) for o in own.offices for p in persons[i].offices)]
        fits = by_office if len(by_office) == 1 else fits
        known = [(i, said) for i, said in fits if max(support[other] for other in persons[i].full) >= _WELL_KNOWN]
        once = [fit for fit in fits if fit not in known and len(persons[fit[0]].members) == 1]
        fits = known if len(known) == 1 and len(once) == len(fits) - 1 else fits
    if not fits:
        return [*persons, own]
    if len(fits) == 1:
        i, said = fits[0]
        return united([*persons, own], [Edge(i, len(persons), _link(own, persons[i], said))])
    return _nearest(persons, label, found, fits)


def _nearest(persons: list[Group], label: str, found: Sequence[Seen], fits: Sequence[tuple[int, Comparison]]) -> list[Group]:
    """Where two people of one article share the name, each mention goes to the one named in full before it."""
    alone = [_of_label(label, [one]) for one in found]
    edges = []
    for k, one in enumerate(found):
        here = one.mention.anchor
        around = [(s.mention.anchor, i, said) for i, said in fits for s in persons[i].members]
        before = [item for item in around if item[0] < here]
        _, i, said = max(before, key=lambda item: item[0]) if before else min(around, key=lambda item: item[0])
        why = f"{said.why}; of those who share it, the one named {'last before' if before else 'first'}"
        edges.append(Edge(i, len(persons) + k, Link(here, persons[i].head.mention.anchor, 0.6, why, "nearest")))
    return united([*persons, *alone], edges)


def _best(person: Group, label: str, alike: Alike) -> Comparison | None:
    said = [alike[label][other] for other in person.full if other in alike[label]]
    return max(said, key=lambda c: c.score, default=None)


def _first_name(person: Group, label: str) -> Comparison | None:
    """Somebody called by a first name that is no everyday Arabic one (كامالا)."""
    units = parsed(label).units
    if len(units) != 1 or units[0].given is not None:
        return None
    for other in person.full:
        if likeness(units[0], parsed(other).units[0]) > 0.9:
            return Comparison(_FIRST_NAME, "same", "first name", f"«{label}» is the first name of «{other}», the only one in this article")
    return None


def _link(a: Group, b: Group, said: Comparison, share: float = 1.0) -> Link:
    return Link(a.head.mention.anchor, b.head.mention.anchor, round(said.score * share, 3), said.why, said.rule)


def _same_words(groups: Sequence[Group]) -> Iterator[Edge]:
    """Edges between groups of different articles that print the same full name."""
    first: dict[str, int] = {}
    for i, one in enumerate(groups):
        for label in one.full:
            if label in first:
                head, other = one.head, groups[first[label]].head
                why = f"«{label}» is the same full name in another article"
                yield Edge(i, first[label], Link(head.mention.anchor, other.mention.anchor, 0.99, why, "identical"))
            else:
                first[label] = i


def _variants(groups: Sequence[Group], alike: Alike) -> Iterator[Edge]:
    """Edges between groups whose full names are spelt alike, weighed by their offices."""
    holders: dict[str, list[int]] = {}
    for i, one in enumerate(groups):
        for label in one.full:
            holders.setdefault(label, []).append(i)
    for label in sorted(holders):
        for other, said in sorted(alike[label].items()):
            if other <= label or other not in holders or len(parsed(other).units) < 2:
                continue
            for i in holders[label]:
                for j in holders[other]:
                    if i != j and (edge := _weighed(groups, i, j, said, (label, other))):
                        yield edge


def _weighed(groups: Sequence[Group], i: int, j: int, said: Comparison, labels: tuple[str, str]) -> Edge | None:
    """The edge of two spellings, or none where only everyday names agree and nothing else speaks for it."""
    a, b = groups[i], groups[j]
    shared = a.states & b.states
    if said.rule in ("middle", "opening", "ending") and not shared:
        short = min((parsed(label).units for label in labels), key=len)
        if all(u.given is not None for u in short) and not any(u.tie == "kin" for u in short):
            return None
    share = _CONFLICT if _conflict(a, b) else 1.0
    link = _link(a, b, said, share)
    if shared:
        link = Link(link.source, link.target, link.score, f"{link.why}; both hold an office of {', '.join(sorted(shared))}", link.rule)
    return Edge(i, j, link) if link.score >= 0.5 else None


def _lone(groups: list[Group], alike: Alike, rulings: Rulings) -> list[Group]:
    """The groups after each lone surname went to the only person of the run that it fits."""
    holders: dict[str, set[int]] = {}
    for i, one in enumerate(groups):
        for label in one.full:
            holders.setdefault(label, set()).add(i)
    edges = []
    for i, one in enumerate(groups):
        if one.full or (_everyday(one) and not one.offices):
            continue
        fits = sorted({k for label in one.lone for other in alike[label] for k in holders.get(other, ())})
        fits = [k for k in fits if not _conflict(one, groups[k]) and not rulings.apart(one, groups[k])]
        if len(fits) > 1:
            fits = [k for k in fits if any(o.fits(p) for o in one.offices for p in groups[k].offices)]
        if len(fits) == 1 and (said := _best(groups[fits[0]], one.lone[0], alike)):
            link = _link(one, groups[fits[0]], said, _ACROSS)
            why = f"{link.why}; nobody else in these articles fits"
            edges.append(Edge(i, fits[0], Link(link.source, link.target, link.score, why, link.rule)))
    return united(groups, edges)


def _everyday(one: Group) -> bool:
    """Whether all that a group is called is a given name, which too many people have."""
    return all(u.given is not None for label in one.lone for u in parsed(label).units)


def _strays(groups: list[Group], alike: Alike, rulings: Rulings) -> list[Group]:
    """Lone surnames that fit nobody's full name are one person when they are spelt alike, never two given names."""
    whole = {label for one in groups for label in one.full}
    alone = {i for i, one in enumerate(groups) if not one.full and not any(other in whole for label in one.lone for other in alike[label])}
    first: dict[str, int] = {}
    edges = []
    for i in sorted(alone):
        label = groups[i].lone[0]
        units = parsed(label).units
        if not units or units[0].given is not None:
            continue
        for other in (label, *sorted(o for o, said in alike[label].items() if said.score >= _STRAY)):
            if other in first:
                score, why = (0.7, f"«{label}» stands alone in both articles") if other == label else (0.6, alike[label][other].why)
                edges.append(
                    Edge(
                        i,
                        first[other],
                        Link(groups[i].head.mention.anchor, groups[first[other]].head.mention.anchor, score, why, "lone name"),
                    )
                )
                break
        first.setdefault(label, i)
    return united(groups, edges, lambda a, b: _conflict(a, b) or rulings.apart(a, b))
