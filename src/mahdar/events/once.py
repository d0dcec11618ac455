"""Events of one sentence -> one for each happening: an attack and its dead, a meeting and what it discussed, are one.

What stays is the word that comes first; it takes over the parties that only the other one names.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from mahdar.events.event import Event
from mahdar.events.lexicon import word_set
from mahdar.events.scene import Scene
from mahdar.events.triggers import Trigger

_HARM = frozenset({"kill", "injure"})
_TOPIC = word_set("discussing")
_APART = word_set("apart")  # words between two attacks that make them two: بعد، الذين، كما
_LASTING, _SPELLING, _IN_RETURN = (word_set(s) for s in ("lasting", "spelling_out", "in_return"))
_RELATIVES = frozenset({"الذي", "التي", "الذين"})
_VENUE = frozenset({"في", "خلال", "اثناء", "ضمن"})
_STOPS = frozenset({".", "؛", "!", "؟", "?", ":"})
_GUESSES = ("none", "only attacker named", "sentence subject", "subject carried", "named elsewhere", "genitive")
_REACH, _BESIDE = 25, 6

Told = tuple[Event, Trigger]


def once(found: Sequence[Told], scene: Scene) -> list[Told]:
    """The events of a sentence, each happening once."""
    kept: list[Told] = []
    for event, trigger in found:
        before = next((n for n in range(len(kept) - 1, -1, -1) if kept[n][0].type == event.type), None)
        if before is not None and _same(kept[before], (event, trigger), scene):
            first, second = (kept[before], (event, trigger)) if not _crowd(kept[before][1]) else ((event, trigger), kept[before])
            kept[before] = (_merged(first[0], second[0]), first[1])
        else:
            kept.append((event, trigger))
    return kept


def _same(first: Told, second: Told, scene: Scene) -> bool:
    at, i = first[1].at, second[1].at
    if i - at > _REACH or any(scene.form(k) in _STOPS for k in range(at + 1, i)):
        return False
    if first[0].type == "ASSAULT":
        return _one_attack(first, second, scene)
    if first[0].type == "PROTEST":
        return i - at <= _BESIDE and (_crowd(first[1]) or _crowd(second[1]))
    if first[0].type == "CONSULT" and {first[0].mode, second[0].mode} == {"meet"}:
        return _one_meeting(first[1], second[1], scene)
    return False


def _crowd(trigger: Trigger) -> bool:
    """Whether a trigger names those who protest, which another word beside it does for what they do: أغلق محتجون الطريق."""
    return trigger.form.sense.event == "PROTEST" and trigger.form.sense.genitive == "about"


def _one_attack(first: Told, second: Told, scene: Scene) -> bool:
    """Whether an attack and the harm it did are told by two words with nothing between that parts them."""
    at, i = first[1].at, second[1].at
    if _spells_out(first[1], second[1], scene):
        return True
    lasting = first[1].form.sense.lemma in _LASTING and first[1].form.sense.lemma != "عنف"
    if lasting or any(scene.form(k) in _IN_RETURN for k in range(at - 4, at)):
        return False  # in a war many are killed; ردا على مقتل: what answers it is another attack
    if (first[0].mode in _HARM) == (second[0].mode in _HARM) and not (first[0].mode in _HARM and second[0].mode in _HARM):
        return False
    if second[1].form.lead.startswith("و") or any(scene.form(k) in _APART for k in range(at + 1, i)):
        return False
    known = [e for e, _ in (first, second) if e.actor and e.rule.rpartition("; ")[2] not in _GUESSES]
    return len(known) < 2 or bool(set(known[0].actor) & set(known[1].actor))


def _spells_out(first: Trigger, second: Trigger, scene: Scene) -> bool:
    """Whether a verb only says of the attack before it whom it struck or who made it: هجوم استهدف، الجرائم التي يرتكبها."""
    if first.form.kind != "noun" or second.form.kind == "noun" or second.form.lead or second.form.sense.lemma not in _SPELLING:
        return False
    between = [scene.form(k) for k in range(first.at + 1, second.at)]
    return len(between) <= 4 and not any(form in _APART - _RELATIVES for form in between)


def _one_meeting(first: Trigger, second: Trigger, scene: Scene) -> bool:
    """Whether a meeting and its discussion, or a discussion and its venue, stand beside one another."""
    if second.form.sense.lemma in _TOPIC:
        said = any(scene.form(k).startswith(("ان", "قال")) for k in range(first.at + 1, second.at))
        return first.form.sense.lemma not in _TOPIC and not said
    near = second.at - first.at <= 3
    return near and first.form.sense.lemma in _TOPIC and scene.form(second.at - 1) in _VENUE


def _merged(kept: Event, other: Event) -> Event:
    """The event that stays, with the parties that the other one alone knows."""
    guessed = not kept.actor or kept.rule.rpartition("; ")[2] in ("none", "sentence subject", "subject carried")
    actor = other.actor if guessed and other.actor and not set(other.actor) & set(kept.recipient) else kept.actor
    rule = f"{kept.rule.rpartition('; ')[0]}; {other.rule.rpartition('; ')[2]}" if actor != kept.actor else kept.rule
    return replace(
        kept,
        actor=actor,
        recipient=kept.recipient or other.recipient,
        place=kept.place or other.place,
        confidence=max(kept.confidence, other.confidence),
        rule=rule,
    )
