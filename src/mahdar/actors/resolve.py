"""Mentions of many articles -> Actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mahdar.actors.actor import Actor, ActorKind
from mahdar.actors.cluster import Group, Seen
from mahdar.actors.decisions import Decision, Rulings, key
from mahdar.actors.naming import parsed, titled
from mahdar.actors.office import office
from mahdar.actors.people import people
from mahdar.actors.roles import held, offices
from mahdar.actors.states import state_of_capital, wikidata_of
from mahdar.actors.things import bodies, places, states
from mahdar.names import Mention
from mahdar.sentences import Reading
from mahdar.spans import Anchor, content_id


def actors(articles: Sequence[tuple[Reading, Sequence[Mention]]], decisions: Sequence[Decision] = ()) -> tuple[Actor, ...]:
    """The actors that the mentions of these articles name, those named most first.

    The order of the articles changes nothing. `decisions` are the user's own and win over every score.
    """
    texts = {reading.article: reading.text for reading, _ in articles}
    seen = [_seen(mention, texts[mention.anchor.article]) for _, found in articles for mention in found]
    seen.sort(key=lambda s: (s.mention.anchor, s.mention.kind))
    of = {kind: [s for s in seen if s.mention.kind == kind] for kind in ("person", "organisation", "place", "role")}
    rulings = Rulings(decisions)
    persons, unheld = held(people(of["person"], rulings), of["role"])
    made: list[tuple[str | None, str, Group]] = [(iso, "state", one) for iso, one in states(of["place"]).items()]
    made += [(None, "person", one) for one in persons]
    made += [(None, "organisation", one) for one in bodies(of["organisation"], texts, rulings)]
    made += [(None, "place", one) for one in places(of["place"])]
    made += [(None, "role", one) for one in offices(unheld)]
    return _actors(made)


def _seen(mention: Mention, text: str) -> Seen:
    words = mention.anchor.of(text)
    role = mention.role.of(text) if mention.role else ""
    if mention.kind == "role":
        return Seen(mention, words, words, office(words))
    label = titled(role, words) if mention.kind == "person" else words
    return Seen(mention, words, " ".join(label.split()), office(role) if role else None)


def _actors(made: Sequence[tuple[str | None, str, Group]]) -> tuple[Actor, ...]:
    """The groups as actors, most mentions first; two that share a name are told apart by where they first stand."""
    found: list[Actor] = []
    names = Counter((kind, iso or key(_fullest(one).text)) for iso, kind, one in made)
    for iso, kind, one in made:
        fullest = _fullest(one)
        name = iso or key(fullest.text)
        where = () if names[kind, name] == 1 else (one.head.mention.id,)
        found.append(
            Actor(
                id=content_id("actor", kind, name, *where),
                name=fullest.mention.anchor,
                kind=_kind(kind),
                mentions=tuple(s.mention.id for s in one.members),
                spellings=_spellings(one),
                links=tuple(sorted(one.links, key=lambda link: (link.source, link.target))),
                wikidata=wikidata_of(iso) if iso else None,
                state=iso or (state_of_capital(fullest.text) if kind == "place" else None),
            )
        )
    return tuple(sorted(found, key=lambda a: (-len(a.mentions), a.id)))


def _kind(kind: str) -> ActorKind:
    kinds: tuple[ActorKind, ...] = ("person", "organisation", "state", "place", "role")
    return next(k for k in kinds if k == kind)


def _named(one: Group) -> list[Seen]:
    """The members that print a name; all of them where every one is a role."""
    return [s for s in one.members if s.mention.kind != "role"] or list(one.members)


def _fullest(one: Group) -> Seen:
    """The member that the actor is called by: of the names of more than one part the most frequent, then the longest."""
    named = _named(one)
    count = Counter(s.text for s in named)
    parts = {s.text: len(parsed(s.text).units) if s.mention.kind == "person" else 1 for s in named}
    return min(named, key=lambda s: (parts[s.text] < 2, -count[s.text], -parts[s.text], s.mention.anchor))


def _spellings(one: Group) -> tuple[Anchor, ...]:
    """One anchor for each spelling, the most frequent first."""
    count = Counter(s.text for s in _named(one))
    first: dict[str, Anchor] = {}
    for s in _named(one):
        first.setdefault(s.text, s.mention.anchor)
    return tuple(first[text] for text in sorted(first, key=lambda text: (-count[text], first[text])))
