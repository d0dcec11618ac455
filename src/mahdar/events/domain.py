"""Reading -> how political an article and each of its sentences are: sport, markets and arts borrow these verbs."""

from __future__ import annotations

from functools import cache, lru_cache

from mahdar.events.lexicon import ROOM
from mahdar.events.scene import keys, nation_of
from mahdar.sentences import Reading
from mahdar.spans import folded, table

# Points of an article per hundred words, and those of the sentence, that together must be reached.
_FLOOR = 0.0
# Points per hundred words from which on an article is about politics and nothing else.
_STRONG = 12.0


@cache
def _weights() -> dict[str, int]:
    return {w: int(row["weight"]) for row in table(ROOM, "domains.tsv") for w in folded(row["words"]).split()}


@lru_cache(maxsize=65536)
def _weight(form: str) -> int:
    weights = _weights()
    if form in weights:
        return weights[form]
    return next((weights[k] for k in sorted(keys(form)) if k in weights), int(bool(nation_of(form))))


def political(reading: Reading) -> tuple[bool, ...]:
    """For each sentence, whether its events count: its own words and those of its article speak of politics."""
    return judged(reading)[0]


def judged(reading: Reading) -> tuple[tuple[bool, ...], bool]:
    """Which sentences count, and whether the article is about politics and little else.

    Where it is, its nouns of strife need no other company.
    """
    each = [sum(_weight(w.form) for w in reading.words[s.first : s.last] if w.sort == "word") for s in reading.sentences]
    article = 100 * sum(each) / max(100, len(reading.words))
    return tuple(article + own >= _FLOOR for own in each), article >= _STRONG
