"""Remarks of one speaker -> wordings of one remark: much the same content, other words."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.accounts.likeness import Likeness
from mahdar.accounts.telling import Telling
from mahdar.spans import Anchor

#: Two remarks of one speaker are one remark in two wordings from this likeness on, when they share so much of what they say
#: beside names: who often speaks of one summit says many things of it.
ONE_REMARK = 0.25
SAID_ALIKE = 0.33
#: So many words beside names tell what is said: "terrorist" alone is no remark.
LEAST = 2
#: A speaker who says in one article what stands there already says it again only when it is this much alike.
AGAIN = 0.5


def remarks() -> Likeness:
    """Where the remarks of one speaker are compared."""
    return Likeness(ONE_REMARK, ONE_REMARK, within=True)


def wordings(said: Likeness) -> Iterator[list[Anchor]]:
    """Around each remark its nearest wordings, one an article."""
    near = {one: _near(said, one) for told in said.articles.values() for one in told}
    taken: set[Telling] = set()
    for one in sorted((one for one in near if near[one]), key=lambda one: (-len(near[one]), one.anchor)):
        if one in taken:
            continue
        group = [one]
        for other, share in sorted(near[one].items(), key=lambda item: (-item[1], item[0].anchor)):
            if other not in taken and (share >= AGAIN or all(other.article != mine.article for mine in group)):
                group.append(other)
        if len(group) > 1:
            taken.update(group)
            yield sorted(remark.anchor for remark in group)


def _near(said: Likeness, one: Telling) -> dict[Telling, float]:
    """Those that word a remark too, with how much of what they say beside names they share."""
    return {
        other: how.deed
        for other, how in said.near[one].items()
        if how.deed >= SAID_ALIKE and _shared(one, other) >= LEAST and not _nested(one.anchor, other.anchor)
    }


def _shared(one: Telling, other: Telling) -> int:
    """How many words beside names and numbers two remarks have in common."""
    return sum(not key.startswith("#") for key in one.said & other.said)


def _nested(one: Anchor, other: Anchor) -> bool:
    return one.holds(other) or other.holds(one)
