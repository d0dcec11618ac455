"""What a reader wants listed under "what came out of it": agreed, promised, demanded, warned of, denied."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

ClaimKind = Literal["agreement", "commitment", "demand", "warning", "accusation", "denial", "disagreement", "assessment"]
StatedAs = Literal["fact", "speaker", "document"]


class Claim(Struct, frozen=True):
    """One claim. `anchor` is the clause that states it, without its cue; `evidence` are the words that tell its kind.

    `issue` is a key of `issues.tsv`, empty where no issue's words stand in or near the clause or in the headline. `by` and `to` anchor
    the parties, `said_by` who says so in the article: empty where the outlet states it itself (`fact`). A document
    that speaks (a joint statement) is said_by with `stated_as` document.
    """

    id: str
    anchor: Anchor
    kind: ClaimKind
    rule: str
    issue: str = ""
    by: tuple[Anchor, ...] = ()
    to: tuple[Anchor, ...] = ()
    said_by: tuple[Anchor, ...] = ()
    stated_as: StatedAs = "fact"
    evidence: tuple[Anchor, ...] = ()
    confidence: float = 1.0
