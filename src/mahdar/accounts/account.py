"""What the outlets' tellings of one fact have in common, and where they part."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

#: corroborates: told alike by two or more; differs: compatible, but not the same; contradicts: the same thing in the
#: same scope is given values that cannot both hold; only-here: told by one article alone.
AccountRelation = Literal["corroborates", "differs", "contradicts", "only-here"]
About = Literal["fact", "number", "date", "name", "wording", "attribution", "polarity", "scope"]


class Account(Struct, frozen=True, gc=False):
    """One line of a story's comparison. No verdict: it says who tells what, not who is right.

    `evidence` anchors a passage in each article compared, `where` the very words that differ. `fact` is the id that
    all lines on one fact share, `claims` the ids of claims stated in the passages, `origins` how many independent
    origins the articles have: copies of one text count once. `why` is one sentence of a template and counts.
    """

    id: str
    fact: str
    relation: AccountRelation
    about: About
    evidence: tuple[Anchor, ...]
    origins: int
    why: str
    where: tuple[Anchor, ...] = ()
    claims: tuple[str, ...] = ()
