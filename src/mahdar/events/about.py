"""Event -> PLOVER's context: what it is about, by the words near its trigger, its kind, or the rest of its sentence."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from mahdar.events.lexicon import ROOM
from mahdar.events.scene import Scene, keys
from mahdar.spans import folded, table

_NEAR, _BESIDE = 14, 4
_LEAST = 2  # points that a context needs
# What a kind of event is about where its words do not say.
_BY_TYPE = {"CONSULT": "diplomatic", "ASSAULT": "military", "MOBILIZE": "military", "SANCTION": "diplomatic"}


class About(NamedTuple):
    """A context, the words (indices of the article's words) that told it, and the rule: `near` or `kind`."""

    context: str
    words: tuple[int, ...]
    rule: str


class _Word(NamedTuple):
    context: str
    weight: int
    second: str  # the word that must follow, empty for none


@cache
def _words() -> dict[str, tuple[_Word, ...]]:
    found: dict[str, tuple[_Word, ...]] = {}
    for row in table(ROOM, "contexts.tsv"):
        for item in folded(row["words"]).split():
            first, _, second = item.partition("&")
            found[first] = (*found.get(first, ()), _Word(row["context"], int(row["weight"]), second))
    return found


@cache
def _order() -> dict[str, int]:
    return {row["context"]: n for n, row in enumerate(table(ROOM, "contexts.tsv"))}


@lru_cache(maxsize=16384)
def _told_by(form: str) -> tuple[_Word, ...]:
    words = _words()
    return next((words[k] for k in sorted(keys(form), key=len, reverse=True) if k in words), ())


def about(scene: Scene, at: int, event: str) -> About:
    """What the event of word `at` is about; no context where nothing tells."""
    points: Counter[str] = Counter()
    told: dict[str, list[int]] = {}
    for k in range(max(scene.first, at - _NEAR), min(scene.last, at + _NEAR + 1)):
        if scene.words[k].sort != "word":
            continue
        for word in _told_by(scene.words[k].form):
            if word.second and word.second not in keys(scene.form(k + 1)):
                continue
            points[word.context] += word.weight * (3 if abs(k - at) <= 1 else 2 if abs(k - at) <= _BESIDE else 1)
            told.setdefault(word.context, []).append(k)
    best = max(points, key=lambda c: (points[c], -_order()[c]), default="")
    if best and points[best] >= _LEAST:
        return About(best, tuple(told[best]), "near")
    return About(_BY_TYPE.get(event, ""), (), "kind")
