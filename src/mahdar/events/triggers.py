"""Words -> triggers: which words of a sentence name an event, each with the row of the lexicon that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from mahdar.events.lexicon import Form, Sense, forms, light, word_set
from mahdar.events.scene import PREPOSITIONS, Company, Scene, nation

_VERB_REACH, _NOUN_REACH = 6, 4
_VERB = 3  # letters that a verb has more of
# A word after one of these is a noun, whatever verb is written alike.
_NOUN_BEFORE = PREPOSITIONS | {"كل", "اي", "عمليه", "عمليات", "سلسله", "جريمه", "حمله", "اعمال", "محاوله"}


_GRANTED = word_set("granted")
# Types whose nouns mean a happening wherever they stand with the article; an agreement or a support is more often a thing.
_TOLD_AGAIN = frozenset({"ASSAULT", "CONSULT", "COERCE", "PROTEST", "AID", "RETREAT", "THREATEN"})
_COMMAS = frozenset({"،", ","})
_OPENING = frozenset({"«", '"', "“", "(", "”", "»", ")"})
_QUOTING = frozenset({"«", "“", ":"})
_AHEAD = frozenset({"سوف", "وسوف", "لن", "ولن", "لم", "ولم"})
_CLAUSE_HEADS = word_set("clause_heads")
_ALONE = word_set("alone")
_TO_PEOPLE = frozenset({"kill", "injure", "arrest", "abduct"})  # قتل فلسطيني: a passive


class Trigger(NamedTuple):
    """The word `at` of the article names an event in the sense of `form`."""

    at: int
    form: Form
    past: bool = False  # a preposition of time (خلال، عقب) takes it for granted
    title: bool = False  # it stands in a headline

    @property
    def definite(self) -> bool:
        """Whether it is a noun with the article."""
        return self.form.kind == "noun" and ("ال" in self.form.lead or self.form.lead.endswith("لل"))


def spelled(word: str, form: Form) -> bool:
    """Whether a word as printed can be a verb's form: none ends in ة, and only a masdar begins with إ (إصابة, إدانة)."""
    stem = word[len(form.lead) :]
    return not (form.suffix == "ه" and word.endswith("ة")) and not (form.kind == "perfect" and stem.startswith("إ"))


def triggers(
    scene: Scene, text: str, able: Sequence[int], known: Set[tuple[str, str]] = frozenset(), *, strong: bool = False
) -> Iterator[Trigger]:
    """The triggers of a sentence of `text` in order, at most one a word; `able` are those of its words that the lexicon has.

    `known` are the (lemma, type) of the nouns that the article has named events by so far: a definite noun of theirs
    points back and needs no other company, nor do the words of `alone` where the article is `strong`ly political.
    """
    for i in able:
        readings = forms(scene.words[i].form)
        nominal = readings[-1].kind == "noun"  # the verbs stand first
        near = Company(scene, i)
        for form in readings:
            if form.kind != "noun" and not spelled(text[scene.words[i].start : scene.words[i].end], form):
                continue
            if form.kind == "perfect" and nominal and not _verbal(scene, i, form):
                continue
            alone = strong and form.sense.lemma in _ALONE
            if _fits(scene, i, form, near, back=(form.sense.lemma, form.sense.event) in known, alone=alone):
                yield Trigger(i, form, scene.form(i - 1) in _GRANTED, scene.title)
                break


def _verbal(scene: Scene, i: int, form: Form) -> bool:
    """Whether a word written like a masdar (تعاون، دعم، رفض) stands where a verb does: at the head of a clause or behind its subject."""
    back = i - 1
    quoted = scene.form(back) in _QUOTING and not form.lead
    while scene.form(back) in _OPENING:
        back -= 1
    before, after = scene.form(back), scene.form(i + 1)
    if before in _NOUN_BEFORE:
        return False  # دعا إلى «قتل» الجنود
    if quoted:
        return True  # what is quoted begins with its verb
    if form.suffix and after.startswith("ال") and scene.party_at(i + 1) is None:
        return False  # دعمها الدبلوماسي: an adjective of a noun
    if nation(after) and not after.startswith("ال") and form.sense.mode not in _TO_PEOPLE:
        return False  # توافق مصري
    if form.lead and (form.suffix or any(f.kind == "noun" and not f.suffix for f in forms(before))):
        return False  # سياسات إيران وتدخلها, بحرق وقتل
    if form.lead:
        return True
    if not before or scene.words[back].sort == "mark" or before in _CLAUSE_HEADS:
        return True
    subject = scene.inside(back)
    if subject is None or subject.governed:
        return False
    if _finite(scene.form(subject.first - 1)):
        return False  # أعلنت موسكو رفضها: the clause has its verb
    accusative = form.person == "3p" and scene.form(i).endswith("ا") and not scene.form(i).endswith("وا")
    return not accusative or subject.joined or before.endswith(("ان", "ين"))  # يتلقون دعما


def _finite(form: str) -> bool:
    """Whether a word can be a verb by its form: one of the lexicon's, or with an ending or a beginning that verbs have."""
    if form.startswith("ال"):
        return False
    return any(f.kind != "noun" for f in forms(form)) or bool(light(form)) or (len(form) > _VERB and (form[-1] == "ت" or form[0] == "ي"))


def _fits(scene: Scene, i: int, form: Form, near: Company, *, back: bool, alone: bool) -> bool:
    party = scene.inside(i)
    if party is not None and not party.weak and (party.first < i or form.kind != "noun"):
        return False
    if form.kind == "perfect" and scene.form(i - 1) in _AHEAD:
        return False  # سوف تسلم: an imperfect, whatever perfect is written alike
    who = form.kind == "imperfect" and scene.form(i - 1) == "من"  # من يمول: a pronoun
    if form.kind != "noun" and scene.form(i - 1) in _NOUN_BEFORE and not who:
        return False
    if form.kind == "participle" and form.person == "comma" and form.lead != "و" and scene.form(i - 1) not in _COMMAS:
        return False
    pointing = back and form.kind == "noun" and ("ال" in form.lead or form.lead.endswith("لل")) and form.sense.event in _TOLD_AGAIN
    return allowed(near, form.sense, alone=pointing or alone)


def allowed(near: Company, sense: Sense, *, alone: bool = False) -> bool:
    """Whether the words near a word meet the conditions of a row; `alone` where it needs no company."""
    reach = _NOUN_REACH if sense.noun else _VERB_REACH
    wide = reach if sense.noun else reach + 4
    if sense.needs and not alone and not near.meets(sense.needs, wide):
        return False
    return not near.meets(sense.unless, reach)
