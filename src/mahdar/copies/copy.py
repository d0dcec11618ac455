"""Two texts of which one repeats the other, or which only look as if."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

#: same: trivial differences; edited: one text, reworked; contains: one holds the other or a long part of it;
#: update: a later state of one page; template: one form about two events. The last two are no copies.
Relation = Literal["same", "edited", "contains", "template", "update"]
COPIES: frozenset[Relation] = frozenset({"same", "edited", "contains"})


class Copy(Struct, frozen=True, order=True):
    """How text `a` relates to text `b`. For `contains`, `a` is the longer one.

    `share` is the part of the shorter text's words that stand in a common run of five words or more; `score` the chance
    that the pair is a copy; `why` says in one sentence what decided.
    """

    a: str
    b: str
    relation: Relation
    share: float
    score: float
    why: str
