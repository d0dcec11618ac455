"""Verb and party -> whether the party can be the verb's subject, by gender, number and case as they are written."""

from __future__ import annotations

from mahdar.events.lexicon import word_set
from mahdar.events.scene import Party, Scene, group, groups, states
from mahdar.events.triggers import Trigger

_MASCULINE_STATES = word_set("masculine_states")
_OFFICES = word_set("masculine_offices")
_SON = frozenset({"بن", "ابن", "ابو"})
_LEADS = ("وال", "بال", "ال", "لل", "و")


def agrees(scene: Scene, trigger: Trigger, party: Party, *, behind: bool) -> bool:
    """Whether a party can be the subject of a verb in the third person singular; true wherever writing does not tell.

    An accusative plural is no subject, and where the verb stands first (`behind`) neither is a state whose gender is not its own:
    هاجم إيران has another subject.
    """
    head = scene.form(party.first)
    if behind and head.endswith("ي") and f"{head[:-1]}و" in groups():
        return False  # لتستهدف مقاتلي الحزب
    if party.kind == "group" and head.endswith("ين") and group(head) in ("actor", "crowd", "arm") and not party.joined and behind:
        return False
    person = trigger.form.person
    if not behind and person in ("3ms", "3fs") and party.kind == "group" and head.endswith(("ون", "ين")):
        return False  # behind its subject a verb counts them: المستوطنون اعتقلوا
    if not behind and person == "3p" and party.kind in ("state", "organisation") and not party.joined:
        return False
    sex = "m" if party.kind == "person" and any(scene.form(k) in _SON for k in range(party.first, party.last)) else gender(head, party)
    if person == "3ms":
        return sex != "f"
    return sex != "m" if person == "3fs" else True


def gender(head: str, party: Party) -> str:
    """The gender of a party whose phrase begins with `head`: m, f, or empty where writing does not tell."""
    plain = next((head[len(lead) :] for lead in _LEADS if head.startswith(lead) and len(head) - len(lead) > 2), head)
    if plain in _OFFICES:
        return "m"
    if plain in _MASCULINE_STATES or head in _MASCULINE_STATES:
        return ""
    return "f" if head in states() or (group(head) == "arm" and plain.endswith("ه")) else ""
