"""Mentions of people in one article -> who is who in it: a lone surname belongs to the full name that it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from mahdar.actors.actor import Link
from mahdar.actors.blocking import candidates
from mahdar.actors.cluster import Edge, Group, Seen, group, merged, never, united
from mahdar.actors.compare import Comparison, compare
from mahdar.actors.conflict import apart
from mahdar.actors.decisions import Rulings
from mahdar.actors.likeness import likeness
from mahdar.actors.naming import Name, parsed

#: So many articles print a well known name: then it is meant, not one that stands once in this one.
WELL_KNOWN = 3
_FIRST_NAME = 0.55
Alike = dict[str, dict[str, Comparison]]
#: Whether a full name is well known.
Familiar = Callable[[str], bool]


def people(seen: Sequence[Seen], rulings: Rulings, familiar: Familiar) -> list[Group]:
    """One group for each person that the mentions of an article name; `familiar` is asked only where two fit one surname."""
    names = {s.label: parsed(s.label) for s in seen}
    alike = _alike(names)
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
    persons = united(full, edges, merged, lambda a, b: apart(a, b, rulings))
    for label, found in sorted(by_label.items()):
        if len(names[label].units) <= 1:
            persons = _placed(persons, label, sorted(found, key=lambda s: s.mention.anchor), alike, rulings, familiar)
    return persons


def parted(seen: Sequence[Seen]) -> list[Seen]:
    """The mentions, a run of two full names that both stand by themselves in the article cut down to the first of them."""
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


def _of_label(label: str, found: Sequence[Seen]) -> Group:
    ordered = sorted(found, key=lambda s: s.mention.anchor)
    first = ordered[0].mention.anchor
    links = [Link(s.mention.anchor, first, 1.0, f"«{s.text}» is written as before in the same article", "same words") for s in ordered[1:]]
    lone = len(parsed(label).units) <= 1
    return group(ordered, links, full=() if lone else (label,), lone=(label,) if lone else ())


def _placed(persons: list[Group], label: str, found: Sequence[Seen], alike: Alike, rulings: Rulings, familiar: Familiar) -> list[Group]:
    """The people of an article after a name of one part went to whom it belongs."""
    own = _of_label(label, found)
    fits = [
        (i, said)
        for i, person in enumerate(persons)
        if (said := _best(person, label, alike) or _first_name(person, label)) and not apart(person, own, rulings)
    ]
    if len(fits) > 1:
        by_office = [(i, said) for i, said in fits if any(o.fits(p) for o in own.offices for p in persons[i].offices)]
        fits = by_office if len(by_office) == 1 else fits
        known = [(i, said) for i, said in fits if any(familiar(other) for other in persons[i].full)]
        once = [fit for fit in fits if fit not in known and len(persons[fit[0]].members) == 1]
        fits = known if len(known) == 1 and len(once) == len(fits) - 1 else fits
    if not fits:
        return [*persons, own]
    if len(fits) == 1:
        i, said = fits[0]
        return united([*persons, own], [Edge(i, len(persons), _link(own, persons[i], said))], merged, never)
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
    return united([*persons, *alone], edges, merged, never)


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
