"""Trigger -> status: whether the article says that it happened, goes on, is planned, proposed, possible or denied."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mahdar.events.event import Status
from mahdar.events.lexicon import ROOM, light, word_set
from mahdar.events.scene import Scene
from mahdar.events.triggers import Trigger
from mahdar.spans import folded, table

# Acts that saying performs: in the imperfect they are done by being reported (تدين, تدعو), not under way.
PERFORMED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT"})
# What a masdar behind لِ of purpose is still to bring about (توجه للقاء فلان).
_PURPOSES = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT", "COERCE", "SANCTION", "CONCEDE", "MOBILIZE", "RETREAT"})
# Masdars of attack that ل makes an aim (لضرب داعش), not what somebody undergoes (تعرض لهجوم).
_AIMS = word_set("aims")
_LASTING = word_set("lasting")
_FARTHEST = 9
# Wrongs that are spoken of long after they were done: interference, annexation.
_GRIEVANCES = word_set("grievances")
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_STOPS = frozenset({".", "؛", ":", "!", "؟"})
# What a bare noun of these types mostly tells: help and talks go on, cooperation is spoken of before it is done.
_BARE: dict[str, Status] = {"COOPERATE": "possible", "AID": "ongoing"}
_EASINGS = word_set("easings")  # of sanctions: spoken of before they are done


# Particles before an imperfect that tells no fact, and how far an if reaches to the future that hangs on it.
_THAT = word_set("that")
_SO_THAT = word_set("so_that")
_CONDITIONS = word_set("conditions")
_IF = 14
# What goes on while it is spoken of, though saying could perform it: to back, to oppose, to arm.
_DURATIVE = word_set("durative")


_HOSTILE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST"})
_CIRCUMSTANCES = word_set("circumstance") | {"عن", "حول", "بشان"}


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
    if described := _described(scene, trigger, after):
        return described
    wide = 2 if trigger.form.kind == "noun" and trigger.form.sense.event not in _SPOKEN else 1
    for k in range(i - 1, max(scene.first, i - _FARTHEST) - 1, -1):
        form = _plain(scene.form(k))
        if form in _STOPS or (form in ("،", ",") and i - k > 2):
            break
        for cue in before.get(form, ()):
            reach = cue.window * (wide if cue.window > 2 and cue.status != "denied" else 1)
            if i - (k + len(cue.words) - 1) <= reach and _stands(scene, k, cue.words) and _suits(cue, trigger, scene, k):
                if i - k > 3 and _background(scene, trigger, cue):
                    continue
                open_case = cue.status == "denied" and scene.form(k - 1) == "اذا"  # if it does not: nothing is denied
                return Stand("possible" if open_case else cue.status, k, k + len(cue.words), "cue")
    if (late := _behind(scene, i, after)) is not None:
        return late
    if trigger.form.sense.event == "SUPPORT" and any(light(scene.form(k), "SUPPORT") == "actor" for k in range(i - 4, i)):
        return Stand("happened", i, i, "form")  # أكد دعمه: saying it is doing it
    return Stand(_unreal(scene, trigger) or _by_form(trigger, title=scene.title), i, i, "form")


def _unreal(scene: Scene, trigger: Trigger) -> Status | None:
    """The status of an imperfect that tells no fact: behind if, behind that, for a purpose."""
    if trigger.form.kind != "imperfect":
        return None
    i, lead = trigger.at, trigger.form.lead
    if "س" in lead:
        return "possible" if any(_plain(scene.form(k)) in _CONDITIONS for k in range(i - _IF, i)) else None
    before = _plain(scene.form(i - 1))
    if before in _THAT:
        return "planned" if scene.form(i - 2) == "قبل" else "proposed"
    return "planned" if lead in ("ل", "ول") or before in _SO_THAT else None


def _behind(scene: Scene, i: int, after: dict[str, list[_Cue]]) -> Stand | None:
    """The status that a cue behind word `i` tells, up to the next stop."""
    for k in range(i + 1, min(scene.last, i + 7)):
        form = scene.form(k)
        if form in _STOPS:
            break
        for cue in after.get(form, ()):
            if k - i <= cue.window and _stands(scene, k, cue.words):
                return Stand(cue.status, k, k + len(cue.words), "cue")
    return None


def _described(scene: Scene, trigger: Trigger, after: dict[str, list[_Cue]]) -> Stand | None:
    """The status of a noun by an adjective right behind it (المستمر، المرتقب), which tells over whatever stands farther off."""
    if trigger.form.kind != "noun":
        return None
    for k in (trigger.at + 1, trigger.at + 2):
        for cue in after.get(scene.form(k), ()):
            if len(cue.words) == 1 and k - trigger.at <= cue.window and scene.form(k).startswith("ال"):
                return Stand(cue.status, k, k + 1, "cue")
    return None


def _background(scene: Scene, trigger: Trigger, cue: _Cue) -> bool:
    """Whether a noun of violence hangs on a preposition behind another deed: تحقيق في الهجوم, which asks for no attack."""
    if trigger.form.kind != "noun" or trigger.form.sense.event not in _HOSTILE or cue.status in ("denied", "past"):
        return False
    return scene.form(trigger.at - 1) in _CIRCUMSTANCES


def _plain(form: str) -> str:
    return form[1:] if len(form) > 2 and form[0] in "وف" else form


def _stands(scene: Scene, k: int, words: tuple[str, ...]) -> bool:
    return all(_plain(scene.form(k + n)) == w or scene.form(k + n) == w for n, w in enumerate(words))


def _suits(cue: _Cue, trigger: Trigger, scene: Scene, k: int) -> bool:
    """قد is 'perhaps' before the imperfect only; لا and its like speak of the verb they stand before."""
    word = cue.words[0]
    kind = trigger.form.kind
    if kind in ("perfect", "participle") and cue.status in ("proposed", "planned", "ongoing"):
        return False  # what is told in the perfect took place, whatever else is wished for around it
    if word == "قد":
        return kind == "imperfect"
    if word in ("لم", "لن", "لا"):
        return kind == "imperfect"
    return True


def _by_form(trigger: Trigger, *, title: bool) -> Status:
    """The status that a trigger's own form tells; the imperfect of a headline is a perfect (يقصف، تعتقل)."""
    form = trigger.form
    if form.kind == "noun" and form.lead in ("ل", "ول") and (form.sense.event in _PURPOSES or form.sense.lemma in _AIMS):
        return "planned"
    if "س" in form.lead and form.kind == "imperfect":
        return "planned"
    if form.kind == "imperfect" and not title and (form.sense.event not in PERFORMED or form.sense.lemma in _DURATIVE):
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
