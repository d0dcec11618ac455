"""Event -> how sure it is that the sentence reports it, rather than naming it in passing.

Weights were set by hand on the tuning part of the labelled sentences of `bench/events.py`: a verb reports what it
says; a noun of violence or protest does so where outcome, number, date or perpetrator stand beside it.
"""

from __future__ import annotations

from functools import cache

from mahdar.events.event import Event
from mahdar.events.lexicon import ROOM, word_set
from mahdar.events.scene import Scene, keys
from mahdar.events.triggers import Trigger
from mahdar.spans import folded, table

_NEWS = frozenset({"ASSAULT", "PROTEST", "COERCE"})
_LONG = 45  # words: a sentence that long argues more often than it reports
_DOUBTS = word_set("doubts")
_RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "اللذان"})
_CIRCUMSTANCE, _MATTER, _ASIDE = word_set("circumstance"), word_set("matters"), word_set("asides")
_GUESSED = ("none", "sentence subject", "subject carried", "named elsewhere")


@cache
def _newsworthy() -> dict[str, float]:
    return {row["lemma"]: float(row["weight"]) for row in table(ROOM, "newsworthy.tsv")}


@cache
def _reports() -> frozenset[str]:
    return frozenset(w for row in table(ROOM, "reports.tsv") for w in folded(row["words"]).split())


def _behind(trigger: Trigger, scene: Scene) -> float:
    """What it costs that the happening only tells who, what or when something else is: الذي فجر نفسه، بعد هجوم، الهجوم."""
    before = scene.form(trigger.at - 1)
    if trigger.form.kind != "noun":
        return 0.2 if before in _RELATIVE else 0.1 if scene.form(scene.first) in _ASIDE else 0.0
    return 0.1 if trigger.definite or before in _CIRCUMSTANCE or before in _MATTER else 0.0


def confidence(event: Event, trigger: Trigger, scene: Scene) -> float:
    """The confidence of one event, 0.1 to 0.95."""
    verb = trigger.form.kind != "noun"
    known = bool(event.actor or event.recipient) and event.rule.rpartition("; ")[2] not in _GUESSED
    if event.type not in _NEWS:
        return 0.9 if verb and known else 0.8 if known else 0.6
    near = range(max(scene.first, trigger.at - 10), min(scene.last, trigger.at + 11))
    told = sum(1 for k in near if k != trigger.at and keys(scene.words[k].form) & _reports())
    number = any(scene.words[k].sort == "number" for k in near)
    score = (0.45 if verb else 0.2) + 0.12 * min(told, 3) + 0.08 * number + 0.1 * bool(event.when) + 0.08 * known
    score += _newsworthy().get(trigger.form.sense.lemma, 0.0) + 0.08 * bool(event.place)
    score -= _behind(trigger, scene)
    doubts = sum(1 for k in near if scene.words[k].form in _DOUBTS)
    score -= 0.2 * (trigger.form.kind == "imperfect") + 0.1 * (event.status == "ongoing")
    score -= 0.06 * min(doubts, 2) + 0.08 * (scene.last - scene.first > _LONG)
    return round(max(0.1, min(0.95, score)), 3)
