"""Role phrases that stand for a person: "الرئيس الروسي" is whoever holds that office in the article."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.actors.actor import Link
from mahdar.actors.cluster import Group, Seen, group
from mahdar.actors.decisions import key
from mahdar.actors.letters import normal
from mahdar.actors.office import HEAD_OF_STATE, Office
from mahdar.actors.states import state_of_demonym

_SURE, _LIKELY = 0.85, 0.65


def held(persons: Sequence[Group], roles: Sequence[Seen]) -> tuple[list[Group], list[Seen]]:
    """The people with the role phrases that mean them, and the phrases that mean nobody named.

    A phrase goes to the only person of its article who holds that office, there or in another article of the run.
    """
    held_here: dict[str, dict[int, dict[Office, Seen]]] = {}
    held_anywhere = [one.offices for one in persons]
    named: dict[tuple[str, int], Seen] = {}
    for i, one in enumerate(persons):
        for s in one.members:
            article = s.mention.anchor.article
            named.setdefault((article, i), s)
            here = held_here.setdefault(article, {}).setdefault(i, {})
            if s.office:
                here.setdefault(s.office, s)
    gained: dict[int, list[tuple[Seen, Link]]] = {}
    rest: list[Seen] = []
    for role in sorted(roles, key=lambda s: s.mention.anchor):
        present = held_here.get(role.mention.anchor.article, {})
        local = [(i, tuple(offices)) for i, offices in present.items()]
        found = _holder(role, local, "in this article") or _holder(role, [(i, held_anywhere[i]) for i in present], "in another article")
        if found is None:
            rest.append(role)
        else:
            i, score, where = found
            who = named[role.mention.anchor.article, i]
            why = f"«{role.text}» is the office that «{who.text}» has {where}; nobody else here has it"
            gained.setdefault(i, []).append((role, Link(role.mention.anchor, who.mention.anchor, score, why, "role")))
    grown = list(persons)
    for i, more in gained.items():
        one = persons[i]
        links = (*one.links, *(link for _, link in more))
        # The first member stays a name: a role phrase never heads a person.
        merged = group((*one.members, *(role for role, _ in more)), links, full=one.full, lone=one.lone)
        grown[i] = merged
    return grown, rest


def _holder(role: Seen, persons: Sequence[tuple[int, Sequence[Office]]], where: str) -> tuple[int, float, str] | None:
    """The only person of the article whose office fits the phrase, with the score of that."""
    office = role.office
    if office is None or not definite(role.text):
        return None
    fits = [i for i, offices in persons if any(_means(office, o) for o in offices)]
    return (fits[0], _SURE if office.state else _LIKELY, where) if len(fits) == 1 else None


def _means(phrase: Office, held: Office) -> bool:
    """Whether a phrase can mean the holder of an office: what it says of the state must be known of the holder.

    The phrase may leave out words of a longer title (الوزير for وزير الخارجية); only الرئيس is an office by itself.
    """
    if phrase.state is not None and phrase.state != held.state:
        return False
    rest = iter(held.words[1:])
    shorter = phrase.words[:1] == held.words[:1] != () and all(word in rest for word in phrase.words[1:])
    return (shorter and phrase.words != HEAD_OF_STATE) or phrase.fits(held)


def definite(text: str) -> bool:
    """Whether a role phrase means somebody in particular: no adjective of a state in it lacks its article."""
    words = [normal(word) for word in text.split()]
    return not any(state_of_demonym(word) and not word.startswith(("ال", "لل", "وال")) for word in words)


def offices(seen: Sequence[Seen]) -> list[Group]:
    """Role phrases that mean nobody named: one group for each office in the world, otherwise one for each article."""
    found: dict[tuple[str, ...], list[Seen]] = {}
    for one in seen:
        office = one.office
        if office and office.particular and definite(one.text):
            found.setdefault(("office", office.state or "", *office.words), []).append(one)
        else:
            found.setdefault(("phrase", one.mention.anchor.article, key(one.text)), []).append(one)
    groups = []
    for k in sorted(found):
        members = sorted(found[k], key=lambda s: s.mention.anchor)
        first = members[0]
        links = [
            Link(s.mention.anchor, first.mention.anchor, 0.8, f"«{s.text}» and «{first.text}» are one office", "office")
            for s in members[1:]
        ]
        groups.append(group(members, links))
    return groups
