"""Two articles -> what the one took over from the other, to be marked on its page."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.copies import Placed, passages, placed
from mahdar.records.record import ArticleLine
from mahdar.records.segments import Mark

_ROLES = frozenset({"body", "subhead"})  # what copies compare


def taken(article: ArticleLine, origin: ArticleLine) -> Iterator[Mark]:
    """The words of an article that stand in its origin too, five or more in a row; what it changed and added has no mark."""
    for shared in passages(_placed(article), _placed(origin)):
        yield Mark(shared.a.start, shared.a.end, "taken")


def _placed(article: ArticleLine) -> Placed:
    return placed(article.id, article.text, [(block.start, block.end) for block in article.blocks if block.role in _ROLES])
