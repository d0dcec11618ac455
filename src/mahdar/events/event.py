"""Something a political actor does, did or may do to or with another, as one word of an article names it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Status = Literal["happened", "ongoing", "planned", "proposed", "possible", "denied", "past"]


class Event(Struct, frozen=True):
    """One event. `anchor` is its trigger: the verb or noun with its clitics as written.

    `type` is the kind of the happening itself, `plover` the code that PLOVER's manual gives it for its status, `cameo`
    the CAMEO root. `actor` and `recipient` (PLOVER's terms) anchor names, or the common noun or national adjective
    where nothing better stands; an event between equals lists all of them in `actor`. `date` is the value of the
    expression anchored by `when`. `evidence` are the words that decided: the trigger first, then its light verb, its
    status word, its date. `rule` names the row of the lexicon and the construction that gave the parties, `status_rule` the
    rule of `status.py` that spoke, `context` what it is about in PLOVER's terms and `context_words` the words that told it
    (none where only the kind of event did).
    """

    id: str
    anchor: Anchor
    type: EventType
    status: Status
    plover: str
    cameo: str
    rule: str
    mode: str = ""
    context: str = ""
    actor: tuple[Anchor, ...] = ()
    recipient: tuple[Anchor, ...] = ()
    date: str = ""
    when: Anchor | None = None
    place: Anchor | None = None
    evidence: tuple[Anchor, ...] = ()
    confidence: float = 1.0
    status_rule: str = ""
    context_words: tuple[Anchor, ...] = ()
