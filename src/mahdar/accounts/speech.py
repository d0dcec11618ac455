"""Quotations of one story -> wordings of one remark: the same speaker, much the same content, other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mahdar.accounts.lexicon import stem
from mahdar.accounts.likeness import deeds, likeness
from mahdar.accounts.tell import Teller, Told
from mahdar.accounts.telling import Telling
from mahdar.spans import Anchor, folded

#: Two remarks of one speaker are one remark in two wordings from this likeness on, when they share so much of what they say
#: beside names: who often speaks of one summit says many things of it.
ONE_REMARK = 0.25
SAID_ALIKE = 0.33
#: So many words beside names tell what is said: "terrorist" alone is no remark.
LEAST = 2
#: A speaker who says in one article what stands there already says it again only when it is this much alike.
AGAIN = 0.5


def speeches(story: Sequence[Told]) -> Iterator[tuple[list[Anchor], str]]:
    """Groups of contents that word one remark of one speaker, each with the sentence that says why."""
    said: dict[str, list[Telling]] = defaultdict(list)
    for place, one in enumerate(story):
        teller = Teller(place, one)
        for quotation in one.quotations:
            if quotation.name is not None:
                name = folded(quotation.name.of(one.reading.text)).split()
                said[name[-1] if name else ""].append(teller.of(quotation.content))
    for _, remarks in sorted(said.items()):
        yield from _wordings(remarks)


def _wordings(remarks: Sequence[Telling]) -> Iterator[tuple[list[Anchor], str]]:
    """Around each remark its nearest wordings, one an article."""
    near = _near(remarks)
    taken: set[int] = set()
    for i in sorted(near, key=lambda i: (-len(near[i]), i)):
        if i in taken:
            continue
        group = [i]
        for share, k in sorted(((-share, k) for k, share in near[i].items() if k not in taken)):
            held = any(remarks[k].article == remarks[j].article for j in group)
            if not held or -share >= AGAIN:
                group.append(k)
        if len(group) > 1:
            taken.update(group)
            yield sorted(remarks[k].anchor for k in group), "one remark in several wordings"


def _near(remarks: Sequence[Telling]) -> dict[int, dict[int, float]]:
    """For each remark those that word it too, with how much of what they say beside names they share."""
    said = [frozenset(key for key in one.keys if not key.startswith(("@", "#"))) - _named(one) for one in remarks]
    pairs = {pair: score for pair, score in likeness(remarks, within=True).items() if score >= ONE_REMARK}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), share in sorted(deeds(remarks, pairs).items()):
        enough = min(len(said[i]), len(said[j])) >= LEAST and len(said[i] & said[j]) >= LEAST
        if share >= SAID_ALIKE and enough and not _nested(remarks[i].anchor, remarks[j].anchor):
            near[i][j] = near[j][i] = share
    return near


def _named(one: Telling) -> frozenset[str]:
    return frozenset(stem(word) for name in one.names for word in name.words)


def _nested(one: Anchor, other: Anchor) -> bool:
    return one.holds(other) or other.holds(one)
