"""Trigger -> status: whether the article says that it happened, goes on, is planned, proposed, possible or denied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from mahdar.events.event import Status
from mahdar.events.governors import future, governor
from mahdar.events.lexicon import ROOM, light, light_tense, word_set
from mahdar.events.scene import Scene
from mahdar.events.triggers import Trigger
from mahdar.spans import folded, table

# Acts that saying performs: in the imperfect they are done by being reported (تدين, تدعو), not under way.
PERFORMED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT"})
# What a masdar behind لِ of purpose is still to bring about (توجه للقاء فلان).
_PURPOSES = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT", "COERCE", "SANCTION", "CONCEDE", "MOBILIZE", "RETREAT"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
# What a bare noun of these types mostly tells: easings, withdrawals and cooperation are spoken of before they are done.
_BARE: dict[str, Status] = {"COOPERATE": "proposed", "CONCEDE": "proposed", "RETREAT": "proposed", "SANCTION": "ongoing"}
_AIMS, _LASTING, _GRIEVANCES, _DURATIVE = (word_set(s) for s in ("aims", "lasting", "grievances", "durative"))
_THAT, _SO_THAT, _CONDITIONS = (word_set(s) for s in ("that", "so_that", "conditions"))
_CIRCUMSTANCES = word_set("circumstance") | {"عن", "حول", "بشان"}
_DURING, _TURNS, _RELATIVE = (word_set(s) for s in ("during", "turns", "relative"))
_STOPS = frozenset({".", "؛", ":", "!", "؟"})
_COMMAS = frozenset({"،", ","})
_NEGATIONS = frozenset({"لم", "لن", "لا", "ليس", "ليست", "دون", "بدون", "عدم", "غير"})
_OPEN = ("proposed", "possible", "planned")
_ONSET = word_set("onset")
_ABSENT = word_set("absent")
_WAS = frozenset({"كان", "كانت", "كانوا", "كنا"})
_FARTHEST, _IF = 10, 14


class Stand(NamedTuple):
    """A status, the words (indices of the article's words, half open) that decided it, if any did, and the rule that spoke."""

    status: Status
    first: int
    last: int
    rule: str


class _Cue(NamedTuple):
    status: Status
    window: int
    words: tuple[str, ...]


def status(scene: Scene, trigger: Trigger, before: Sequence[tuple[Trigger, Stand]] = ()) -> Stand:
    """The status of one trigger by the first of `RULES` that speaks; `before` are the triggers of its sentence so far."""
    for name, rule in RULES:
        stand = rule(scene, trigger)
        if stand is not None:
            return stand._replace(rule=name)
    joined = _joined(scene, trigger, before)
    return joined or Stand(_by_form(trigger, title=scene.title), trigger.at, trigger.at, "form")


def _plain(form: str) -> str:
    return form[1:] if len(form) > 2 and form[0] in "وف" else form


def _at(trigger: Trigger, status: Status, first: int = -1, last: int = -1) -> Stand:
    return Stand(status, trigger.at if first < 0 else first, trigger.at if first < 0 else last, "")


def _pledge(scene: Scene, trigger: Trigger) -> Stand | None:
    """What is said of the future is the threat itself: سنرد، لن نتهاون."""
    return _at(trigger, "happened") if trigger.form.sense.mode == "pledge" else None


def _described(scene: Scene, trigger: Trigger) -> Stand | None:
    """An adjective right behind a noun (المستمر، المرتقب) tells over whatever stands farther off."""
    if trigger.form.kind != "noun":
        return None
    for k in (trigger.at + 1, trigger.at + 2):
        for cue in _cues()[1].get(scene.form(k), ()):
            if len(cue.words) == 1 and k - trigger.at <= cue.window and scene.form(k).startswith("ال"):
                return _at(trigger, cue.status, k, k + 1)
    return None


def _granted(scene: Scene, trigger: Trigger) -> Stand | None:
    """A preposition of time or cause takes its noun for granted: بعد القصف، خلال لقائه; من خلال tells by what means."""
    if trigger.form.kind != "noun" or trigger.form.lead not in ("", "ال"):
        return None
    at = trigger.at - 1 - (scene.form(trigger.at - 1) in _ONSET)
    before = _plain(scene.form(at))
    if before not in _DURING or scene.form(at - 1) == "من" or any(future(scene.form(k)) for k in _left(scene, trigger.at)):
        return None
    return _at(trigger, "ongoing" if trigger.form.sense.lemma in _LASTING and before == "منذ" else "happened", at, trigger.at)


def _left(scene: Scene, i: int) -> list[int]:
    """The words before word `i` that may govern it, nearest first: up to where its clause begins, names left out."""
    found: list[int] = []
    for k in range(i - 1, max(scene.first, i - _FARTHEST) - 1, -1):
        form = scene.form(k)
        if form in _STOPS or (form in _COMMAS and i - k > 2) or form in _TURNS or (form in _RELATIVE and form != "من"):
            break
        party = scene.inside(k)
        if party is None or party.weak:
            found.append(k)
        if _plain(form) in ("انه", "انها", "انهم", "بانه", "بانها") or (_plain(form) in _THAT and not _verbal(scene.form(k + 1))):
            break
    return found


def _verbal(form: str) -> bool:
    """Whether a word may be the imperfect that أن asks for."""
    return form[:1] in ("ي", "ت", "ن") and len(form) > 3


def _governed(scene: Scene, trigger: Trigger) -> Stand | None:
    """The nearest word before it that decides: a cue of `status.tsv`, a verb of `governors.tsv`, a future, a light verb."""
    lasting: Stand | None = None  # what goes on may itself be promised: وعد باستمرار الدعم
    for k in _left(scene, trigger.at):
        stand = _cued(scene, trigger, k) or _ruled(scene, trigger, k) or _carried(scene, trigger, k)
        if stand is not None and stand.status != "ongoing":
            return stand
        lasting = lasting or stand
    return lasting


def _cued(scene: Scene, trigger: Trigger, k: int) -> Stand | None:
    """What the cue at `k`, if one stands there, makes of the trigger."""
    i = trigger.at
    wide = 2 if trigger.form.kind == "noun" and trigger.form.sense.event not in _SPOKEN else 1
    before = _cues()[0]
    for cue in (*before.get(scene.form(k), ()), *before.get(_plain(scene.form(k)), ())):
        reach = cue.window * (wide if cue.window > 2 and cue.status != "denied" else 1)
        if i - (k + len(cue.words) - 1) > reach or not _stands(scene, k, cue.words) or not _suits(cue, trigger):
            continue
        if i - k <= 3 or not _background(scene, trigger, cue.status):
            if cue.status in _OPEN and _plain(scene.form(k - 1)) in _NEGATIONS:  # لا نريد الحرب
                return _at(trigger, _under_if(scene, k - 1, "denied"), k - 1, k + len(cue.words))
            return _at(trigger, _under_if(scene, k, cue.status), k, k + len(cue.words))
    return None


def _carried(scene: Scene, trigger: Trigger, k: int) -> Stand | None:
    """What a light verb or an absence at `k` makes of a noun: يشن غارات goes on, لم يعقد اجتماع is denied."""
    if trigger.form.kind != "noun" or trigger.at - k > 5:
        return None
    form, before = scene.form(k), _plain(scene.form(k - 1))
    tense = light_tense(form, trigger.form.sense.event)
    negated = before in _NEGATIONS or (before in _THAT and _plain(scene.form(k - 2)) in _NEGATIONS)
    if negated and (tense or form in _ABSENT):
        first = k - 1 if before in _NEGATIONS else k - 2
        return _at(trigger, _under_if(scene, first, "denied"), first, k + 1)
    told = tense == "imperfect" and not scene.title and before not in _THAT and before not in _RELATIVE
    ahead: Status = "planned" if _plain(form).startswith("س") else "ongoing"
    return _at(trigger, ahead, k, k + 1) if told and before not in ("قد", "قبل") else None


def _ruled(scene: Scene, trigger: Trigger, k: int) -> Stand | None:
    """What the verb or masdar at `k` makes of the trigger, if it governs it."""
    form, i = scene.form(k), trigger.at
    noun = trigger.form.kind == "noun"
    ahead = future(form) if noun and i - k <= 6 else None
    ruler = governor(form) if scene.inside(k) is None else None
    status: Status | None = ahead
    if ruler is not None and i - k <= ruler.reach + (2 if noun else 0) and not (ahead and ruler.status == "ongoing"):
        status = ruler.status
    if status is None or (i - k > 3 and _background(scene, trigger, status)):
        return None
    if not noun and (trigger.form.kind != "imperfect" or _plain(scene.form(i - 1)) not in _THAT):
        return None
    if _plain(scene.form(k - 1)) in _NEGATIONS:
        return None if status == "denied" else _at(trigger, _under_if(scene, k - 1, "denied"), k - 1, k + 1)
    return _at(trigger, status, k, k + 1)


def _under_if(scene: Scene, k: int, status: Status) -> Status:
    """What is denied or told behind an if is neither: إذا لم يتم التوصل لاتفاق."""
    return "possible" if status == "denied" and _plain(scene.form(k - 1)) in _CONDITIONS else status


def _conditional(scene: Scene, trigger: Trigger) -> Stand | None:
    """A verb behind an if, or a future that hangs on one, is possible."""
    i, form = trigger.at, trigger.form
    if form.kind not in ("perfect", "imperfect"):
        return None
    reach = _IF if "س" in form.lead else 4
    for k in range(i - 1, max(scene.first, i - reach) - 1, -1):
        if scene.form(k) in _STOPS:
            return None
        if _plain(scene.form(k)) in _CONDITIONS:
            return _at(trigger, "possible", k, k + 1)
    return None


def _behind(scene: Scene, trigger: Trigger) -> Stand | None:
    """A cue behind the word, up to the next stop: غدا، المقبل، منذ سنوات."""
    after, i = _cues()[1], trigger.at
    for k in range(i + 1, min(scene.last, i + 7)):
        form = scene.form(k)
        if form in _STOPS:
            break
        for cue in after.get(form, ()):
            if k - i <= cue.window and _stands(scene, k, cue.words):
                return _at(trigger, cue.status, k, k + len(cue.words))
    return None


def _predicate(scene: Scene, trigger: Trigger) -> Stand | None:
    """A noun whose own verb behind it is a future or goes on: العمليات سوف تستمر، الجرائم التي يرتكبها."""
    i = trigger.at
    if trigger.form.kind != "noun":
        return None
    for k in range(i + 1, min(scene.last, i + 4)):
        if scene.form(k) in _STOPS or scene.form(k) in _COMMAS:
            return None
        if (ahead := future(scene.form(k))) is not None:
            return _at(trigger, ahead, k, k + 1)
        if scene.form(k) in _RELATIVE and light_tense(scene.form(k + 1), trigger.form.sense.event) == "imperfect":
            return _at(trigger, "ongoing", k, k + 2)
    return None


def _said(scene: Scene, trigger: Trigger) -> Stand | None:
    """To say one's support is to give it: أكد دعمه."""
    i, form = trigger.at, trigger.form
    if form.kind != "noun" or form.sense.event != "SUPPORT":
        return None
    return _at(trigger, "happened") if any(light(scene.form(k), "SUPPORT") == "actor" for k in range(i - 4, i)) else None


def _was(scene: Scene, trigger: Trigger) -> Stand | None:
    """كان before an imperfect tells what used to be."""
    if trigger.form.kind != "imperfect":
        return None
    span = range(trigger.at - 1, max(scene.first, trigger.at - 8) - 1, -1)
    k = next((k for k in span if _plain(scene.form(k)) in _WAS), None)
    if k is None or any(scene.form(n) in _STOPS or scene.form(n) in _COMMAS for n in range(k, trigger.at)):
        return None
    return _at(trigger, "past", k, k + 1)


def _mood(scene: Scene, trigger: Trigger) -> Stand | None:
    """An imperfect that tells no fact: behind that, or for a purpose."""
    if trigger.form.kind != "imperfect":
        return None
    i, lead = trigger.at, trigger.form.lead
    if "س" in lead:
        return _at(trigger, "planned")
    before = _plain(scene.form(i - 1))
    if before in _THAT:
        return _at(trigger, "planned" if scene.form(i - 2) == "قبل" else "proposed")
    return _at(trigger, "planned") if lead in ("ل", "ول") or before in _SO_THAT else None


def _standing(scene: Scene, trigger: Trigger) -> Stand | None:
    """An imperfect that opens a sentence of the body, or follows ما, tells what somebody keeps doing: وتتهم الهند جارتها."""
    form = trigger.form
    if form.kind != "imperfect" or form.person.startswith("1") or scene.title:
        return None
    opens = trigger.at <= scene.first + 1 and form.lead == "و" and form.person != "3p"
    return _at(trigger, "ongoing") if opens or scene.form(trigger.at - 1) == "ما" else None


# The rules by name, in the order in which they are asked; the first that speaks decides.
RULES: tuple[tuple[str, Callable[[Scene, Trigger], Stand | None]], ...] = (
    ("pledge", _pledge),
    ("adjective", _described),
    ("granted", _granted),
    ("governed", _governed),
    ("condition", _conditional),
    ("cue behind", _behind),
    ("predicate", _predicate),
    ("said", _said),
    ("used to", _was),
    ("mood", _mood),
    ("standing", _standing),
)


def _joined(scene: Scene, trigger: Trigger, before: Sequence[tuple[Trigger, Stand]]) -> Stand | None:
    """A noun joined by و or أو to one whose status a word decided shares it: رفع الحصار والسماح بالدخول."""
    if trigger.form.kind != "noun" or not before:
        return None
    if not trigger.form.lead.startswith("و") and scene.form(trigger.at - 1) not in ("او", "و"):
        return None
    other, stand = before[-1]
    near = other.form.kind == "noun" and trigger.at - other.at <= _FARTHEST
    if not near or any(scene.form(k) in _STOPS for k in range(other.at, trigger.at)):
        return None
    return Stand(stand.status, stand.first, stand.last, "joined") if stand.rule != "granted" else None


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


def _background(scene: Scene, trigger: Trigger, status: Status) -> bool:
    """Whether a noun of violence hangs on a preposition behind another deed: تحقيق في الهجوم, which asks for no attack."""
    if trigger.form.kind != "noun" or trigger.form.sense.event not in _HOSTILE or status in ("denied", "past"):
        return False
    return scene.form(trigger.at - 1) in _CIRCUMSTANCES


def _stands(scene: Scene, k: int, words: tuple[str, ...]) -> bool:
    return all(_plain(scene.form(k + n)) == w or scene.form(k + n) == w for n, w in enumerate(words))


def _suits(cue: _Cue, trigger: Trigger) -> bool:
    """قد is 'perhaps' before the imperfect only; لا and its like speak of the verb they stand before."""
    kind = trigger.form.kind
    if kind in ("perfect", "participle") and cue.status in ("proposed", "planned", "ongoing"):
        return False  # what is told in the perfect took place, whatever else is wished for around it
    return kind == "imperfect" if cue.words[0] in ("قد", "لم", "لن", "لا") else True


def _by_form(trigger: Trigger, *, title: bool) -> Status:
    """The status that a trigger's own form tells; the imperfect of a headline is a perfect (يقصف، تعتقل)."""
    form, sense = trigger.form, trigger.form.sense
    if form.kind != "noun":
        under_way = form.kind == "imperfect" and not title and (sense.event not in PERFORMED or sense.lemma in _DURATIVE)
        return "ongoing" if under_way else "happened"
    if form.lead in ("ل", "ول", "لل", "ولل") and (sense.event in _PURPOSES or sense.lemma in _AIMS):
        return "planned"
    if form.lead in ("ب", "بال", "وبال") and sense.event == "COOPERATE":
        return "happened"  # بالتعاون مع: a circumstance of what took place
    if sense.lemma in _LASTING or (sense.mode == "negotiate" and trigger.definite):
        return "ongoing"
    if sense.lemma in _GRIEVANCES:
        return "past"
    if trigger.past:
        return "happened"
    if form.suffix and sense.event == "COOPERATE":
        return "ongoing"
    return _BARE.get(sense.event, "happened")
