"""The articles of a story -> the headline that stands for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mahdar.articles import Article
from mahdar.records.wording import keys
from mahdar.spans import Anchor

#: So much of an article's opening tells what it is about.
OPENING = 900
#: A headline of few words may be in every opening by chance: these are added to its length.
_SHORT = 2


def headline_of(articles: Sequence[Article]) -> Anchor | None:
    """The headline whose words most openings of the other articles share, the first of equals; None where there is none.

    The first article of a story often tells what led to it, not what it became.
    """
    held = Counter(key for one in articles for key in keys(one.text[:OPENING]))
    heads = [head for head in (one.first("headline") for one in articles) if head]
    texts = {one.id: one.text for one in articles}

    def shared(head: Anchor) -> float:
        words = keys(head.of(texts[head.article]))
        return sum(held[word] - 1 for word in words if held[word]) / (len(words) + _SHORT)

    return max(heads, key=shared, default=None)
