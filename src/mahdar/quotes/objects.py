"""Bare noun phrases as contents: where the subject ends and the object starts, with nothing between them."""

from __future__ import annotations

import re

from mahdar.quotes.between import nameless, occasion
from mahdar.quotes.phrase import joined
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, DASHES, MARKS, Scan
from mahdar.quotes.terms import Term, head, is_place, members
from mahdar.spans import folded

_LONGEST = 26  # words of a subject
_WHERE = frozenset(("في", "عبر", "خلال"))
_PLACE = 14  # words that tell where or in what something was said
_NISBA = re.compile("ال.+(?:ي|يه|يين|يون|يتين|يان|يات)$")
# Verbal nouns by their shape: تفعيل، إفعال، استفعال، انفعال، افتعال، مفاعلة, bare or with a possessive.
_MASDAR = re.compile("(?:ت[^اوي].ي.|ا[^وي].اء|ا[^وي].ا.|است..ا.|ان..ا.|ا.ت.ا.|م.ا..[هت])(?:ه|ها|هم|هما)?")
_REFLEXIVE = re.compile("ت[^وي]..|ت[^وي]ا..")  # تفعّل، تفاعل: only where a preposition stands before them
_POSSESSIVE = re.compile("..+(?:ه|ها|هم|هما)$")


def is_object(scan: Scan, index: int, at: int) -> bool:
    """Whether the word at `at` heads a reported noun phrase by its own meaning: استعداد، أهمية، وجود."""
    if not _listed(scan.forms[at]):
        return False
    if at - 1 <= index:
        return True
    before = scan.forms[at - 1]
    if before in members("pointing") and at > index + 2:
        before = scan.forms[at - 2]  # في هذا الحوار
    previous = head(before)
    if previous is None and (under := joined(scan, before)):
        before, previous = under, head(under)  # رئيس المجلس لهيئة تنظيم الطيران
    if before in members("link") or before in members("prep") or before in COMPLEMENTISERS or before in members("time-preposition"):
        return False
    if previous and previous.sort == "anon" and (before.endswith("ون") or before in members("plural-source")):
        return True  # توقع خبراء ارتفاع الأسعار
    return not (previous and not before.startswith("ال") and previous.sort != "place")


def is_attitude(scan: Scan, index: int, at: int) -> bool:
    """Whether an indefinite accusative right behind a verb of showing is what is shown: أبدت استعدادا."""
    form = scan.forms[at]
    return at == index + 1 and form[-1] == "ا" and form[:-1] in members("object")


def is_verbal_noun(form: str) -> bool:
    """Whether the form is a verbal noun, by the list or by its shape."""
    return _listed(form) or has_shape(form) or bool(_REFLEXIVE.fullmatch(form))


def has_shape(form: str) -> bool:
    """Whether the form has a shape that hardly any other word has than verbal nouns: تجديد، استعداد."""
    return bool(_MASDAR.fullmatch(form))


def _listed(form: str) -> bool:
    """Whether the form, with or without a possessive, heads reported noun phrases: عزم، عزمه، عزمهما."""
    if form in members("object"):
        return True
    for suffix in ("هما", "هم", "ها", "ه"):
        if form.endswith(suffix) and len(form) > len(suffix) + 2:
            base = form[: -len(suffix)]
            return base in members("object") or (base[-1] == "ت" and base[:-1] + "ه" in members("object"))
    return False


def fits(scan: Scan, lemma: str, at: int, end: int) -> bool:
    """Whether the object has the shape that its verb asks for: اتهم X بـ، وصف X بـ، حمّل X المسؤولية."""
    name = folded(lemma)
    if name in members("takes-with"):
        behind = scan.forms[at : min(end, at + 24)]
        return any(f == "ب" or f in COMPLEMENTISERS or (f[:1] == "ب" and len(f) > 2 and head(f) is None) for f in behind)
    if name in members("takes-to"):
        form = scan.forms[at].removeprefix("ال")
        caused = is_verbal_noun(form) or form in members("caused")
        return caused and any(f == "الي" for f in scan.forms[at + 1 : min(end, at + 24)])
    if name in members("takes-blame"):
        return any(f in members("blame") for f in scan.forms[at : min(end, at + 14)])
    return True


def object_start(scan: Scan, index: int, end: int) -> int:
    """The first word of the object of the verb at `index`, or 0 where no border between subject and object shows.

    A subject is a title or body with its genitive, its adjectives and a name; a definite noun that is no adjective,
    or a state or an indefinite noun, behind a finished subject starts the object.
    """
    at = index + 1
    while at < end and (scan.forms[at] in members("time") or scan.forms[at] in members("adverb")):
        at += 1
    return _Subject(scan, at, min(end, at + _LONGEST), end).border()


class _Subject:
    """The state of reading a subject up to the border of the object.

    `needs` is set where a genitive must follow, `headed` and `named` once a head or a name stands, `lead` is the
    gender of the first head, `plural` whether it is a body or a group.
    """

    def __init__(self, scan: Scan, at: int, last: int, end: int) -> None:
        self.scan, self.at, self.last, self.end = scan, at, last, end
        self.needs, self.named, self.headed, self.plural = False, False, False, False
        self.lead = ""

    def border(self) -> int:
        """The word at which the object starts, or 0."""
        while self.at < self.last:
            if self.at in self.scan.persons and not self.named:
                self.at, self.named, self.needs = self.scan.persons[self.at], True, False
                continue
            behind = nameless(self.scan, self.at)
            if behind > self.at:
                self.at = behind
                continue
            if self._past_occasion():
                return self.at
            form = self.scan.forms[self.at]
            body = self.scan.bodies.get(self.at, 0) > self.at + 1
            if body and (self.headed or self.named) and not self.needs and head(form) is None and form.startswith("ال"):
                return self.at  # طالبت منظمات حقوقية الأمم المتحدة بـ
            if body and not self.headed and not self.named:
                self.at, self.headed, self.plural, self.needs = self.scan.bodies[self.at], True, True, False
                continue
            if self.scan.reading.words[self.at].sort != "word":
                step = self._mark(form)
            elif form == "ما" and (self.headed or self.named) and not self.needs:
                return self.at  # نفت الوزارة ما تردد
            elif form in COMPLEMENTISERS or form in members("relative"):
                return 0
            else:
                step = self._word(form)
            if step == 0:
                return 0
            if step < 0:
                return self.at
            self.at += step
        return 0

    def _past_occasion(self) -> bool:
        """Whether the object starts behind an occasion between commas; goes on behind it where one stands here."""
        behind = occasion(self.scan, self.at, self.end) if self.headed or self.named else self.at
        if behind == self.at or behind + 1 >= self.end:
            return False
        self.at = behind + 1
        form = self.scan.forms[self.at]
        return form.startswith("ال") and not _NISBA.fullmatch(form)

    def _follows_body(self, form: str) -> bool:
        """Whether an indefinite noun stands behind a body that is complete: أدانت وزارة الخارجية السودانية حادث ..."""
        before = self.scan.forms[self.at - 1]
        if form in members("time") or form in members("prep") or form in members("adverb"):
            return False
        complete = before.startswith("ال") or before in members("adjective")
        return complete and not form.startswith(("ال", "و", "ل", "ب")) and form not in self.scan.names and not is_place(form)

    def _points(self, form: str) -> bool:
        """Whether the word points at a thing, and not at a time: هذا الهجوم, not هذا الصيف."""
        following = self.scan.forms[min(self.at + 1, len(self.scan.forms) - 1)]
        return form in members("pointing") and following not in members("season") and following not in members("time")

    def _accusative(self, form: str) -> bool:
        """Whether the word is written as an indefinite accusative: شرطًا."""
        word = self.scan.reading.words[self.at]
        raw = self.scan.reading.text[word.start : word.end]
        return form[-1] == "ا" and "\N{ARABIC FATHATAN}" in raw and form not in members("time") and form not in members("prep")

    def _mark(self, form: str) -> int:
        """How many words to go on from a mark; 0 ends the search."""
        if self.at in self.scan.opening:
            after = self.scan.pairs[self.scan.opening[self.at]].after
            return max(1, after - self.at) if after <= self.end else 0
        if form == "." and self.at and len(self.scan.forms[self.at - 1]) == 1:
            return 1  # د. فلان
        return 1 if (form in COMMAS or form in DASHES) and self.at + 1 < self.end and (self.headed or self.named) else 0

    def _word(self, form: str) -> int:
        """How many words to go on; 0 ends the search, -1 says that the object starts here."""
        passed = self._aside(form)
        if passed is not None:
            return passed
        known = head(form)
        glued = joined(self.scan, form) if (self.headed or self.named) and known is None else None
        if glued:
            under = head(glued)
            self.needs = self.needs or (under is not None and under.sort != "place" and not glued.startswith("ال"))
        elif form in members("preposition") or form in members("prep") or form in members("on-behalf"):
            self.needs = self.headed  # المتحدث باسم الجبهة
            return 1 if self.headed else 0
        elif self.needs:
            self.needs = self._construct(form, known)
        elif known and not (is_place(form) and (self.headed or self.named)):
            return self._head(form, known)
        elif self.headed or self.named:
            if self.plural and not self.named and self._follows_body(form):
                return -1
            if _border(self.scan, self.at, self.named):
                return -1
            described = self.plural and form.endswith(("ون", "ين", "ات", "ه"))  # مسؤولون أميركيون
            self.named = self.named or not (form.startswith("ال") or described)
        elif form in self.scan.names or not form.startswith("ال"):
            self.named = True
        else:
            return -1  # أدان الهجوم: a definite noun right behind the verb, its subject elided
        return 1

    def _aside(self, form: str) -> int | None:
        """How many words to go on where no part of the subject stands here; -1 where the object starts; None where one may."""
        done = (self.headed or self.named) and not self.needs
        if form in members("adverb"):
            return 1
        if done and (self._points(form) or self._accusative(form) or form in members("any")):
            return -1  # نفت إسرائيل أية علاقة
        if done and form in members("pronoun"):
            return 1  # عدد منهم
        if form in members("time-of") and not self._body_follows():
            return 2
        if form in members("weekday") and (done or self.scan.forms[self.at - 1] in members("time")):
            return 1  # أمس الأحد، أدانت المنظمة الخميس قصف ...
        if form in _WHERE and done and self._venue_follows():
            return self._past_venue()
        return None

    def _body_follows(self) -> bool:
        """Whether a body stands behind the word, which then is of place: لدى محكمة المدينة."""
        known = head(self.scan.forms[min(self.at + 1, len(self.scan.forms) - 1)])
        return self.headed and known is not None and known.sort == "org"

    def _venue_follows(self) -> bool:
        following = self.scan.forms[min(self.at + 1, len(self.scan.forms) - 1)]
        owned = next((following.removesuffix(s) for s in ("ها", "هم", "ه") if following.endswith(s)), following)
        return {following.removeprefix("ال"), owned, owned[:-1] + "ه"} & members("venue") != frozenset()

    def _past_venue(self) -> int:
        """-1 where the object stands behind the place of saying: دان الوزير في بيان صحفي، الهجوم; else 0, or a word on."""
        forms = self.scan.forms
        comma = next((j for j in range(self.at + 2, min(self.at + _PLACE, self.last - 1)) if forms[j] in COMMAS), 0)
        at = comma + 1 if comma else self.at + 2
        if not comma and forms[at : at + 1] and forms[at] in members("received"):
            copy = next((j for j in range(at + 1, min(at + _PLACE, self.last - 1)) if forms[j] in members("of-it")), 0)
            if copy and forms[copy + 1].startswith("ال"):
                self.at = copy + 1  # أدان المجلس في بيان تلقت الصحيفة نسخة منه العدوان
                return -1
        while not comma and at < self.last and (forms[at] in members("time") or forms[at] in members("of-statement")):
            at += 1
        if comma or (at > self.at + 2 and at < self.last and forms[at].startswith("ال")):
            noun = self.scan.reading.words[at].sort == "word" and at not in self.scan.cues and at not in self.scan.opening
            closed = forms[at] in members("prep") or forms[at] in COMPLEMENTISERS or forms[at] in members("closed")
            if noun and not closed:
                self.at = at
                return -1
        self.needs = True
        return 1

    def _construct(self, form: str, known: Term | None) -> bool:
        """Whether a genitive governs another one: لجنة حقوق الإنسان."""
        if form.startswith("ال"):
            return False
        if form in members("proper-body"):
            return False  # المتحدث باسم طالبان هذه المعلومة
        if known is not None and self.scan.forms[self.at - 1] in members("count"):
            return False  # ثلاث شركات
        if known is not None:
            return known.sort != "place" and not (known.sort == "anon" and form.endswith(("يون", "يين")))  # مسؤولون أميركيون
        if self.plural and form.endswith("يه") and len(form) > 5:
            return False  # منظمات حقوقية
        following = self.scan.forms[self.at + 1] if self.at + 1 < self.last else ""
        return form not in self.scan.names and following.startswith("ال")

    def _head(self, form: str, known: Term) -> int:
        before = self.scan.forms[self.at - 1]
        definite = form.startswith("ال")
        if self.headed and definite and _NISBA.fullmatch(form) and before.startswith("ال"):
            return 1
        if self.named and known.sort != "role":
            return -1
        if (
            self.headed
            and not definite
            and (known.sort in ("org", "anon", "doc") or (self.plural and known.sort == "role"))
            and before not in COMMAS
        ):
            return -1
        if (
            self.headed
            and definite
            and (known.sort in ("org", "doc", "anon") or (known.sort == "role" and self.lead not in ("", known.gender)))
        ):
            return -1  # انتقد الرئيس الممثلة: a title of the other gender is somebody else
        self.plural = self.plural or (not self.headed and known.sort in ("anon", "org"))
        self.headed, self.lead = True, self.lead or known.gender
        self.needs = not definite and known.sort != "place"
        return 1


def _border(scan: Scan, at: int, named: bool) -> bool:
    """Whether the word at `at`, behind a subject that may be complete, starts the object."""
    form = scan.forms[at]
    if form in scan.names or form in members("link"):
        return False
    if scan.forms[at - 1] in COMMAS and scan.forms[at - 2] in members("adverb"):  # أدانت الرئاسة، بأشد العبارات، اقتحام ...
        return is_verbal_noun(form) or is_place(form) or (form.startswith("ال") and not _NISBA.fullmatch(form))
    if scan.forms[at - 1] in members("adverb") and form not in members("prep"):
        return not _NISBA.fullmatch(form) or scan.forms[at - 2] in scan.names  # أدان فلان بشدة الاعتداء
    if scan.forms[at - 1].removeprefix("ال") in members("locality"):
        return False  # في العاصمة صنعاء
    if is_place(form):
        return not (scan.forms[at - 1].startswith("ال") and _NISBA.fullmatch(form))
    if form.startswith("ال"):
        return (
            not _NISBA.fullmatch(form)
            and form not in members("adjective")
            and not (named and scan.forms[at - 1] not in scan.names and not is_place(scan.forms[at - 1].removeprefix("و")))
        )
    if form[0] == "و" and (head(form[1:]) or form[1:] in scan.names or is_place(form[1:])):
        return False
    before = scan.forms[at - 2] if scan.forms[at - 1] in MARKS else scan.forms[at - 1]
    if _listed(form) or (_MASDAR.fullmatch(form) and (before in scan.names if named else before.startswith("ال"))):
        return True
    if not named and is_place(scan.forms[at - 1]) and form[0] != "و":
        return True
    return (
        named
        and scan.forms[at - 1] in scan.names
        and scan.counts[form] >= 1
        and bool(_POSSESSIVE.fullmatch(form) or is_place(scan.forms[at - 1]))
    )
