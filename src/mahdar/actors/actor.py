"""A person, body or state: what mentions in many articles have in common."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

ActorKind = Literal["person", "organisation", "state", "place", "role"]


class Link(Struct, frozen=True):
    """Why two mentions are one actor: an edge with its score and the sentence that explains it; it can be withdrawn."""

    source: Anchor
    target: Anchor
    score: float
    why: str
    rule: str = ""


class Actor(Struct, frozen=True):
    """One actor. `name` is where its name stands as it is mostly given in full, `mentions` every place it is named, in order.

    `spellings` holds one anchor for each different spelling of the name. `wikidata` is an id we know, never a guess;
    `state` is the ISO code of a state, or of the state whose capital a place is; `known` is the id that an imported
    knowledge base gives the actor.
    """

    id: str
    name: Anchor
    kind: ActorKind
    mentions: tuple[str, ...]
    spellings: tuple[Anchor, ...]
    links: tuple[Link, ...] = ()
    wikidata: str | None = None
    state: str | None = None
    known: str | None = None
