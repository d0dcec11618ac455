"""A trigger and the words before it that may govern it -> what the nearest of them makes of it.

They are the cues of `status.tsv`, the verbs of `governors.tsv`, a future, and a light verb that carries the noun.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mahdar.events.event import Status
from mahdar.events.forms import OBJECTS
from mahdar.events.governors import future, governor
from mahdar.events.lexicon import ROOM, light_tense, word_set
from mahdar.events.scene import Scene
from mahdar.events.triggers import Trigger
from mahdar.spans import folded, table

_HOSTILE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_OCCASIONS = frozenset({"في", "خلال"})
THAT, CONDITIONS = word_set("that"), word_set("conditions")
RELATIVE = word_set("relative")
_CIRCUMSTANCES = word_set("circumstance") | {"عن", "حول", "بشان"}
_TURNS, _ABSENT, _CASEWORK = (word_set(s) for s in ("turns", "absent", "casework"))
STOPS = frozenset({".", "؛", ":", "!", "؟"})
COMMAS = frozenset({"،", ","})
NEGATIONS = frozenset({"لم", "لن", "لا", "ليس", "ليست", "دون", "بدون", "عدم", "غير"})
_OPEN = ("proposed", "possible", "planned")
FARTHEST = 10
_ANY = ("اي",)
_RULED_OUT = ("ستبعد", "رفض", "نف")
_OFFERED = frozenset({"عرض", "عرضت"})
_LIGHT = 5  # words, names left out, that a light verb may stand before its noun


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


def plain(form: str) -> str:
    """A form without the conjunction before it."""
    return form[1:] if len(form) > 2 and form[0] in "وف" else form


def stand_at(trigger: Trigger, status: Status, first: int = -1, last: int = -1) -> Stand:
    """A status and the words that decided it; none where the trigger itself did."""
    return Stand(status, trigger.at if first < 0 else first, trigger.at if first < 0 else last, "")


def left(scene: Scene, i: int) -> list[int]:
    """The words before word `i` that may govern it, nearest first: up to where its clause begins, names left out."""
    found: list[int] = []
    for k in range(i - 1, max(scene.first, i - FARTHEST) - 1, -1):
        form = scene.form(k)
        if form in STOPS or (form in COMMAS and i - k > 2) or form in _TURNS or (form in RELATIVE and form != "من"):
            break
        party = scene.inside(k)
        if party is None or party.weak:
            found.append(k)
        if plain(form) in ("انه", "انها", "انهم", "بانه", "بانها") or (plain(form) in THAT and not _verbal(scene.form(k + 1))):
            break
    return found


def _verbal(form: str) -> bool:
    """Whether a word may be the imperfect that أن asks for."""
    return form[:1] in ("ي", "ت", "ن") and len(form) > 3


def governed(scene: Scene, trigger: Trigger) -> Stand | None:
    """The nearest word before it that decides: a cue of `status.tsv`, a verb of `governors.tsv`, a future, a light verb."""
    lasting: Stand | None = None  # what goes on may itself be promised: وعد باستمرار الدعم
    for n, k in enumerate(left(scene, trigger.at)):
        stand = _cued(scene, trigger, k) or _ruled(scene, trigger, k) or (_carried(scene, trigger, k) if n < _LIGHT else None)
        if stand is not None and stand.status != "ongoing":
            return stand
        lasting = lasting or stand
    return lasting


def _cued(scene: Scene, trigger: Trigger, k: int) -> Stand | None:
    """What the cue at `k`, if one stands there, makes of the trigger."""
    i = trigger.at
    wide = 2 if trigger.form.kind == "noun" and trigger.form.sense.event not in _SPOKEN else 1
    before = cues()[0]
    for cue in (*before.get(scene.form(k), ()), *before.get(plain(scene.form(k)), ())):
        reach = cue.window * (wide if cue.window > 2 and cue.status != "denied" else 1)
        if (cue.words == _ANY and _denies(scene, k)) or (cue.words[0] in _OFFERED and scene.form(k + 1) == "مع"):
            continue  # عرض مع الوزير الأوضاع: he reviewed them
        if i - (k + len(cue.words) - 1) > reach or not stands(scene, k, cue.words) or not _suits(cue, trigger):
            continue
        if not _background(scene, trigger, k, cue.status):
            if cue.status in _OPEN and plain(scene.form(k - 1)) in NEGATIONS:  # لا نريد الحرب
                return stand_at(trigger, _under_if(scene, k - 1, "denied"), k - 1, k + len(cue.words))
            return stand_at(trigger, _under_if(scene, k, cue.status), k, k + len(cue.words))
    return None


def _denies(scene: Scene, k: int) -> bool:
    """Whether any (أي) at `k` stands behind a negation or a denial, which then decides: ليس هناك أي طلب, كذب أي اتفاق."""
    for n in range(k - 1, max(scene.first, k - FARTHEST) - 1, -1):
        if scene.form(n) in STOPS:
            return False
        ruler = governor(scene.form(n)) if scene.inside(n) is None else None
        if plain(scene.form(n)) in NEGATIONS or (ruler is not None and ruler.status == "denied"):
            return True
    return False


def _carried(scene: Scene, trigger: Trigger, k: int) -> Stand | None:
    """What a light verb or an absence at `k` makes of a noun: يشن غارات goes on, لم يعقد اجتماع is denied."""
    if trigger.form.kind != "noun":
        return None
    form, before = scene.form(k), plain(scene.form(k - 1))
    tense = light_tense(form, trigger.form.sense.event)
    negated = before in NEGATIONS or (before in THAT and plain(scene.form(k - 2)) in NEGATIONS)
    if negated and (tense or form in _ABSENT):
        first = k - 1 if before in NEGATIONS else k - 2
        return stand_at(trigger, _under_if(scene, first, "denied"), first, k + 1)
    if tense == "noun" and form.startswith("ل") and light_tense(form[1:], trigger.form.sense.event):
        done = form.endswith(("هم", "ها", "ته"))  # توجه لإجراء مباحثات, and حوكم لمشاركته في القتال
        return stand_at(trigger, "happened" if done else "planned", k, k + 1)
    told = tense == "imperfect" and not scene.title and before not in THAT and before not in RELATIVE
    ahead: Status = "planned" if plain(form).startswith("س") else "ongoing"
    return stand_at(trigger, ahead, k, k + 1) if told and before not in ("قد", "قبل") else None


def _ruled(scene: Scene, trigger: Trigger, k: int) -> Stand | None:
    """What the verb or masdar at `k` makes of the trigger, if it governs it."""
    form, i = scene.form(k), trigger.at
    noun = trigger.form.kind == "noun"
    ahead = future("س" + form if scene.form(k - 1) == "سوف" else form) if noun and i - k <= 6 else None
    ruler = governor(form) if scene.inside(k) is None else None
    status: Status | None = ahead
    if ruler is not None and i - k <= ruler.reach + (2 if noun else 0) and not (ahead and ruler.status == "ongoing"):
        status = ruler.status
    if status == "happened" and form.endswith(OBJECTS[:3]):
        return None  # الانتهاكات التي ارتكبها أطراف الحرب: it has its object
    if status is None or _background(scene, trigger, k, status):
        return None
    if status == "happened" and plain(scene.form(k - 1)) in CONDITIONS:
        return stand_at(trigger, "possible", k - 1, k + 1)
    if _undenied(scene, trigger, k, status):
        return stand_at(trigger, "happened", k, k + 1) if "فشل" in form else None
    if not noun and (trigger.form.kind != "imperfect" or plain(scene.form(i - 1)) not in THAT):
        return None
    if plain(scene.form(k - 1)) in NEGATIONS:
        if status == "denied":  # لم يستبعد عقد قمة
            return stand_at(trigger, "possible", k - 1, k + 1) if any(stem in form for stem in _RULED_OUT) else None
        return stand_at(trigger, _under_if(scene, k - 1, "denied"), k - 1, k + 1)
    return stand_at(trigger, status, k, k + 1)


def _under_if(scene: Scene, k: int, status: Status) -> Status:
    """What is denied or told behind an if is neither: إذا لم يتم التوصل لاتفاق، ما لم تنسحب القوات."""
    unless = scene.form(k - 1) == "ما" and scene.form(k) == "لم"
    return "possible" if status == "denied" and (unless or plain(scene.form(k - 1)) in CONDITIONS) else status


def _undenied(scene: Scene, trigger: Trigger, k: int, status: Status) -> bool:
    """Whether what is refused or failed at `k` took place all the same: رفض الاتهامات، فشلت المحادثات."""
    if status != "denied" or trigger.form.kind != "noun":
        return False
    if trigger.form.sense.event in ("ACCUSE", "THREATEN") or (trigger.form.sense.event == "REQUEST" and "نف" not in scene.form(k)):
        return True
    return "فشل" in scene.form(k) and trigger.at == k + 1 and trigger.definite


def _background(scene: Scene, trigger: Trigger, k: int, status: Status) -> bool:
    """Whether a noun only tells of what or where another deed is: تحقيق في الهجوم asks for no attack, رفضه في لقاء denies no meeting."""
    if trigger.form.kind != "noun" or status == "past":
        return False
    if trigger.form.sense.event == "CONSULT" and scene.form(trigger.at - 1) in _OCCASIONS:
        return status == "denied" and trigger.at - k > 2
    hostile = trigger.form.sense.event in _HOSTILE and status != "denied" and trigger.at - k > 3
    return hostile and scene.form(trigger.at - 1) in _CIRCUMSTANCES


def stands(scene: Scene, k: int, words: tuple[str, ...]) -> bool:
    """Whether the words of a cue begin at `k`."""
    return all(plain(scene.form(k + n)) == w or scene.form(k + n) == w for n, w in enumerate(words))


def _suits(cue: _Cue, trigger: Trigger) -> bool:
    """قد is 'perhaps' before the imperfect only; لا and its like speak of the verb they stand before."""
    kind = trigger.form.kind
    if kind in ("perfect", "participle") and cue.status in ("proposed", "planned", "ongoing"):
        return False  # what is told in the perfect took place, whatever else is wished for around it
    if cue.status == "past" and cue.words[0] in _CASEWORK and kind != "noun":
        return False  # أهالي الضحايا يطالبون: who asks now
    if cue.words[0] == "حال" and trigger.definite:
        return False  # حال الطوارئ: a state of things
    if cue.words[-1].endswith("اهميه") and trigger.form.sense.event == "CONSULT":
        return False  # a meeting of weight is one that is held
    return kind == "imperfect" if cue.words[0] in ("قد", "لم", "لن", "لا") else True


@cache
def cues() -> tuple[dict[str, list[_Cue]], dict[str, list[_Cue]]]:
    """The cues that stand before a trigger, by their last word, and those behind it, by their first."""
    before: dict[str, list[_Cue]] = {}
    after: dict[str, list[_Cue]] = {}
    for row in table(ROOM, "status.tsv"):
        words = tuple(folded(row["form"]).split())
        cue = _Cue(row["status"], int(row["window"]), words)  # type: ignore[arg-type]  # the table holds statuses only
        (before if row["side"] == "before" else after).setdefault(words[0], []).append(cue)
    return before, after
