"""Several wordings of one thing -> what they share, and the words in which they part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mahdar.accounts.lexicon import bare, classes, stem, stopwords
from mahdar.spans import folded

# A word with its vowel signs, which are no letters to \w.
_WORD = re.compile("[\\w\u064b-\u0652\u0670]+")
#: Two clauses word one thing when so much of the shorter one stands in the other too.
ONE_THING = 0.5
#: Below so many telling words a clause is too short to be joined by them.
_FEW = 2


def bare_words(words: str) -> str:
    """The words alone, folded: what stays the same where only marks and spelling differ."""
    return " ".join(_WORD.findall(folded(words)))


def keys(words: str) -> frozenset[str]:
    """The words of a clause that tell something, by synonym class or stem."""
    return frozenset(key for _, _, key in _telling(words) if key)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two clauses word one thing.

    >>> alike(keys("الاتفاق على عودة السفيرين"), keys("عودة سفيري البلدين إلى عملهما"))
    True
    """
    smaller = min(len(one), len(other))
    return smaller >= _FEW and len(one & other) >= ONE_THING * smaller


def joined(wordings: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The wordings by the thing they word, as places in the sequence; the first of each group is what the others resemble."""
    groups: list[list[int]] = []
    seeds: list[frozenset[str]] = []
    for place, words in enumerate(wordings):
        mine = keys(words)
        home = next((i for i, seed in enumerate(seeds) if mine == seed or alike(mine, seed)), None)
        if home is None:
            groups.append([place])
            seeds.append(mine)
        else:
            groups[home].append(place)
    return tuple(map(tuple, groups))


def differing(wordings: Sequence[str]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each wording the stretches of its words that no other one has."""
    held = Counter(key for words in wordings for key in keys(words))
    return tuple(tuple((a, b) for a, b, key in _telling(words) if held[key] == 1) for words in wordings)


def _telling(words: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text with the key of each, empty for those that tell nothing."""
    for found in _WORD.finditer(words):
        form = folded(found[0])
        silent = form in stopwords() or bare(form) in stopwords() or len(form) < 3
        key = "" if silent else stem(bare(form))
        yield found.start(), found.end(), classes().get(key, key)
