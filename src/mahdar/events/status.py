"""Trigger -> status: whether the article says that it happened, goes on, is planned, proposed, possible or denied."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mahdar.events.event import Status
from mahdar.events.lexicon import ROOM, word_set
from mahdar.events.scene import Scene
from mahdar.events.triggers import Trigger
from mahdar.spans import folded, table

# Acts that saying performs: in the imperfect they are done by being reported (تدين, تدعو), not under way.
PERFORMED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT"})
# What a masdar behind لِ of purpose is still to bring about (توجه للقاء فلان).
_PURPOSES = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT"})
_LASTING = word_set("lasting")
_FARTHEST = 9
# Wrongs that are spoken of long after they were done: interference, annexation.
_GRIEVANCES = word_set("grievances")
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_STOPS = frozenset({".", "؛", ":", "!", "؟"})
# What a bare noun of these types mostly tells: help and talks go on, cooperation is spoken of before it is done.
_BARE: dict[str, Status] = {"COOPERATE": "possible", "AID": "ongoing"}
_EASINGS = word_set("easings")  # of sanctions: spoken of before they are done


class _Cue(NamedTuple):
    status: Status
    window: int
    words: tuple[str, ...]


class Stand(NamedTuple):
    """A status and the words (indices of the article's words, half open) that decided it, if any did."""

    status: Status
    first: int
    last: int
    rule: str


@cache
def _cues() -> tuple[dict[str, list[_Cue]], dict[str, list[_Cue]]]:
    """The cues that stand before a trigger, by their last word, and those behind it, by their first."""
    before: dict[str, list[_Cue]] = {}
    after: dict[str, list[_Cue]] = {}
    for row in table(ROOM, "status.tsv"):
        words = tuple(folded(row["form"]).split())
        cue = _Cue(row["status"], int(row["window"]), words)  # type: ignore[arg-type]  # the table holds statuses only
        (before if row["side"] == "before" else after).setdefault(words[0], []).append(cue)
    return before, after


def status(scene: Scene, trigger: Trigger) -> Stand:
    """The status of one trigger by the words around it; tense where none of them decides."""
    before, after = _cues()
    i = trigger.at
    if trigger.form.sense.mode == "pledge":  # سنرد، لن نتهاون: what is said of the future is the threat itself
        return Stand("happened", i, i, "form")
    wide = 2 if trigger.form.kind == "noun" and trigger.form.sense.event not in _SPOKEN else 1
    for k in range(i - 1, max(scene.first, i - _FARTHEST) - 1, -1):
        form = _plain(scene.form(k))
        if form in _STOPS or (form in ("،", ",") and i - k > 2):
            break
        for cue in before.get(form, ()):
            reach = cue.window * (wide if cue.window > 2 and cue.status != "denied" else 1)
            if i - (k + len(cue.words) - 1) <= reach and _stands(scene, k, cue.words) and _suits(cue, trigger, scene, k):
                open_case = cue.status == "denied" and scene.form(k - 1) == "اذا"  # if it does not: nothing is denied
                return Stand("possible" if open_case else cue.status, k, k + len(cue.words), "cue")
    for k in range(i + 1, min(scene.last, i + 7)):
        form = scene.form(k)
        if form in _STOPS:
            break
        for cue in after.get(form, ()):
            if k - i <= cue.window and _stands(scene, k, cue.words):
                return Stand(cue.status, k, k + len(cue.words), "cue")
    return Stand(_by_form(trigger), i, i, "form")


def _plain(form: str) -> str:
    return form[1:] if len(form) > 3 and form[0] in "وف" else form


def _stands(scene: Scene, k: int, words: tuple[str, ...]) -> bool:
    return all(_plain(scene.form(k + n)) == w or scene.form(k + n) == w for n, w in enumerate(words))


def _suits(cue: _Cue, trigger: Trigger, scene: Scene, k: int) -> bool:
    """قد is 'perhaps' before the imperfect only; لا and its like speak of the verb they stand before."""
    word = cue.words[0]
    kind = trigger.form.kind
    if word == "قد":
        return kind == "imperfect"
    if word in ("لم", "لن", "لا"):
        return kind == "imperfect"
    return True


def _by_form(trigger: Trigger) -> Status:
    form = trigger.form
    if form.kind == "noun" and form.lead in ("ل", "ول") and form.sense.event in _PURPOSES:
        return "planned"
    if "س" in form.lead and form.kind == "imperfect":
        return "planned"
    if form.kind == "imperfect" and form.sense.event not in PERFORMED:
        return "ongoing"
    if form.kind == "noun" and (form.sense.lemma in _LASTING or (form.sense.mode == "negotiate" and trigger.definite)):
        return "ongoing"
    if form.kind == "noun" and form.sense.lemma in _GRIEVANCES:
        return "past"
    if form.kind == "noun" and not trigger.past:
        if form.sense.lemma in _EASINGS and form.sense.event == "CONCEDE":
            return "proposed"
        return _BARE.get(form.sense.event, "happened")
    return "happened"
