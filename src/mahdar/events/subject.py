"""Verb -> its subject: behind it, before it, carried over from the sentence before."""

from __future__ import annotations

from mahdar.events.agreement import agrees, gender
from mahdar.events.grammar import back_joined, free, may_act, subject_before, with_joined
from mahdar.events.lexicon import bare, forms, word_set
from mahdar.events.scene import PREPOSITIONS, Party, Scene, group
from mahdar.events.triggers import Trigger

_RELATIVE = word_set("relative")
_ADDRESSING, _CALLED_UPON = word_set("addressing"), word_set("called_upon")
_THAT = word_set("that") | {"انه", "انها", "انهم", ":"}
_OPENING = 8  # words within which a sentence comes to what is said
_PARTICLES = frozenset({"قد", "لقد", "سوف", "لم", "لن", "لا"})
_QUANTITIES, _PLURAL = word_set("quantities"), 5
_TOWARDS = frozenset({"الي", "علي"})
_DEFINITE = ("ال", "وال", "بال", "لل", "كال", "فال")
_HARM = frozenset({"kill", "injure", "abduct", "arrest"})


def subject_of(scene: Scene, trigger: Trigger, end: int, carried: tuple[Party, ...]) -> tuple[tuple[Party, ...], str]:
    """The subject of a verb and how it was found."""
    i, form = trigger.at, trigger.form
    if form.kind == "participle":
        return _speaker(scene, i, carried)
    if crowd := _antecedent(scene, trigger):
        return crowd, "subject before"
    many = form.person == "3p"
    beside = (i, i - 1) if scene.form(i - 1) in _PARTICLES else (i,)  # الوزير قد التقى
    near = next(
        (p for p in scene.before(i, 12) if not p.governed and p.kind != "place" and (p.last in beside or _described(scene, p, i))), None
    )
    if near is not None and not form.lead.startswith(("و", "ف")) and (not near.weak or near.kind == "group"):
        return back_joined(scene, near), "subject before"
    if form.person.startswith("1"):
        speaker = next((p for p in scene.before(i) if p.kind in ("person", "role", "state") and not p.governed), None)
        return ((speaker,), "subject before") if speaker else (carried, "subject carried")
    deed = scene.form(i - 1) in _RELATIVE and _deed(scene, i - 2)
    if scene.form(i - 1) in _RELATIVE and not deed:
        antecedent = next((p for p in scene.before(i - 1, 8) if p.kind != "place" and not (p.kind == "state" and p.governed == "في")), None)
        # A nominative behind the verb is its subject: المنزل الذي حرق المستوطنون.
        one = many and antecedent is not None and antecedent.kind in ("person", "role") and not antecedent.joined
        clash = form.person == "3fs" and scene.form(i - 1).endswith("الذي")  # التنظيم الذي قصفت مواقعه
        if antecedent is not None and not one and not clash and not form.suffix and not scene.form(i + 1).endswith("ون"):
            return back_joined(scene, antecedent), "subject before"
    if form.lead.startswith("و") and form.kind == "imperfect":  # a headline goes on: الأمير يغادر ويشكر الرئيس
        opener = next((p for p in scene.parties[:1] if p.first <= scene.first + 1 and not p.governed and p.last < i), None)
        if opener is not None:
            return (opener,), "subject before"
    behind = _behind(scene, trigger, end)
    if behind is not None and (behind.first <= i + 2 or not _clause_between(scene, i, behind.first)):
        return with_joined(scene, behind), "subject behind"
    if deed or _unnamed_subject(scene, i):
        return (), "none"
    before = _earlier_subject(scene, trigger)
    if many and before is not None and before.kind in ("person", "role") and len(back_joined(scene, before)) < 2:
        before = None  # إنهم يدعمون: no single person is meant
        carried = ()
    return (back_joined(scene, before), "subject before") if before is not None else (carried, "subject carried")


def _deed(scene: Scene, k: int) -> bool:
    """Whether the word at `k`, or the noun that it describes, names a happening, which no party is: للتفجير الذي استهدف مسجدا."""
    at = k - 1 if scene.form(k).startswith("ال") and scene.form(k - 1).startswith(_DEFINITE) else k
    return any(f.kind == "noun" for f in forms(scene.form(at))) and scene.inside(at) is None


def _unnamed_subject(scene: Scene, i: int) -> bool:
    """Whether the word behind a verb is its subject and names no party: أشاد مراقبان, طالب عدد من المغردين."""
    after = scene.form(i + 1)
    if scene.inside(i + 1) is not None or scene.words[min(i + 1, scene.last - 1)].sort != "word":
        return False
    return (after.endswith(("ون", "ان")) and len(after) > _PLURAL and not forms(after)) or after in _QUANTITIES


def _behind(scene: Scene, trigger: Trigger, end: int) -> Party | None:
    """The party behind a verb that may be its subject."""
    i, form = trigger.at, trigger.form
    # A verb in the plural has its subject before it: what stands behind يدعمون is whom they back.
    found = free(scene, i, end, 6) if form.person != "3p" or form.suffix else None
    if found is None or found.kind == "place":
        return None  # سيزور النجف: a town that is no capital does nothing itself
    if form.sense.event != "PROTEST" and form.sense.mode not in _HARM and group(scene.form(found.first)) == "sufferer":
        return None  # قصفت مدنيين: whom it struck; زار والدي الطفل: whom it was for
    if not agrees(scene, trigger, found, behind=True) or _addressed(scene, trigger, found, end):
        return None
    if found.first == i + 2 and _prefixed(scene.form(i + 1)):
        return None  # أشاد بجهود الشعب
    arrives = form.sense.mode == "visit" and scene.form(i + 1) in _TOWARDS  # وصل إلى بغداد وفد
    return None if found.first > i + 2 and not arrives and _object_first(scene, i) else found


def _prefixed(form: str) -> bool:
    """Whether a word right behind a verb is an indefinite noun with a preposition written to it: بجهود, لقرار."""
    return form[:1] in ("ب", "ل") and len(form) > _PLURAL - 1 and not form.startswith(("بال", "لل"))


def _addressed(scene: Scene, trigger: Trigger, found: Party, end: int) -> bool:
    """Whether the one party behind a second verb of asking or charging is whom it asks: وصف كيري .. وحث الرئيس على الحوار."""
    i = trigger.at
    if trigger.form.lead != "و" or trigger.form.sense.lemma not in _ADDRESSING:
        return False
    if bare(scene.form(found.first)) in _CALLED_UPON or scene.form(found.first) in _CALLED_UPON:
        return True  # وطالب المجتمع الدولي بوقف: it is asked, whoever asks
    if i <= scene.first + 1 or scene.words[i - 1].sort == "mark":
        return False
    if trigger.form.suffix or free(scene, with_joined(scene, found)[-1].last - 1, end, 5) is not None:
        return False
    return any(not p.weak and agrees(scene, trigger, p, behind=False) for p in may_act(scene, i))


def _object_first(scene: Scene, i: int) -> bool:
    """Whether what the verb at `i` is about stands right behind it, so that a name in it is no subject: لفتت إلى ضرورة دعم المجتمع."""
    after = scene.form(i + 1)
    return after in _TOWARDS or any(f.kind == "noun" and f.lead in ("ب", "ل") for f in forms(after))


def _earlier_subject(scene: Scene, trigger: Trigger) -> Party | None:
    """The subject before a verb; that of its sentence for a second verb: سمحت تركيا للتحالف .. وقصفت."""
    i = trigger.at
    able = [p for p in may_act(scene, i) if agrees(scene, trigger, p, behind=False)]
    before = able[0] if able else subject_before(scene, i)
    if before is None or trigger.form.lead != "و":
        return before
    first = [p for p in scene.parties if p.last <= i and not p.governed and not p.weak and p.kind != "place"]
    return next((p for p in first if agrees(scene, trigger, p, behind=False)), first[0] if first and not able else before)


def _speaker(scene: Scene, i: int, carried: tuple[Party, ...]) -> tuple[tuple[Party, ...], str]:
    """Who does what a circumstantial participle tells: the people right before one in the plural, or else whom the sentence begins with.

    A sentence that begins with a verb and what is said (وأضاف أن) goes on with the subject of the one before.
    """
    form = scene.form(i)
    if form.endswith("ين"):
        crowd = next((p for p in scene.before(i) if not p.governed and (p.kind == "group" or p.joined)), None)
        return (back_joined(scene, crowd), "speaker") if crowd is not None else (carried, "subject carried")
    said = next((k for k in range(scene.first, min(i, scene.first + _OPENING)) if scene.form(k) in _THAT), i)
    able = (p for p in scene.parties if p.last <= said and not p.governed and not p.weak and p.kind != "place")
    speaker = next((p for p in able if not (form.endswith("ا") and gender(scene.form(p.first), p) == "f")), None)
    return ((speaker,), "speaker") if speaker else (carried, "subject carried")


def _antecedent(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """The people without an article right before a plural verb, whose relative clause it opens: ضد مسلحين اقتحموا."""
    if trigger.form.person != "3p" or trigger.form.lead:
        return ()
    crowd = next((p for p in scene.before(trigger.at, 2) if p.last == trigger.at and p.kind == "group" and p.governed), None)
    return (crowd,) if crowd is not None and not scene.form(crowd.first).startswith(("ال", "لل", "بال")) else ()


def _described(scene: Scene, party: Party, i: int) -> bool:
    """Whether one adjective stands between a common noun and the verb at `i`: قوات أجنبية قتلت."""
    between = scene.form(i - 1)
    if party.kind != "group" or party.last != i - 1 or between in PREPOSITIONS or between.startswith("و"):
        return False
    return scene.words[i - 1].sort == "word" and between.startswith("ال") == scene.form(party.first).startswith("ال")


def _clause_between(scene: Scene, i: int, j: int) -> bool:
    return any(scene.form(k) in ("ان", "التي", "الذي", "الذين", "،", ",") for k in range(i + 1, j))
