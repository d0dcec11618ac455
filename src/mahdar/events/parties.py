"""Trigger -> who acts and on whom, by the grammar around it.

Tried in order, and the construction that answered is named in the event's rule: the noun's genitive, the national
adjective, the prepositions of its frame, the light verb that carries it, the verb's subject (behind it, before it,
carried over), and for a definite noun the parties of the same happening named before.
"""

from __future__ import annotations

from typing import NamedTuple

from mahdar.events.control import controller
from mahdar.events.grammar import agent, back_joined, clause_end, free, partner, preposition, subject_before, with_joined
from mahdar.events.lexicon import forms, light, word_set
from mahdar.events.pronouns import owner
from mahdar.events.scene import PREPOSITIONS, Party, Scene, group, keys
from mahdar.events.subject import subject_of
from mahdar.events.triggers import Trigger

_STOPS = frozenset({".", "؛", "!", "؟", "?", ":"})
_COMPLEMENTISERS = word_set("complementisers")
_HARM = frozenset({"kill", "injure", "abduct", "arrest"})
_NUMBERS, _TURNING = word_set("numbers"), word_set("turning")
_FROM_WHOM, _INVASIONS = word_set("from_whom"), word_set("invasions")
_RULING = frozenset({"في", "من", "علي", "الي", "عن"})
_HONOURS = word_set("honours")
_ADJECTIVAL = ("ي", "يا", "يه")
_ASKED = frozenset({"ان", "بان", "الي"})
_RELATIVE, _TRANSITIVE = word_set("relative"), word_set("transitive")
_NO_OBJECTS, _TROOPS, _IN_RETURN, _REACTING = (word_set(s) for s in ("no_objects", "troops", "in_return", "reacting"))
_INDIRECT = frozenset({"ل", "ب", "علي", "الي"})
_ANY = _INDIRECT | {"of", "object"}
_HOSTILE = frozenset({"ACCUSE", "THREATEN", "ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "REJECT"})


class Cast(NamedTuple):
    """Who acts, on whom, and the construction that told."""

    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    rule: str


def cast(scene: Scene, trigger: Trigger, carried: tuple[Party, ...]) -> Cast:
    """The parties of one trigger; `carried` is the last subject before this sentence, for elided ones."""
    if trigger.form.kind == "noun":
        return _noun(scene, trigger, carried)
    return _verb(scene, trigger, carried)


def _verb(scene: Scene, trigger: Trigger, carried: tuple[Party, ...]) -> Cast:
    i, form = trigger.at, trigger.form
    end = clause_end(scene, i)
    if dead := _counted_before(scene, trigger):
        return Cast(agent(scene, i, end), dead, "passive")
    if _passive(scene, trigger):
        return Cast(agent(scene, i, end), _counted(scene, i), "passive")
    subject, rule = subject_of(scene, trigger, end, carried)
    last = max([i, *(p.last - 1 for p in subject if p.first > i)])
    frame = form.sense.frame
    if frame == "mutual":
        partners = partner(scene, last, end, frozenset({"مع", "بين"}))
        if not partners and form.sense.lemma in ("التقي", "هاتف"):
            found = free(scene, last, end, 6)
            partners = with_joined(scene, found) if found else ()
        return Cast(_merge(subject, partners), (), rule)
    if frame == "victim" or (rule == "subject behind" and _suffers(scene, trigger, subject, end)):
        return Cast(agent(scene, i, end), subject, rule)
    if rule == "subject carried" and form.sense.mode in _HARM:
        subject = ()
    if frame == "alone":
        return Cast(subject, partner(scene, last, end, frozenset({"ضد", "علي"})), rule)
    prepositions = preposition(frame)
    if prepositions:
        return Cast(subject, partner(scene, last, end, prepositions) or partner(scene, i, end, prepositions), rule)
    found = free(scene, last, _content_from(scene, last, end) if form.sense.event == "REQUEST" else end, 8)
    if found is None:
        return Cast(subject, partner(scene, last, end, _INDIRECT if form.sense.event == "REQUEST" else _ANY, 8), rule)
    objects = tuple(p for p in with_joined(scene, found) if p not in subject)
    if form.sense.event == "ACCUSE":  # ندد بمقتل طفل: nobody blames the victim
        objects = tuple(p for p in objects if group(scene.form(p.first)) != "sufferer")
    return Cast(subject, objects, rule)


def _content_from(scene: Scene, i: int, end: int) -> int:
    """Where what is asked for begins: at إلى، أن or a masdar with ب or ل."""
    for k in range(i + 1, min(end, i + 9)):
        if scene.form(k) in _ASKED or any(f.kind == "noun" and f.lead in ("ب", "ل") for f in forms(scene.form(k))):
            return k
    return end


def _passive(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb of harm is followed at once by an indefinite noun or number that names nobody: قتل ستة، قتل عشرون."""
    form, after = trigger.form, scene.form(trigger.at + 1)
    if form.sense.mode not in _HARM or form.kind != "perfect" or form.suffix:
        return False
    if scene.form(trigger.at - 1) in _RELATIVE or scene.form(trigger.at - 1) in _COMPLEMENTISERS:
        return False
    named = scene.inside(trigger.at + 1)
    if not after or (named is not None and not (named.weak and named.kind == "nation")) or after in PREPOSITIONS:
        return False
    active = next((p for p in scene.before(trigger.at, 10) if not p.governed and p.kind != "place"), None)
    return active is None and scene.words[trigger.at + 1].sort != "mark" and not after.startswith("ال")


def _counted_before(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """The people counted right before a plural verb of harm, its sufferers where nobody stands behind it: سبعة جنود قتلوا في هجوم."""
    i, form = trigger.at, trigger.form
    if form.person != "3p" or form.kind != "perfect" or form.sense.mode not in _HARM or form.suffix or form.lead:
        return ()
    behind = free(scene, i, min(scene.last, i + 4), 3)
    if behind is not None and not any(scene.form(k) in _TURNING for k in range(i + 1, behind.first)):
        return ()
    near = next((p for p in scene.before(i, 6) if _people(scene, p) and not scene.form(p.first).startswith("ال")), None)
    if near is None:
        return ()
    span = range(max(scene.first, near.first - 2), near.first)
    counted = any(scene.words[k].sort == "number" or scene.form(k) in _NUMBERS for k in span)
    return (near,) if counted or group(scene.form(near.first)) in ("sufferer", "many") else ()


def _people(scene: Scene, party: Party) -> bool:
    """Whether a party is people named by a common noun, whosever they are: جنود, جنود ليبيون."""
    return party.kind == "group" or group(scene.form(party.first)) == "arm"


def _counted(scene: Scene, i: int) -> tuple[Party, ...]:
    """Of whom a number suffered: قتل 15 من عناصر التنظيم."""
    p = next((p for p in scene.after(i, 5) if p.first <= i + 4), None)
    return (p,) if p is not None and p.governed in ("", "من") and p.kind != "nation" else ()


def _suffers(scene: Scene, trigger: Trigger, subject: tuple[Party, ...], end: int) -> bool:
    """Whether what follows a verb of harm is its victim, the verb a passive: one indefinite party and no other behind it."""
    if trigger.form.sense.mode not in _HARM or trigger.form.kind != "perfect" or not subject:
        return False
    first, head = subject[0], scene.form(subject[0].first)
    if group(head) == "sufferer":
        return True
    if head.startswith("ال") or first.kind not in ("group", "nation", "state", "organisation"):
        return False
    if (first.kind in ("state", "organisation") or group(head) == "arm") and _TROOPS.isdisjoint(keys(head)):
        return False  # قتل جندي لبناني, and not اعتقلت قوات الاحتلال
    other = free(scene, subject[-1].last - 1, end, 8)
    if agent(scene, subject[-1].last - 1, end):
        return True  # قتل جندي برصاص مسلحين
    return other is None or any(scene.form(k) in _TURNING for k in range(subject[-1].last, other.first))


def _merge(a: tuple[Party, ...], b: tuple[Party, ...]) -> tuple[Party, ...]:
    return a + tuple(p for p in b if p not in a)


def _noun(scene: Scene, trigger: Trigger, carried: tuple[Party, ...]) -> Cast:
    i, sense = trigger.at, trigger.form.sense
    end = clause_end(scene, i)
    if sense.frame == "by:من":
        return _backed(scene, i, end)
    genitive = _genitive(scene, trigger, carried)
    aims = sense.genitive in ("recipient", "about") and _aims(scene, genitive)
    struck = sense.genitive == "recipient" or (sense.genitive == "actor" and _object(scene, trigger, genitive))
    owners = genitive if (sense.genitive in ("actor", "mutual") and not struck) or aims else ()
    owners = tuple(p for p in owners if p.kind != "place")
    if sense.genitive == "subject":
        before = subject_before(scene, i)
        return Cast(back_joined(scene, before) if before else carried, _target(scene, trigger, end), "subject before")
    agents, rule = _doers(scene, trigger, owners, end, carried)
    if sense.frame == "mutual":
        return _between(scene, trigger, carried, agents, rule)
    recipients = genitive if struck and not aims else ()
    recipients = recipients or _target(scene, trigger, end)
    if not agents or rule == "from whom":
        role, parties = _carrier(scene, i, end, sense.event)
        if role == "recipient":
            recipients = recipients or parties
        elif role == "actor" and not agents:
            agents, rule = parties, "light verb"
    agents = tuple(p for p in agents if p not in recipients)
    if agents or (sense.genitive == "recipient" and (sense.event == "ASSAULT" or trigger.definite)):
        return Cast(agents, recipients, rule if agents else "genitive")
    return _fall_back(scene, trigger, carried, recipients)


def _doers(
    scene: Scene, trigger: Trigger, owners: tuple[Party, ...], end: int, carried: tuple[Party, ...]
) -> tuple[tuple[Party, ...], str]:
    """Who does what a noun names by the words that belong to it, and the construction that told."""
    if agents := agent(scene, trigger.at, end):
        return agents, "agent"
    if owners:
        return owners, "genitive"
    open_ = trigger.form.sense.genitive != "recipient" or trigger.definite
    if open_ and (nations := _nations(scene, trigger.at)):
        return nations, "national adjective"
    shared = trigger.form.sense.frame == "mutual" and trigger.form.sense.event != "CONSULT"
    if not shared and (managing := controller(scene, trigger, carried)):
        return managing, "control"
    measure = _whose(scene, trigger)
    return measure if measure[0] else (_from_whom(scene, trigger), "from whom")


def _whose(scene: Scene, trigger: Trigger) -> tuple[tuple[Party, ...], str]:
    """Whose measure is lifted or imposed, whose an attack is: by the adjective of a nation, by ل."""
    sense = trigger.form.sense
    if sense.genitive == "about" and sense.event in ("CONCEDE", "SANCTION"):
        return _imposers(scene, trigger.at), "whose measure"
    owned = sense.event == "ASSAULT" and not trigger.definite
    return (_possessor(scene, trigger.at), "possessor") if owned else ((), "none")


def _from_whom(scene: Scene, trigger: Trigger) -> tuple[Party, ...]:
    """Who gives what somebody receives: الدعم المادي من إيران, ضغوط من واشنطن, بطلب من أنقرة."""
    asked = trigger.form.lead.endswith("ب") and trigger.form.sense.event == "REQUEST"
    if trigger.form.sense.lemma not in _FROM_WHOM and not asked:
        return ()
    giver = next((p for p in scene.after(trigger.at, 4) if p.governed == "من" and p.kind != "place"), None)
    if giver is None or scene.form(giver.first - 1) != "من":
        return ()
    told = all(scene.form(k).startswith("ال") or scene.form(k).endswith(_ADJECTIVAL) for k in range(trigger.at + 1, giver.first - 1))
    return with_joined(scene, giver) if told else ()  # and not تمويل نخبة من الجماعات


def _backed(scene: Scene, i: int, end: int) -> Cast:
    """The parties of a passive participle: who backs stands behind, whom they back before (المتمردون المدعومون من إيران)."""
    before = subject_before(scene, i) or next(iter(scene.before(i, 3)), None)
    return Cast(partner(scene, i, end, frozenset({"من"}), 6), back_joined(scene, before) if before else (), "backed by")


def _object(scene: Scene, trigger: Trigger, genitive: tuple[Party, ...]) -> bool:
    """Whether the genitive of a masdar is whom it is done to: the host of a visit, whoever is helped or called upon by a named subject."""
    if not genitive or trigger.form.suffix:
        return False
    if trigger.form.sense.lemma in _INVASIONS:
        return genitive[0].kind in ("state", "place")
    if trigger.form.sense.mode == "visit":
        return genitive[0].kind in ("state", "place", "organisation")
    if trigger.form.sense.lemma not in _TRANSITIVE:
        return False
    ruled = trigger.form.lead in ("ب", "ل", "وب", "ول") or scene.form(trigger.at - 1) in _RULING
    return ruled and subject_before(scene, trigger.at) is not None


def _aims(scene: Scene, genitive: tuple[Party, ...]) -> bool:
    """Whether an object with ل follows a state or body in the genitive, which then acts: ملاحقة الحكومة لإرهاب المستوطنين."""
    if not genitive or genitive[-1].kind not in ("state", "organisation", "group"):
        return False
    after = scene.form(genitive[-1].last)
    return after == "ل" or (after.startswith("ل") and after[1:2] not in ("ي", "ت") and len(after) > 4 and after not in _NO_OBJECTS)


def _possessor(scene: Scene, i: int) -> tuple[Party, ...]:
    """Whose an indefinite noun is by ل: غارات للتحالف، هجوم جديد لتنظيم."""
    p = next((p for p in scene.after(i, 3) if p.first <= i + 2), None)
    return with_joined(scene, p) if p is not None and p.governed == "ل" else ()


def _imposers(scene: Scene, i: int) -> tuple[Party, ...]:
    """Whose measure is lifted or imposed, by the adjective or the relative clause behind it: رفع العقوبات الأميركية، التي تفرضها واشنطن."""
    for k in range(i + 1, min(scene.last, i + 4)):
        if scene.form(k) in _RELATIVE and light(scene.form(k + 1), "SANCTION"):
            imposer = free(scene, k + 1, scene.last, 6)
            return with_joined(scene, imposer) if imposer else ()
        party = scene.inside(k)
        if party is not None and party.weak and party.kind == "nation":
            return (party,)
        if party is not None or scene.words[k].sort != "word" or scene.form(k) in PREPOSITIONS:
            return ()
    return ()


def _between(scene: Scene, trigger: Trigger, carried: tuple[Party, ...], agents: tuple[Party, ...], rule: str) -> Cast:
    """The parties of a noun that all take part in alike: a meeting, an agreement."""
    i, end, sense = trigger.at, clause_end(scene, trigger.at), trigger.form.sense
    partners = partner(scene, i, end, frozenset({"مع", "بين"}), 12)
    relative = not agents and any(scene.form(k) in _RELATIVE for k in range(i + 1, i + 4))
    if relative or (rule == "national adjective" and not (partners and partners[0].governed == "بين")):
        role, carriers = _carrier(scene, i, end, sense.event)
        if role == "actor":
            agents, rule = _merge(carriers, agents), "light verb"
    if partners and not agents and partners[0].governed == "مع":
        subject = subject_before(scene, i)
        if subject is not None and i - subject.last <= 10:
            agents, rule = back_joined(scene, subject), "sentence subject"
    if agents or partners:
        return Cast(_merge(agents, partners), (), rule if agents else "partners")
    return _fall_back(scene, trigger, carried, ())


def _target(scene: Scene, trigger: Trigger, end: int) -> tuple[Party, ...]:
    """Whom a noun's prepositions aim at."""
    sense = trigger.form.sense
    wanted = preposition(sense.frame) or (frozenset({"ضد", "بحق", "علي"}) if sense.event in _HOSTILE else frozenset())
    return partner(scene, trigger.at, end, wanted, 8) if wanted else ()


def _fall_back(scene: Scene, trigger: Trigger, carried: tuple[Party, ...], recipients: tuple[Party, ...]) -> Cast:
    """An event noun without parties of its own: what the sentence's subject does, unless the noun is definite."""
    if trigger.form.sense.event == "PROTEST":
        crowd = next(
            (p for p in (scene.inside(trigger.at), *scene.after(trigger.at), *scene.before(trigger.at)) if p and _crowd(scene, p)), None
        )
        if crowd is not None:
            return Cast((crowd,), recipients, "crowd")
    if trigger.form.sense.event == "ASSAULT":
        return Cast((), recipients, "none")
    if trigger.definite or any(_reacts(scene.form(k)) for k in range(max(scene.first, trigger.at - 8), trigger.at)):
        return Cast((), recipients, "none")
    before = subject_before(scene, trigger.at)
    if before is not None and trigger.at - before.last <= 12:
        return Cast(tuple(p for p in back_joined(scene, before) if p not in recipients), recipients, "sentence subject")
    return Cast((), recipients, "none")


def _reacts(form: str) -> bool:
    """Whether a verb tells what somebody thinks of what others did: نددت النقابة باعتقال عضو."""
    return any(f.kind != "noun" and f.sense.lemma in _REACTING for f in forms(form))


def _crowd(scene: Scene, party: Party) -> bool:
    return party.kind == "group" and any(group(scene.form(k)) in ("crowd", "many") for k in range(party.first, party.last))


def _genitive(scene: Scene, trigger: Trigger, carried: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who stands in the genitive of a noun, or who its possessive suffix means."""
    i, form = trigger.at, trigger.form
    if form.suffix:
        return owner(scene, i, form.suffix, carried)
    if trigger.definite:
        return ()
    head = i + 1
    while head < i + 4 and scene.form(head) in _HONOURS:
        head += 1
    party = scene.party_at(head)
    if party is not None and head == i + 1 and len(party.governed) > 1:
        party = party._replace(governed="")  # the preposition governs the noun itself: بشأن دعم إيران
    if party is not None and party.kind == "place" and form.sense.frame == "mutual":
        return ()  # قمة جنيف: where they met
    if party is None or party.governed or (party.kind == "nation" and party.weak) or scene.form(head).startswith("انتحار"):
        return ()
    return with_joined(scene, party)


def _nations(scene: Scene, i: int) -> tuple[Party, ...]:
    """The national adjectives that follow word `i`, with at most one other adjective among them."""
    found: list[Party] = []
    gap = 0
    definite = trigger_definite(scene, i)
    k = i + 1
    while k < scene.last and gap < 2:
        party = scene.inside(k)
        if party is not None and party.weak and party.kind == "nation":
            found.append(party)
        elif party is not None or scene.words[k].sort != "word":
            break
        elif scene.words[k].form.startswith("ال") != definite:
            break  # a genitive, not an adjective: what is national from here on belongs to it
        else:
            gap += 1
        k += 1
    return tuple(found)


def trigger_definite(scene: Scene, i: int) -> bool:
    """Whether the noun at `i` carries the article, and so asks for adjectives that carry it too."""
    form = scene.form(i)
    return any(form.startswith(lead) for lead in ("ال", "وال", "بال", "لل", "فال", "وبال", "ولل", "كال"))


def _carrier(scene: Scene, i: int, end: int, event: str) -> tuple[str, tuple[Party, ...]]:
    """The light verb that carries a noun, in its relative clause or before it: (role of its subject, its subject)."""
    for k in range(i + 1, min(end, i + 5)):
        role = light(scene.words[k].form, event)
        if role in ("actor", "recipient"):
            found = free(scene, k, end, 6)
            if found is not None:
                return role, with_joined(scene, found)
    for k in range(i - 1, max(scene.first, i - 14) - 1, -1):
        if scene.words[k].form in _STOPS or scene.words[k].form in _COMPLEMENTISERS or scene.words[k].form in _IN_RETURN:
            break
        role = light(scene.words[k].form, event)
        parties = _carrying(scene, k, i) if role in ("actor", "recipient") else ()
        if parties:
            return role, parties
    return "", ()


def _carrying(scene: Scene, k: int, i: int) -> tuple[Party, ...]:
    """The subject of the light verb at `k`, which carries the noun at `i`."""
    near = next((p for p in scene.before(k, 8) if p.last == k and not p.governed), None)
    inner = next((p for p in scene.after(k, i - k) if p.first < i and not p.governed), None)
    if near is None and inner is not None:
        return tuple(p for p in with_joined(scene, inner) if p.first < i)
    subject = near or subject_before(scene, k)
    return back_joined(scene, subject) if subject else ()
