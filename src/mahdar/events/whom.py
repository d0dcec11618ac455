"""Events without a recipient -> the same, where the words behind tell whom they are done to.

A party deeper in what the trigger is about (غارات على مواقع لتنظيم), and the doers of the attack that somebody condemns.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from mahdar.events.event import Event
from mahdar.events.grammar import with_joined
from mahdar.events.lexicon import forms, word_set
from mahdar.events.scene import Party, Scene
from mahdar.events.triggers import Trigger

Told = tuple[Event, Trigger]

# Types that are mostly done to somebody.
_AIMED = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "THREATEN", "AID", "SUPPORT", "CONCEDE"})
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_INWARDS = frozenset({"", "of", "object", "ل", "علي", "ب", "ضد", "عن", "من", "بحق"})
_ENDS = word_set("that") | word_set("relative") | word_set("turns") | frozenset({"،", ",", ".", "؛", ":", "!", "؟", "»", '"', "”"})
_AGAINST = frozenset({"علي", "ضد", "بحق"})
_HARM = frozenset({"kill", "injure"})
_DEEP, _FAR = 6, 10  # words behind the trigger; words between blame and deed


def inside(scene: Scene, trigger: Trigger, acting: Sequence[Party]) -> tuple[Party, ...]:
    """The first party in what the trigger is about, however deep: قصف مخيمات لناشطي الحزب، هدم منازل الفلسطينيين."""
    sense = trigger.form.sense
    if sense.event not in _AIMED or trigger.form.suffix or sense.frame in ("alone", "mutual", "victim") or sense.mode in _HARM:
        return ()
    last = max([trigger.at, *(p.last - 1 for p in acting if trigger.at < p.first <= trigger.at + 4)])
    for p in scene.after(last, _DEEP):
        between = [scene.form(k) for k in range(last + 1, p.first)]
        if any(form in _ENDS or _verb(form) for form in between):
            return ()
        if p in acting or (p.kind == "nation" and p.weak):
            continue
        # ضربات للتحالف are its own: what an attack is aimed at stands behind على or ضد.
        owned = p.governed == "ل" and sense.genitive == "actor" and not _AGAINST.intersection(between)
        where = p.kind == "place" and p.governed not in _AGAINST and p.governed != "عن"
        return with_joined(scene, p) if p.governed in _INWARDS and not where and not owned else ()
    return ()


def _verb(form: str) -> bool:
    return any(f.kind in ("perfect", "imperfect") for f in forms(form)) and not any(f.kind == "noun" for f in forms(form))


def blamed(events: Sequence[Told]) -> list[Told]:
    """The events of a sentence, those who did what somebody condemns being whom he blames: ندد بالهجوم."""
    made: list[Told] = []
    for n, (event, trigger) in enumerate(events):
        if event.type == "ACCUSE" and not event.recipient and n + 1 < len(events):
            deed, behind = events[n + 1]
            if deed.type in _DEEDS and deed.actor and behind.at - trigger.at <= _FAR and not set(deed.actor) & set(event.actor):
                event = replace(event, recipient=deed.actor)
        made.append((event, trigger))
    return made
