"""Mentions of many articles -> Actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from mahdar.actors.actor import Actor, ActorKind
from mahdar.actors.cluster import Group, Seen
from mahdar.actors.decisions import Decision, Rulings, key
from mahdar.actors.knowledge import Entity
from mahdar.actors.known import Known
from mahdar.actors.naming import parsed, titled
from mahdar.actors.office import office
from mahdar.actors.people import people
from mahdar.actors.roles import held, offices
from mahdar.actors.states import rank_of, state_of_capital, wikidata_of
from mahdar.actors.things import bodies, places, states
from mahdar.names import Mention
from mahdar.sentences import Reading
from mahdar.spans import Anchor, content_id


def actors(
    articles: Sequence[tuple[Reading, Sequence[Mention]]],
    decisions: Sequence[Decision] = (),
    knowledge: Sequence[Entity] = (),
) -> tuple[Actor, ...]:
    """The actors that the mentions of these articles name, those named most first.

    The order of the articles changes nothing. `decisions` are the user's own and win over every score; `knowledge` are
    the entities of the user's knowledge base, which give people and bodies their ids.
    """
    texts = {reading.article: reading.text for reading, _ in articles}
    seen = [_seen(mention, texts[mention.anchor.article]) for _, found in articles for mention in found]
    seen.sort(key=lambda s: (s.mention.anchor, s.mention.kind))
    of = {kind: [s for s in seen if s.mention.kind == kind] for kind in ("person", "organisation", "place", "role")}
    rulings, known = Rulings(decisions), Known(knowledge)
    persons, unheld = held(people(of["person"], rulings, known), of["role"])
    return _actors(
        [
            *(_Made("state", one, wikidata_of(iso), state=iso) for iso, one in states(of["place"]).items()),
            *(_identified("person", one, known.of(one, "person")) for one in persons),
            *(_identified("organisation", one, known.of(one, "organisation")) for one in bodies(of["organisation"], texts, rulings, known)),
            *(_Made("place", one, state=state_of_capital(one.head.text)) for one in places(of["place"])),
            *(_Made("role", one) for one in offices(unheld)),
        ]
    )


class _Made(Struct, frozen=True):
    """A group with what is known of it."""

    kind: ActorKind
    group: Group
    wikidata: str | None = None
    known: str | None = None
    state: str | None = None


def _identified(kind: ActorKind, one: Group, entity: Entity | None) -> _Made:
    return _Made(kind, one, entity.wikidata, entity.id) if entity else _Made(kind, one)


def _seen(mention: Mention, text: str) -> Seen:
    words = mention.anchor.of(text)
    role = mention.role.of(text) if mention.role else ""
    if mention.kind == "role":
        return Seen(mention, words, words, office(words))
    label = titled(role, words) if mention.kind == "person" else words
    return Seen(mention, words, " ".join(label.split()), office(role) if role else None)


def _actors(made: Sequence[_Made]) -> tuple[Actor, ...]:
    """The groups as actors, most mentions first; two that share a name are told apart by where they first stand."""
    shown = [_fullest(one.group, one.state if one.kind == "state" else None) for one in made]
    names = [(one.state if one.kind == "state" else None) or key(s.text) for one, s in zip(made, shown, strict=True)]
    count = Counter(zip((one.kind for one in made), names, strict=True))
    found: list[Actor] = []
    for one, fullest, name in zip(made, shown, names, strict=True):
        where = () if count[one.kind, name] == 1 else (one.group.head.mention.id,)
        found.append(
            Actor(
                id=content_id("actor", one.kind, name, *where),
                name=fullest.mention.anchor,
                kind=one.kind,
                mentions=tuple(s.mention.id for s in one.group.members),
                spellings=_spellings(one.group),
                links=tuple(sorted(one.group.links, key=lambda link: (link.source, link.target))),
                wikidata=one.wikidata,
                state=one.state,
                known=one.known,
            )
        )
    return tuple(sorted(found, key=lambda a: (-len(a.mentions), a.id)))


def _named(one: Group) -> list[Seen]:
    """The members that print a name; all of them where every one is a role."""
    return [s for s in one.members if s.mention.kind != "role"] or list(one.members)


def _fullest(one: Group, state: str | None = None) -> Seen:
    """The member that the actor is called by: of the names of more than one part the most frequent, then the longest."""
    named = _named(one)
    count = Counter(s.text for s in named)
    if state:
        return min(named, key=lambda s: (rank_of(s.text, state), f"ال{s.text}" in count, -count[s.text], s.mention.anchor))
    parts = {s.text: len(parsed(s.text).units) if s.mention.kind == "person" else 1 for s in named}
    return min(named, key=lambda s: (parts[s.text] < 2, f"ال{s.text}" in count, -count[s.text], -parts[s.text], s.mention.anchor))


def _spellings(one: Group) -> tuple[Anchor, ...]:
    """One anchor for each spelling, the most frequent first."""
    count = Counter(s.text for s in _named(one))
    first: dict[str, Anchor] = {}
    for s in _named(one):
        first.setdefault(s.text, s.mention.anchor)
    # What للسعودية leaves without its clitic is no spelling where the whole name stands too.
    whole = [text for text in first if f"ال{text}" not in first]
    return tuple(first[text] for text in sorted(whole, key=lambda text: (-count[text], first[text])))
