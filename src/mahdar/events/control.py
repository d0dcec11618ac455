"""A masdar under a word of managing, wishing, allowing or charging -> whoever does it: that word's own subject or object.

The words are those of `control.tsv`. What brings the masdar in (تمكن من, قادر على, سمح ب) has to be the one that the word asks for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from mahdar.events.forms import noun_forms, verb_forms
from mahdar.events.governors import looked_up
from mahdar.events.grammar import back_joined, may_act, subject_before, with_joined
from mahdar.events.lexicon import ROOM, light_tense, word_set
from mahdar.events.scene import Party, Scene
from mahdar.events.triggers import Trigger
from mahdar.spans import folded, table

_REACH, _MASDAR, _DIRECT = 12, 5, 2
_DEFINITE = ("ال", "وال", "بال", "لل", "كال", "فال")
_PREPOSITIONS = frozenset({"من", "في", "علي", "الي", "عن"})
_STOPS = frozenset({".", "؛", ":", "!", "؟"})
_THAT, _RELATIVE = word_set("that"), word_set("relative") - {"من"}
_HEADS = word_set("deeds")


class _Control(NamedTuple):
    """Who does what a word governs, by which links it is brought in, and whether the word is verb, noun or adjective."""

    object: bool
    links: frozenset[str]
    kind: str


@cache
def _known() -> dict[str, _Control]:
    found: dict[str, _Control] = {}
    for row in table(ROOM, "control.tsv"):
        links, whose = frozenset(row["links"].split()), row["who"] == "object"
        if row["perfect"] != "-":
            for form, _, _ in verb_forms(folded(row["perfect"]), folded(row["imperfect"])):
                found.setdefault(form, _Control(whose, links, "verb"))
        for kind in ("nouns", "adjectives"):
            for word in row[kind].split():
                for form in (*noun_forms(folded(word)), "ال" + folded(word)) if word != "-" else ():
                    found.setdefault(form, _Control(whose, links, kind))
    return found


@lru_cache(maxsize=65536)
def _control(form: str) -> _Control | None:
    return looked_up(form, _known())


def controller(scene: Scene, trigger: Trigger, carried: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whoever does what the masdar of `trigger` names, by the nearest word that governs it; nobody where none does."""
    head = _head(scene, trigger)
    link = _link(scene, trigger, head)
    for k in range(head - 1, max(scene.first, head - _REACH) - 1, -1):
        form = scene.form(k)
        if form in _STOPS or form in _THAT or form in _RELATIVE:
            return ()
        found = _control(form) if scene.inside(k) is None else None
        near = link != "-" or sum(scene.inside(n) is None for n in range(k + 1, head)) <= _DIRECT
        if found is not None and link in found.links and near:
            return _object(scene, k, head) if found.object else _subject(scene, k, head, found.kind, carried)
    return ()


def _head(scene: Scene, trigger: Trigger) -> int:
    """Where the chain of masdars begins that ends in the trigger: لشن هجمات, على تنفيذ سلسلة عمليات, من استعادة السيطرة."""
    head = trigger.at
    while trigger.form.lead in ("", "ال") or head < trigger.at:
        before = scene.form(head - 1)
        masdar = len(before) > _MASDAR and before.endswith("ه") and not before.startswith(_DEFINITE) and scene.inside(head - 1) is None
        if not masdar and before not in _HEADS and light_tense(before, trigger.form.sense.event) != "noun":
            break
        head -= 1
        if before[:1] in "بل" and (masdar or light_tense(before[1:], trigger.form.sense.event)):
            break
    return head


def _link(scene: Scene, trigger: Trigger, head: int) -> str:
    """What brings the masdar in: a letter of its own, the preposition before it, or nothing (-)."""
    lead = trigger.form.lead if head == trigger.at else scene.form(head)[:1]
    letter = next((c for c in "بل" if c in lead.replace("ال", "")), "")
    before = scene.form(head - 1)
    return letter or (before if before in _PREPOSITIONS else "-")


def _subject(scene: Scene, k: int, head: int, kind: str, carried: tuple[Party, ...]) -> tuple[Party, ...]:
    inside = [p for p in scene.after(k, head - k) if p.first < head and p.kind != "place" and not (p.kind == "nation" and p.weak)]
    if kind == "nouns":
        owner = next((p for p in inside if p.first == k + 1), None)
        if owner is not None:
            return tuple(p for p in with_joined(scene, owner) if p.first < head)
    near = next((p for p in may_act(scene, k) if p.last == k), None)
    behind = next((p for p in inside if not p.governed), None) if kind == "verb" and near is None else None
    if behind is not None:
        return tuple(p for p in with_joined(scene, behind) if p.first < head)
    before = near or subject_before(scene, k)
    return back_joined(scene, before) if before is not None else carried


def _object(scene: Scene, k: int, head: int) -> tuple[Party, ...]:
    """Whom the word at `k` allows, orders or charges: the last party before the masdar, not the only one of a verb without subject."""
    inside = [p for p in scene.after(k, head - k) if p.first < head and not (p.kind == "nation" and p.weak) and not p.joined]
    able = [p for p in inside if p.governed in ("", "ل", "object")]
    if not able:
        return ()
    told = able[-1].governed == "ل" or len(able) > 1 or next(may_act(scene, k), None) is not None
    return tuple(p for p in with_joined(scene, able[-1]) if p.first < head) if told else ()
