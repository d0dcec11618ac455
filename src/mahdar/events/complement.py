"""An event under another: what is agreed on is to come, what is asked for is proposed, what is charged with is the accused's."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.events.event import Event, Status
from mahdar.events.lexicon import word_set
from mahdar.events.presupposed import PRESUPPOSED
from mahdar.events.scene import Scene, group
from mahdar.events.triggers import Trigger

_REACH = 16
_STATUS: dict[str, Status] = {"AGREE": "planned", "REQUEST": "proposed", "THREATEN": "possible"}
_GUESSES = ("none", "sentence subject", "subject carried", "light verb")
# A noun behind one of these tells when the governing event took place; it is no complement of it.
_CIRCUMSTANCE = word_set("circumstance") | word_set("matters")
_BREAKS = word_set("breaks")
_WHO = word_set("relative") - {"من"}
_TELLS = frozenset({"ACCUSE", "REQUEST", "THREATEN"})


def complement(event: Event, trigger: Trigger, governor: tuple[Event, Trigger] | None, scene: Scene) -> Event:
    """The event as the complement of the one before it in its sentence, where it is one; else unchanged."""
    if governor is None or not _governs(governor[1], trigger, scene):
        return event
    over = governor[0]
    status = event.status
    told = len(event.evidence) > 1 + (event.when is not None)  # a word of its own decided
    there = event.status_rule in PRESUPPOSED and event.status_rule != "granted"
    purpose = over.type == "REQUEST" and status == "planned" and event.status_rule == "form"
    easing = over.type == "AGREE" and status == "proposed" and event.type == "CONCEDE"
    open_one = status in ("happened", "ongoing") or purpose or easing
    if open_one and over.type in _STATUS and over.status != "denied" and not there and not (told and status == "ongoing"):
        status = over.status if over.status in ("possible", "proposed") else _STATUS[over.type]
    if event.rule.rpartition("; ")[2] not in _GUESSES and event.actor:
        return replace(event, status=status)
    victims = {p.anchor for p in scene.parties if group(scene.form(p.first)) == "sufferer"} | set(event.recipient)
    actor = tuple(a for a in over.recipient if a not in victims) if over.type in _TELLS else over.actor
    if not actor:
        return replace(event, status=status)
    return replace(event, status=status, actor=actor, rule=f"{event.rule.rpartition('; ')[0]}; complement")


def _governs(over: Trigger, under: Trigger, scene: Scene) -> bool:
    if over.form.sense.event not in (*_STATUS, *_TELLS) or under.at - over.at > _REACH:
        return False
    if any(scene.form(k) in _BREAKS for k in range(over.at + 1, under.at)):
        return False
    if under.form.kind != "noun":
        if any(scene.form(k) in _WHO for k in range(max(over.at + 1, under.at - 3), under.at)):
            return False  # أن تضغط الدول التي يزورها: a relative clause only says who
        return any(scene.form(k) in ("ان", "بان", "الا") for k in range(max(over.at + 1, under.at - 4), under.at))
    return not any(scene.form(k) in _CIRCUMSTANCE for k in range(max(over.at + 1, under.at - 2), under.at))
