"""Quotations of one story -> wordings of one remark: the same speaker, much the same content, other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mahdar.accounts.likeness import likeness
from mahdar.accounts.tell import Teller, Told
from mahdar.accounts.telling import Telling
from mahdar.spans import Anchor, folded

#: Two remarks of one speaker are one remark in two wordings from this likeness on.
ONE_REMARK = 0.3


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
    pairs = likeness(remarks, within=True)
    near: dict[int, list[int]] = defaultdict(list)
    for (i, j), score in sorted(pairs.items()):
        if score >= ONE_REMARK and not _nested(remarks[i].anchor, remarks[j].anchor):
            near[i].append(j)
            near[j].append(i)
    taken: set[int] = set()
    for i in sorted(near, key=lambda i: (-len(near[i]), i)):
        group = [k for k in (i, *near[i]) if k not in taken]
        if i not in taken and len(group) > 1:
            taken.update(group)
            yield sorted(remarks[k].anchor for k in group), "one remark in several wordings"


def _nested(one: Anchor, other: Anchor) -> bool:
    return one.holds(other) or other.holds(one)
