"""Trigger -> status: whether the article says that it happened, goes on, is planned, proposed, possible or denied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mahdar.events.event import Status
from mahdar.events.governed import COMMAS, CONDITIONS, FARTHEST, STOPS, THAT, Stand, cues, governed, plain, stand_at, stands
from mahdar.events.governors import future
from mahdar.events.lexicon import light, word_set
from mahdar.events.presupposed import RULES as PRESUPPOSING
from mahdar.events.presupposed import campaign
from mahdar.events.scene import Scene
from mahdar.events.triggers import Trigger

# Acts that saying performs: in the imperfect they are done by being reported (تدين, تدعو), not under way.
PERFORMED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT"})
# What a masdar behind لِ of purpose is still to bring about (توجه للقاء فلان).
_PURPOSES = frozenset({"CONSULT", "AID", "COOPERATE", "SUPPORT", "COERCE", "SANCTION", "CONCEDE", "MOBILIZE", "RETREAT"})
# What a bare noun of these types mostly tells: easings, withdrawals and cooperation are spoken of before they are done.
_BARE: dict[str, Status] = {"COOPERATE": "proposed", "CONCEDE": "proposed", "RETREAT": "proposed", "SANCTION": "ongoing"}
_AIMS, _LASTING, _GRIEVANCES, _DURATIVE = (word_set(s) for s in ("aims", "lasting", "grievances", "durative"))
_SO_THAT, _DURING = word_set("so_that"), word_set("during")
_YIELDED = word_set("yielded")
_THEREIN, _CAMPAIGNS, _DEMONSTRATIVES = (word_set(s) for s in ("therein", "campaigns", "demonstratives"))
_ATTEMPTS, _FOILED = word_set("attempts"), tuple(sorted(word_set("foiled")))
_WAS = frozenset({"كان", "كانت", "كانوا", "كنا"})
_OWN = ("granted", "to end", "negated")  # rules that tell of one noun alone
_IF, _BELIED = 14, 14
_ENDINGS, _REACTIONS, _DENIALS, _CHARGES = (word_set(s) for s in ("endings", "reactions", "denials", "charges"))
_CONTENT = frozenset({"ان", "بان", "بانه", "بانها", "بانهم", "انه", "انها", "عن", "حول", "بشان"})


def status(scene: Scene, trigger: Trigger, before: Sequence[tuple[Trigger, Stand]] = ()) -> Stand:
    """The status of one trigger by the first of `RULES` that speaks; `before` are the triggers of its sentence so far."""
    for name, rule in RULES:
        stand = rule(scene, trigger)
        if stand is not None:
            inside = _within(scene, trigger, before) if stand.status == "ongoing" else None
            return inside or stand._replace(rule=name)
    joined = _within(scene, trigger, before) or _joined(scene, trigger, before)
    return joined or Stand(_by_form(scene, trigger), trigger.at, trigger.at, "form")


def _pledge(scene: Scene, trigger: Trigger) -> Stand | None:
    """What is said of the future is the threat itself: سنرد، لن نتهاون."""
    return stand_at(trigger, "happened") if trigger.form.sense.mode == "pledge" else None


def _described(scene: Scene, trigger: Trigger) -> Stand | None:
    """An adjective right behind a noun (المستمر، المرتقب) tells over whatever stands farther off."""
    if trigger.form.kind != "noun":
        return None
    for k in (trigger.at + 1, trigger.at + 2):
        for cue in cues()[1].get(scene.form(k), ()):
            if len(cue.words) == 1 and k - trigger.at <= cue.window and scene.form(k).startswith("ال") and _agrees(scene, trigger, k):
                return stand_at(trigger, cue.status, k, k + 1)
    return None


def _agrees(scene: Scene, trigger: Trigger, k: int) -> bool:
    """Whether the adjective at `k` is the trigger's and not that of its genitive: زيارة الرئيس المقبلة, and not محاكمة الرئيس السابق."""
    if k == trigger.at + 1 or trigger.definite or not scene.form(k - 1).startswith("ال"):
        return True
    of_women = scene.form(trigger.at).endswith(("ه", "ات"))
    return of_women == scene.form(k).endswith("ه") and (of_women or "سابق" not in scene.form(k))


def _negated(scene: Scene, trigger: Trigger) -> Stand | None:
    """غير makes what it stands before not so: غير موقعة على المعاهدة."""
    k = trigger.at - 1
    return stand_at(trigger, "denied", k, k + 1) if trigger.form.kind == "noun" and scene.form(k) == "غير" else None


def _belied(scene: Scene, trigger: Trigger) -> Stand | None:
    """What charges or reports say that somebody denies did not take place: نفت الاتهامات بأنها تدعم."""
    for k in range(trigger.at - 1, max(scene.first, trigger.at - _BELIED) - 1, -1):
        if scene.form(k) in STOPS:
            return None
        if plain(scene.form(k)) in _CHARGES and any(plain(scene.form(n)) in _DENIALS for n in range(k - FARTHEST, k)):
            told = any(plain(scene.form(n)) in _CONTENT for n in range(k + 1, trigger.at)) or trigger.form.lead.startswith("ب")
            return stand_at(trigger, "denied", k, k + 1) if told else None
    return None


def _conditional(scene: Scene, trigger: Trigger) -> Stand | None:
    """A verb behind an if, or a future that hangs on one, is possible."""
    i, form = trigger.at, trigger.form
    if form.kind not in ("perfect", "imperfect"):
        return None
    reach = _IF if "س" in form.lead else 4
    for k in range(i - 1, max(scene.first, i - reach) - 1, -1):
        if scene.form(k) in STOPS:
            return None
        if plain(scene.form(k)) in CONDITIONS:
            return stand_at(trigger, "possible", k, k + 1)
    return None


def _behind(scene: Scene, trigger: Trigger) -> Stand | None:
    """A cue behind the word, up to the next stop: غدا، المقبل، منذ سنوات."""
    after, i = cues()[1], trigger.at
    for k in range(i + 1, min(scene.last, i + 7)):
        form = scene.form(k)
        if form in STOPS:
            break
        for cue in after.get(form, ()):
            adjective = trigger.form.kind == "noun" and len(cue.words) == 1 and form.startswith("ال")
            if k - i <= cue.window and stands(scene, k, cue.words) and (not adjective or _agrees(scene, trigger, k)):
                return stand_at(trigger, cue.status, k, k + len(cue.words))
    return None


def _predicate(scene: Scene, trigger: Trigger) -> Stand | None:
    """A noun whose own verb behind it is a future: العمليات سوف تستمر."""
    i = trigger.at
    if trigger.form.kind != "noun":
        return None
    for k in range(i + 1, min(scene.last, i + 4)):
        if scene.form(k) in STOPS or scene.form(k) in COMMAS:
            return None
        if (ahead := future(scene.form(k))) is not None:
            return stand_at(trigger, ahead, k, k + 1)
    return None


def _said(scene: Scene, trigger: Trigger) -> Stand | None:
    """To say one's support is to give it: أكد دعمه."""
    i, form = trigger.at, trigger.form
    if form.kind != "noun" or form.sense.event != "SUPPORT":
        return None
    return stand_at(trigger, "happened") if any(light(scene.form(k), "SUPPORT") == "actor" for k in range(i - 4, i)) else None


def _was(scene: Scene, trigger: Trigger) -> Stand | None:
    """كان before an imperfect tells what used to be."""
    if trigger.form.kind != "imperfect":
        return None
    span = range(trigger.at - 1, max(scene.first, trigger.at - 8) - 1, -1)
    k = next((k for k in span if plain(scene.form(k)) in _WAS), None)
    if k is None or any(scene.form(n) in STOPS or scene.form(n) in COMMAS for n in range(k, trigger.at)):
        return None
    return stand_at(trigger, "past", k, k + 1)


def _mood(scene: Scene, trigger: Trigger) -> Stand | None:
    """An imperfect that tells no fact: behind that, or for a purpose."""
    if trigger.form.kind != "imperfect":
        return None
    i, lead = trigger.at, trigger.form.lead
    if "س" in lead:
        return stand_at(trigger, "planned")
    before = plain(scene.form(i - 1))
    if before in THAT:
        return stand_at(trigger, "planned" if scene.form(i - 2) == "قبل" else "proposed")
    return stand_at(trigger, "planned") if lead in ("ل", "ول") or before in _SO_THAT else None


def _standing(scene: Scene, trigger: Trigger) -> Stand | None:
    """An imperfect that opens a sentence of the body, or follows ما, tells what somebody keeps doing: وتتهم الهند جارتها."""
    form = trigger.form
    if form.kind != "imperfect" or form.person.startswith("1") or scene.title:
        return None
    opens = trigger.at <= scene.first + 1 and form.lead == "و" and form.person != "3p"
    keeps = opens or scene.form(trigger.at - 1) == "ما" or _narrated(scene, trigger)
    return stand_at(trigger, "ongoing") if keeps else None


def _narrated(scene: Scene, trigger: Trigger) -> bool:
    """Whether the outlet itself tells what somebody named right before a verb of refusal or blame holds: لكن موسكو ترفض."""
    if trigger.form.lead or trigger.form.sense.event not in ("REJECT", "ACCUSE") or scene.inside(trigger.at - 1) is None:
        return False
    said = (k for k in range(scene.first, trigger.at) if plain(scene.form(k)) in THAT or plain(scene.form(k)) in ("انه", "انها", "انهم"))
    return all(plain(scene.form(k - 1)) in ("رغم", "مع") for k in said)


# The rules by name, in the order in which they are asked; the first that speaks decides.
RULES: tuple[tuple[str, Callable[[Scene, Trigger], Stand | None]], ...] = (
    ("pledge", _pledge),
    ("adjective", _described),
    *PRESUPPOSING,
    ("negated", _negated),
    ("belied", _belied),
    ("governed", governed),
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
    near = other.form.kind == "noun" and trigger.at - other.at <= FARTHEST
    if not near or any(scene.form(k) in STOPS for k in range(other.at, trigger.at)):
        return None
    return Stand(stand.status, stand.first, stand.last, "joined") if stand.rule not in _OWN else None


def _within(scene: Scene, trigger: Trigger, before: Sequence[tuple[Trigger, Stand]]) -> Stand | None:
    """What is told in the imperfect to lie within the happening before it shares its status: زيارة .. يلتقي خلالها."""
    near = range(max(scene.first, trigger.at - 4), min(scene.last, trigger.at + 6))
    at = next((k for k in near if scene.form(k) in _THEREIN), None)
    if at is None or not before or trigger.form.kind == "perfect":
        return None
    told = trigger.form.kind == "imperfect" or any(scene.form(k)[:1] in ("ي", "ت") for k in range(trigger.at - 3, trigger.at))
    return Stand(before[-1][1].status, at, at + 1, "within") if told else None


def _by_form(scene: Scene, trigger: Trigger) -> Status:
    """The status that a trigger's own form tells; the imperfect of a headline is a perfect (يقصف، تعتقل)."""
    form, sense = trigger.form, trigger.form.sense
    if form.kind != "noun":
        under_way = form.kind == "imperfect" and not scene.title and (sense.event not in PERFORMED or sense.lemma in _DURATIVE)
        return "ongoing" if under_way else "happened"
    if form.lead in ("ل", "ول", "لل", "ولل") and (sense.event in _PURPOSES or sense.lemma in _AIMS):
        return "planned"
    if form.lead in ("ب", "بال", "وبال") and sense.event == "COOPERATE":
        return "happened"  # بالتعاون مع: a circumstance of what took place
    if sense.lemma in _LASTING or (sense.mode == "negotiate" and trigger.definite):
        return "ongoing"
    if (trigger.definite or form.suffix) and scene.form(trigger.at - 1) not in _DEMONSTRATIVES and campaign(scene.form(trigger.at)):
        return "ongoing"
    if sense.lemma in _GRIEVANCES:
        return "past"
    if trigger.past:
        return "happened"
    if form.suffix and sense.event == "COOPERATE":
        return "ongoing"
    return "happened" if sense.lemma in _YIELDED else _BARE.get(sense.event, "happened")
