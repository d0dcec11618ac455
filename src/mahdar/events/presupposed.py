"""Trigger -> its status where the words around it take it for granted, whatever is wished, denied or feared of it.

After an attack, whoever carried it out, what is to be lifted, what somebody does in a relative clause: all of it is or was there.
"""

from __future__ import annotations

from collections.abc import Callable

from mahdar.events.event import Status
from mahdar.events.governed import RELATIVE, Stand, left, plain, stand_at
from mahdar.events.governors import future, governor
from mahdar.events.lexicon import forms, light, light_tense, word_set
from mahdar.events.scene import Scene, keys
from mahdar.events.triggers import Trigger

_LASTING, _DURING, _ONSET = (word_set(s) for s in ("lasting", "during", "onset"))
_CAMPAIGNS, _DEMONSTRATIVES, _FACING, _CALLING = (word_set(s) for s in ("campaigns", "demonstratives", "facing", "calling"))
_ATTEMPTS, _FOILED = word_set("attempts"), tuple(sorted(word_set("foiled")))
_ENDINGS, _REACTIONS, _OUTCOMES = (word_set(s) for s in ("endings", "reactions", "outcomes"))
_HOSTILE = ("ASSAULT", "COERCE", "PROTEST", "THREATEN", "SANCTION")
# What may be pointed at while it is only spoken of: هذا الاجتماع، هذا الاتفاق.
_ARRANGED = ("CONSULT", "AGREE", "CONCEDE", "RETREAT", "COOPERATE")
_WHO = RELATIVE - {"من"}
_CLAUSE = 25
_OVER, _BEGUN = frozenset({"انتهاء", "نهايه", "انقضاء"}), frozenset({"اطلق", "بدات", "بداه", "بدا"})
_OF = frozenset({"علي", "عن", "من", "في"})


def _granted(scene: Scene, trigger: Trigger) -> Stand | None:
    """A preposition of time or cause takes its noun for granted: بعد القصف، خلال لقائه; من خلال tells by what means."""
    if trigger.form.kind != "noun" or trigger.form.lead not in ("", "ال"):
        return None
    if scene.form(trigger.at - 1) in _OVER:
        since = scene.form(trigger.at - 2) == "منذ"  # منذ انتهاء الحرب
        return stand_at(trigger, "past" if since else "happened", trigger.at - 1, trigger.at)
    at = trigger.at - 1 - (scene.form(trigger.at - 1) in _ONSET)
    before = plain(scene.form(at))
    if before not in _DURING or scene.form(at - 1) == "من" or any(future(scene.form(k)) for k in left(scene, trigger.at)):
        return None
    lasts = trigger.form.sense.lemma in _LASTING or campaign(scene.form(trigger.at))
    return stand_at(trigger, "ongoing" if lasts and before == "منذ" else "happened", at, trigger.at)


def _on_arrival(scene: Scene, trigger: Trigger) -> Stand | None:
    """A visit that somebody has come for has begun: وصل إلى الدوحة في زيارة."""
    if trigger.form.sense.mode != "visit" or trigger.form.lead or scene.form(trigger.at - 1) != "في":
        return None
    before = range(max(scene.first, trigger.at - _CLAUSE), trigger.at)
    arrived = any(f.kind == "perfect" and f.sense.mode == "visit" for k in before for f in forms(scene.form(k)))
    return stand_at(trigger, "happened", trigger.at - 1, trigger.at) if arrived else None


def _described_by(scene: Scene, trigger: Trigger) -> int:
    """Where the verb of the relative clause stands that describes the noun of a trigger (الهجوم الدامي الذي نفذه); 0 for none."""
    if trigger.form.kind != "noun":
        return 0
    k = trigger.at + 1
    while trigger.definite and k < trigger.at + 4 and scene.form(k).startswith(("ال", "وال")) and scene.form(k) not in _WHO:
        k += 1
    if scene.form(k) not in _WHO:
        return 0
    return k + 2 if scene.form(k + 1) == "قد" else k + 1


def _told(scene: Scene, trigger: Trigger) -> Stand | None:
    """What somebody did, or what came about, in a relative clause of the perfect took place: لا موعد للرد على الاجتماع الذي عقد."""
    k = _described_by(scene, trigger)
    if not k or not _took_place(scene.form(k), trigger):
        return None
    launched = trigger.definite and campaign(scene.form(trigger.at)) and not _BEGUN.isdisjoint(keys(scene.form(k)[:4]))
    return stand_at(trigger, "ongoing" if launched or trigger.form.sense.event == "SANCTION" else "happened", k - 1, k + 1)


def _took_place(form: str, trigger: Trigger) -> bool:
    """Whether a verb in the perfect tells that what its subject or object names took place: وقع، شنت، أجراها."""
    ruler = governor(form)
    if ruler is not None:
        return ruler.status == "happened"
    return light_tense(form, trigger.form.sense.event) == "perfect" and light(form) in ("actor", "recipient")


def _kept_up(scene: Scene, trigger: Trigger) -> Stand | None:
    """What somebody keeps doing in a relative clause of the imperfect: طالب بوقف الجرائم التي يرتكبها; a meeting is yet to be held."""
    k = _described_by(scene, trigger)
    if not k or future(scene.form(k)) or light_tense(scene.form(k), trigger.form.sense.event) != "imperfect":
        return None
    ruler = governor(scene.form(k))
    ahead = trigger.form.sense.event == "CONSULT" and not (ruler and ruler.status == "ongoing")
    return stand_at(trigger, "planned" if ahead else "ongoing", k - 1, k + 1)


def _pointed_at(scene: Scene, trigger: Trigger) -> Stand | None:
    """A deed that this points at, or that somebody calls so, took place: لا يمكن فصل هذا الهجوم، رافضا ما وصفه بالعدوان."""
    called = scene.form(trigger.at - 1) in _CALLING and trigger.form.lead.startswith("ب")
    pointed = scene.form(trigger.at - 1) in _DEMONSTRATIVES and trigger.definite
    if not (called or pointed) or trigger.form.kind != "noun" or trigger.form.sense.event in _ARRANGED:
        return None
    return stand_at(trigger, _there(trigger), trigger.at - 1, trigger.at)


def _faced(scene: Scene, trigger: Trigger) -> Stand | None:
    """Violence that somebody repels, answers for or suffers from is there, a meeting has results: صد الهجوم، منفذو التفجير، هدفا لهجمات."""
    if trigger.form.kind != "noun" or trigger.form.sense.event not in (*_HOSTILE, "CONSULT"):
        return None
    if trigger.form.sense.event == "CONSULT":
        known = trigger.definite and scene.form(trigger.at - 1) in _OUTCOMES
        return stand_at(trigger, "happened", trigger.at - 1, trigger.at) if known else None
    k = trigger.at - 1 - (scene.form(trigger.at - 1) in _OF)
    if _FACING.isdisjoint(keys(scene.form(k))) and not (trigger.form.lead == "ل" and "هدف" in scene.form(trigger.at - 2)):
        return None
    return stand_at(trigger, _there(trigger), k, trigger.at)


def _there(trigger: Trigger) -> Status:
    """The status of what is taken to be there: a war and sanctions go on, anything else has happened."""
    sense = trigger.form.sense
    return "ongoing" if sense.lemma in _LASTING or sense.event == "SANCTION" else "happened"


def _to_end(scene: Scene, trigger: Trigger) -> Stand | None:
    """What is to be lifted, stopped or ended is there as yet, whatever is wished of its end: دعا إلى رفع الحصار."""
    k, sense = trigger.at - 1, trigger.form.sense
    if trigger.form.kind != "noun" or trigger.form.lead not in ("", "ال") or sense.event not in ("SANCTION", "ASSAULT", "COERCE"):
        return None
    ended = governor(scene.form(k)) is None and not _ENDINGS.isdisjoint(keys(scene.form(k)))
    return stand_at(trigger, "ongoing", k, k + 1) if ended else None


def _reacted_to(scene: Scene, trigger: Trigger) -> Stand | None:
    """What somebody is thanked, blamed or tried for took place: شكره لدعمها."""
    if trigger.form.kind != "noun" or trigger.form.lead not in ("ل", "ول", "لل"):
        return None
    k = next((k for k in range(trigger.at - 1, max(scene.first, trigger.at - 6) - 1, -1) if plain(scene.form(k)) in _REACTIONS), None)
    return stand_at(trigger, "happened", k, k + 1) if k is not None else None


def _attempted(scene: Scene, trigger: Trigger) -> Stand | None:
    """An attempt on somebody's life or freedom is an attack that took place: نجا من محاولة اغتيال."""
    k = trigger.at - 1
    tried = trigger.form.kind == "noun" and trigger.form.sense.event == "ASSAULT" and not trigger.form.lead and scene.form(k) in _ATTEMPTS
    if not tried or any(word in scene.form(n) for n in range(k - 8, k) for word in _FOILED):
        return None
    return stand_at(trigger, "happened", k, trigger.at)


def campaign(form: str) -> bool:
    """Whether a word names a row of attacks that has no end yet (الضربات، الحملة), rather than one."""
    return any(word in form for word in _CAMPAIGNS)


# The rules by name, in the order in which they are asked; what they decide, no date and no verb farther off decides otherwise.
RULES: tuple[tuple[str, Callable[[Scene, Trigger], Stand | None]], ...] = (
    ("told", _told),
    ("kept up", _kept_up),
    ("on arrival", _on_arrival),
    ("granted", _granted),
    ("pointed at", _pointed_at),
    ("faced", _faced),
    ("to end", _to_end),
    ("reacted to", _reacted_to),
    ("attempted", _attempted),
)
PRESUPPOSED = frozenset(name for name, _ in RULES)
