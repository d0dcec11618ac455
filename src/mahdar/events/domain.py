"""Reading -> how political an article and each of its sentences are: sport, markets and arts borrow these verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from mahdar.events.lexicon import ROOM
from mahdar.events.scene import keys, nation_of
from mahdar.sentences import Reading
from mahdar.spans import folded, table

# Points of an article per hundred words, and those of the sentence, that together must be reached. Of articles annotated as political
# none has fewer than seven points, of those on sport, markets, weather and weddings few have four. A short text has had less
# room to say what it is about: the demand grows from nothing at `_SHORT` words to the whole at `_ROOM`.
_FLOOR, _SHORT, _ROOM = 4.0, 30, 100
# Points per hundred words from which on an article is about politics and nothing else.
_STRONG = 12.0


@cache
def _weights() -> dict[str, int]:
    return {w: int(row["weight"]) for row in table(ROOM, "domains.tsv") for w in folded(row["words"]).split()}


def weight(form: str) -> int:
    """How political a folded word is; nought for most words, less for those of sport, markets and arts."""
    weights = _weights()
    if form in weights:
        return weights[form]
    known = [k for k in keys(form) if k in weights]
    return weights[min(known)] if known else int(bool(nation_of(form)))


def political(reading: Reading) -> tuple[bool, ...]:
    """For each sentence, whether its events count: its own words and those of its article speak of politics."""
    return judged(reading, [_weighed(w.form) for w in reading.words])[0]


@lru_cache(maxsize=65536)
def _weighed(form: str) -> int:
    return weight(form)


def judged(reading: Reading, weights: Sequence[int]) -> tuple[tuple[bool, ...], bool]:
    """Which sentences count, and whether the article is about politics and little else; `weights` are those of its words.

    Where it is, its nouns of strife need no other company.
    """
    each = [sum(weights[s.first : s.last]) for s in reading.sentences]
    article = 100 * sum(each) / max(_ROOM, len(weights))
    floor = _FLOOR * max(0.0, min(1.0, (len(weights) - _SHORT) / (_ROOM - _SHORT)))
    return tuple(article + own >= floor for own in each), article >= _STRONG
