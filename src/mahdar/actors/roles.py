"""Role phrases that stand for a person: "الرئيس الروسي" is whoever holds that office in the article."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.actors.actor import Link
from mahdar.actors.cluster import Group, Seen, group
from mahdar.actors.decisions import key
from mahdar.actors.letters import normal
from mahdar.actors.states import state_of_demonym

_SURE, _LIKELY = 0.85, 0.65


def held(persons: Sequence[Group], roles: Sequence[Seen]) -> tuple[list[Group], list[Seen]]:
    """The people with the role phrases that mean them, and the phrases that mean nobody named.

    A phrase goes to the only person of its article who holds that office, there or in another article of the run.
    """
    present: dict[str, list[int]] = {}
    for i, one in enumerate(persons):
        for article in sorted(one.articles):
            present.setdefault(article, []).append(i)
    gained: dict[int, list[tuple[Seen, Link]]] = {}
    rest: list[Seen] = []
    for role in sorted(roles, key=lambda s: s.mention.anchor):
        found = _holder(role, [(i, persons[i]) for i in present.get(role.mention.anchor.article, ())])
        if found is None:
            rest.append(role)
        else:
            gained.setdefault(found[0], []).append((role, found[1]))
    grown = list(persons)
    for i, more in gained.items():
        one = persons[i]
        links = (*one.links, *(link for _, link in more))
        # The first member stays a name: a role phrase never heads a person.
        merged = group((*one.members, *(role for role, _ in more)), links, full=one.full, lone=one.lone)
        grown[i] = merged
    return grown, rest


def _holder(role: Seen, persons: Sequence[tuple[int, Group]]) -> tuple[int, Link] | None:
    """The only person of the article whose office fits the phrase."""
    office = role.office
    if office is None or not definite(role.text):
        return None
    article = role.mention.anchor.article
    for here in (True, False):
        fits = [
            (i, one)
            for i, one in persons
            if any(s.office and s.office.fits(office) and (not here or s.mention.anchor.article == article) for s in one.members)
        ]
        if len(fits) == 1:
            i, one = fits[0]
            named = next((s for s in one.members if s.mention.kind == "person" and s.mention.anchor.article == article), one.head)
            score = _SURE if office.state else _LIKELY
            where = "in this article" if here else "in another article"
            why = f"«{role.text}» is the office that «{named.text}» has {where}; nobody else here has it"
            return i, Link(role.mention.anchor, named.mention.anchor, score, why, "role")
        if fits:
            return None
    return None


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
