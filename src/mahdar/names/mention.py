"""A name or a role as it stands in one place."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

MentionKind = Literal["person", "organisation", "place", "role", "event"]


class Mention(Struct, frozen=True, gc=False):
    """One mention.

    Where a preposition has swallowed the article (للكويت) the anchor starts at the second ل, which stands for it: the slice
    is لكويت, and who compares names puts the article back. A name introduced by what it is (مدينة كركوك، صحيفة لوموند)
    has its bare name as `anchor` and the noun in `phrase`; ministries, parties and the like keep their noun.

    `anchor` is the name without its clitics (بايدن in لبايدن) and without its title; for kind `role` it is the role
    phrase (المتحدث باسم الخارجية). `phrase` is the whole noun phrase around it, title and apposition taken in
    (الرئيس الأميركي جو بايدن), equal to `anchor` where there is nothing around. `role` is the title within the
    phrase. `acts` marks a place that stands for its government (واشنطن تدرس).
    """

    id: str
    anchor: Anchor
    kind: MentionKind
    rule: str
    phrase: Anchor
    role: Anchor | None = None
    acts: bool = False
    confidence: float = 1.0
