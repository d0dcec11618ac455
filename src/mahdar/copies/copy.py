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
    that the pair is a copy. `beside` is what decided beside the share: in percent how much of the longer text stands in the shorter
    one (same, contains), how many of the shorter one's rare words and numbers the other has (edited) or how many of its words are
    rare ones that the other lacks (template); for an update the number of places with other numbers.
    """

    a: str
    b: str
    relation: Relation
    share: float
    score: float
    beside: int

    @property
    def why(self) -> str:
        """What decided, in one sentence."""
        return f"{self.share:.0%} of the shorter text stands in the longer one, {_WHY[self.relation].format(self.beside)}"


_WHY: dict[Relation, str] = {
    "same": "{}% of the longer one in the shorter",
    "contains": "{}% the other way round",
    "edited": "{}% of its rare words and numbers are kept",
    "update": "with other numbers in {} places",
    "template": "but {}% of its words are rare ones that the other does not have",
}
