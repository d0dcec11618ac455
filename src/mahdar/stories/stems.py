"""Folded form -> stem: what counts as one word when stories are compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import Stemmer

from mahdar.spans import folded, table


@cache
def stopwords() -> frozenset[str]:
    """Folded forms that tell nothing; the accounts skip the same words."""
    return frozenset(folded(row["form"]) for row in table("mahdar.stories", "stopwords.tsv"))


def stem(form: str) -> str:
    """The light stem of a folded form without its conjunction and article; empty for a word that tells nothing.

    >>> stem("والمفاوضات") == stem("مفاوضات"), stem("الذي"), stem("من")
    (True, '', '')
    """
    word = bare(form)
    empty = stopwords()
    return "" if len(form) < 3 or form in empty or word in empty else _stemmer()(word)


def bare(form: str) -> str:
    """A folded form without its conjunction and article, where enough of a word is left."""
    if form.startswith(("و", "ف")) and len(form) > 4:
        form = form[1:]
    for article in ("بال", "كال", "لل", "ال"):
        if form.startswith(article) and len(form) - len(article) >= 3:
            return form[len(article) :]
    return form


@cache
def _stemmer() -> Callable[[str], str]:
    # Without a cache of its own: whoever asks keeps what was found, and looking it up costs more than stemming.
    found: Callable[[str], str] = Stemmer.Stemmer("arabic", 0).stemWord
    return found
