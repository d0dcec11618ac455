"""What stands around a word that may be a party of it: the clause, free and governed names, those that و joins.

The steps of `parties.py` ask these; none of them decides who acts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from mahdar.events.lexicon import forms, word_set
from mahdar.events.scene import Party, Scene, group

_AGENT = word_set("agent")
_STOPS = frozenset({".", "؛", "!", "؟", "?", ":"})
_SHARED = frozenset({"مع", "بين"})
_THAT = frozenset({"ان", "وان", "بان"})
_OPENS = word_set("openers")
_CLAUSE = 60  # words, more than the parties of any event lie apart


def clause_end(scene: Scene, i: int) -> int:
    """The index of the stop that ends the clause of word `i`, or where looking further is useless."""
    end = min(scene.last, i + _CLAUSE)
    for k in range(i + 1, end):
        if scene.words[k].form in _STOPS:
            return k
    return end


def with_joined(scene: Scene, party: Party) -> tuple[Party, ...]:
    """A party and those that و joins to it."""
    members = [party]
    for other in scene.following(party):
        if other.first >= members[-1].last and other.joined and other.first - members[-1].last <= 2 and len(members) < 6:
            members.append(other)
    return tuple(members)


def back_joined(scene: Scene, party: Party) -> tuple[Party, ...]:
    """A party and those before it that it is joined to."""
    members = [party]
    for other in scene.preceding(party):
        if other.last <= members[0].first and members[0].joined and members[0].first - other.last <= 2 and len(members) < 6:
            members.insert(0, other)
    return tuple(members)


def free(scene: Scene, i: int, end: int, reach: int) -> Party | None:
    """The first party behind word `i` that no preposition governs."""
    for p in scene.after(i, reach):
        if p.first >= end:
            return None
        if not p.governed and not (p.kind == "nation" and p.weak):
            return p
        if not p.governed and p.weak and p.first == i + 1:
            return p
    return None


def may_act(scene: Scene, i: int) -> Iterator[Party]:
    """The parties before word `i` that can be a subject, nearest first: free, or what a relative clause hangs on."""
    for p in scene.before(i):
        head = scene.form(p.first)
        # قتل 13 جنديا: an accusative is no subject, except that of إن.
        counted = p.kind == "group" and p.weak and head.endswith("ا") and not _THAT.intersection(scene.form(p.first - n) for n in (1, 2))
        able = p.kind != "nation" and group(head) != "sufferer" and not counted
        if not p.governed and p.kind != "place" and (able or p.last == i):
            yield p


def subject_before(scene: Scene, i: int) -> Party | None:
    """The nearest party before word `i` that can be a subject."""
    return next(iter(salient(scene, i, list(may_act(scene, i)))), None)


def salient(scene: Scene, i: int, parties: Sequence[Party]) -> list[Party]:
    """The parties before word `i` in the order in which what follows means them: nearer clauses first, in each its subject first."""
    opens = [k for k in range(scene.first, i) if scene.form(k) in _OPENS]
    return sorted(parties, key=lambda p: (len(opens) - bisect_left(opens, p.first), p.governed == "of", p.first))


def partner(scene: Scene, i: int, end: int, prepositions: frozenset[str], reach: int = 14) -> tuple[Party, ...]:
    """The first party behind word `i` under one of the prepositions, with those joined to it."""
    for p in scene.after(i, reach):
        if p.first >= end:
            break
        if p.governed in prepositions:
            if p.governed in _SHARED and any(takes_part(scene.form(k)) for k in range(i + 1, p.first)):
                return ()  # they meet in the nearer noun: اللقاء تناول الاتفاق بين إيران والدول الست
            return with_joined(scene, p)
    return ()


def takes_part(form: str) -> bool:
    """Whether a word names a happening that its parties share."""
    return any(f.sense.noun and f.sense.frame == "mutual" for f in forms(form))


def agent(scene: Scene, i: int, end: int) -> tuple[Party, ...]:
    """Who is named as doing it: من قبل، على يد، برصاص."""
    for p in scene.after(i, 8):
        if p.first >= end:
            break
        if scene.form(p.first - 1) in _AGENT:
            return with_joined(scene, p)
    return ()


def preposition(frame: str) -> frozenset[str]:
    """The prepositions that bring the recipient of a frame, those that mean the same among them."""
    if frame.startswith("to:"):
        word = frame[3:].replace("إلى", "الي").replace("على", "علي")
        if word == "الي":
            return frozenset({"الي", "ل"})
        return frozenset({word, "ضد", "بحق"}) if word in ("علي", "ضد") else frozenset({word})
    return frozenset()
