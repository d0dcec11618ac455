"""Who stands in the subject's place: after the cue, before it, or as the antecedent of a relative."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mahdar.quotes.between import nameless
from mahdar.quotes.objects import has_shape, is_object, is_verbal_noun
from mahdar.quotes.phrase import Phrase, phrase
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, MARKS, Scan
from mahdar.quotes.terms import head, is_place, members

_CLOSED = members("closed")
_LEAVING = members("closed") | members("time") | members("manner") | members("adverb")
_SOFT = members("soft")
_HEARERS = members("hearer")


class Found(Struct, frozen=True):
    """A subject and how it was found."""

    phrase: Phrase
    how: str


def after(scan: Scan, first: int, last: int) -> Found | None:
    """The subject in the words `first:last` between a cue and its complement, or None where it is elided."""
    start = _start(scan, first, last)
    if start is None:
        return None
    end = stop(scan, start, last)
    begin, end = scan.trim(start, end)
    if begin >= end:
        return None
    if scan.forms[begin] in members("nothead") | members("manner") and head(scan.forms[begin]) is None:
        return None
    if end - begin == 1 and scan.forms[begin][-1] == "ا" and scan.forms[begin] not in scan.names and head(scan.forms[begin]) is None:
        return None
    found = _outlet(scan, begin, end) or phrase(scan, begin, end)
    if (
        end - begin == 1
        and found.kind == "unknown"
        and scan.forms[begin][-1] == "ه"
        and scan.persons
        and scan.forms[begin] not in scan.names
    ):
        return None  # ووصفت علاقة ...: a common noun
    if found.kind == "unknown" and end - begin <= 4 and scan.reading.words[begin].sort == "word":
        found = replace(found, kind="person", name=(begin, end))  # قال الجبير: a family name by itself
    if found.kind == "unknown" or (found.kind == "person" and found.name is None):
        return None
    marked = scan.forms[begin] in MARKS
    return Found(found, "marks-after-name" if marked else "overt-subject")


def lone(scan: Scan, at: int, last: int) -> Found | None:
    """A single word behind a verb that closes a quotation, taken for a name whatever its ending: "..."، تقول ماريا."""
    form = scan.forms[at] if at + 1 == last else ""
    known = members("adverb") | members("time") | members("manner") | members("prep") | members("nothead")
    if len(form) < 3 or not form.isalpha() or form in known or at in scan.cues or form.endswith(("ينا", "ائلا")):
        return None
    return Found(replace(phrase(scan, at, last), kind="person", name=(at, last)), "overt-subject")


def _outlet(scan: Scan, begin: int, end: int) -> Phrase | None:
    """A single word in marks in the subject's place, which names a paper or a body: قالت «الجريدة» إن."""
    pair = scan.pairs[scan.opening[begin]] if begin in scan.opening else None
    if pair is None or pair.last - pair.first != 1 or pair.after != end or scan.forms[pair.first] in scan.names:
        return None
    return replace(phrase(scan, pair.first, pair.last), kind="org", name=None)


def _start(scan: Scan, first: int, last: int) -> int | None:
    """Where the subject starts: adverbs are passed over, a leading prepositional phrase up to its comma."""
    at = first + (
        first in scan.cues and scan.forms[first][0] == "و" and first - 1 in scan.cues and scan.forms[first] not in scan.names
    )  # أدانت وشجبت كندا
    while at < last:
        form = scan.forms[at]
        if form in COMMAS or form in ("(", ")", "-", "–"):
            at += 1
        elif form in members("time"):
            at = past(scan, at, last) if form in members("time-of") else at + (3 if form == "اول" else 1)  # أول من أمس
        elif form in members("period") and scan.forms[min(at + 1, last - 1)] in members("period-of"):
            at += 2  # أعلنت العام الماضي أن
        elif form == "كل" and at + 2 < last and scan.forms[at + 1] == "من":
            at += 2  # أكد كل من الوزير والسفير
        elif form in members("very") and at + 1 < last and head(scan.forms[at + 1]) is not None:
            at += 1  # أكدت ذات المتحدثة
        elif form in members("pronoun"):
            at += 1  # قال له الوزير، في وقت قال فيه متحدث
        elif form == "ل" and at + 1 in scan.opening:
            at = scan.pairs[scan.opening[at + 1]].after  # أكد لـ«الصحيفة» مصدر
        elif form in members("prep") or _adjunct(scan, at) or _accusative(scan, at):
            at = past(scan, at + 1, last)
            if at >= last or head(scan.forms[at]) is None:
                return None
        elif form in _CLOSED:
            return None
        else:
            return at
    return None


def past(scan: Scan, at: int, last: int) -> int:
    """The word behind the next comma, or `last`."""
    while at < last and scan.forms[at] not in COMMAS:
        at += 1
    return min(at + 1, last)


def _adjunct(scan: Scan, at: int) -> bool:
    """Whether the word is a glued prepositional phrase: للصحفيين، بالقاهرة، لـ«الشرق»."""
    form = scan.forms[at]
    if form == "ل" or form == "ب":
        return True
    if form.startswith("لل") and len(form) > 4:
        return True
    if form[0] == "ل" and len(form) > 3 and (form.endswith(("ه", "ها")) or scan.counts.get(form[1:], 0) > scan.counts[form]):
        return True
    if form[0] == "ل" and form[1:] in _HEARERS:
        return True
    return form.startswith("بال") and len(form) > 5 and head(form) is None


def stop(scan: Scan, start: int, last: int) -> int:
    """The word at which the subject that starts at `start` ends."""
    at = start
    while at < last:
        if at in scan.opening:
            at = max(at + 1, min(scan.pairs[scan.opening[at]].after, last))
            continue
        if at > start and (_leaves_phrase(scan, start, at, last) or _opens_other(scan, start, at) or nameless(scan, at) > at):
            return at
        at += 1
    return last


def _leaves_phrase(scan: Scan, start: int, at: int, last: int) -> bool:
    """Whether a circumstance of the verb starts at `at`: a time, a preposition, an addressee, an accusative."""
    form = scan.forms[at]
    if at in scan.persons and form not in members("prep"):
        return False  # الشيخ صباح خالد: a name, no morning
    if form in ("الي", "لدي") and _sent(scan, start, at, last):
        return False
    if scan.forms[at - 1] in members("friday") and form == "الجمعه":
        return False  # خطيب الجمعة، صلاة الجمعة
    if form in members("period") and scan.forms[min(at + 1, last - 1)] in members("period-of"):
        return True  # تعهدت الحكومة العام الماضي
    if form in members("formerly") and (at + 1 in scan.persons or scan.forms[min(at + 1, last - 1)] in scan.names):
        return False  # وزير المال سابقا فلان
    if form in _LEAVING or (form.endswith("نا") and form in _HEARERS) or scan.forms[at : at + 2] == ["علي", "لسان"]:
        return True  # أبلغ مسؤول مراسلتنا أن، نفت الحركة على لسان المتحدث باسمها
    if form[0] == "ل" and scan.forms[at - 1] in scan.names and form not in scan.names | members("l-name"):
        return True  # قال سولانا لرويترز
    if form == "ل" or (form[0] == "ل" and (form[1:] in _HEARERS or form[2:] in _HEARERS)):
        return True
    if form[:2] == "لل" and (term := head("ا" + form[1:])) and term.sort == "role":
        return True
    if form not in scan.names and (_accusative(scan, at, loose=scan.forms[at - 1] in COMMAS) or _reason(form)):
        return True
    if form in COMMAS:
        return at + 1 < last and _closes(scan, at + 1)
    return form in members("prep") and (form not in _SOFT or _leaves(scan, start, at, last))


def _reason(form: str) -> bool:
    """Whether a verbal noun in the accusative says why: انسحب النواب احتجاجا على."""
    return form[-1] == "ا" and has_shape(form[:-1])


def _sent(scan: Scan, start: int, at: int, last: int) -> bool:
    """Whether the word says where an envoy is sent to, so that his name may follow: المبعوث الأممي إلى اليمن فلان."""
    following = scan.forms[at + 1] if at + 1 < last else ""
    known = head(following)
    envoy = any(scan.forms[k].removeprefix("ال") in members("delegate") for k in range(start, at))
    body = is_place(following) or (known is not None and known.sort in ("org", "place")) or at + 1 in scan.bodies
    return envoy and (body or at + 2 in scan.persons)


def _opens_other(scan: Scan, start: int, at: int) -> bool:
    """Whether another clause, an object or another sentence starts at `at`."""
    form = scan.forms[at]
    if form in COMPLEMENTISERS or form in (":", "؛", "؟") or at >= scan.sentence[start]:
        return True
    if form[0] == "ف" and (form[1:] in members("prep") or form[1:] in COMPLEMENTISERS):
        return True
    if form in members("object") and is_object(scan, start - 1, at):
        return True
    if _after_body(scan, start, at):
        return True  # أثار صندوق النقد الدولي شكوكا
    if _possessed(scan, at) and (scan.forms[at - 1] in scan.names or (scan.forms[at - 1].startswith("ال") and _doing(form))):
        return True  # وبرر حداد مبادرته، بدأ الحزب تمرده
    return at in scan.cues and head(form) is None


def _after_body(scan: Scan, start: int, at: int) -> bool:
    """Whether an indefinite word, which is no name, follows the definite end of a body's name, and so belongs to the verb."""
    form, lead = scan.forms[at], head(scan.forms[start])
    if lead is None or lead.sort not in ("org", "doc") or not scan.forms[at - 1].startswith("ال") or at == start + 1:
        return False
    plain = form.isalpha() and len(form) > 3 and form[0] not in "ولبفك" and not form.startswith("ال")
    closed = form in members("prep") or form in members("link") or form in scan.names
    return plain and not closed and (head(form) is None or form in members("count"))


def _doing(form: str) -> bool:
    """Whether a noun with its owner's pronoun is a verbal one, and so the object of a verb: تمرده، زيارتها."""
    base = next(form[: -len(s)] for s in ("هما", "هم", "ها", "ه") if form.endswith(s))
    return is_verbal_noun(base) or (base.endswith("ت") and is_verbal_noun(base[:-1] + "ه"))


def _possessed(scan: Scan, at: int) -> bool:
    """Whether the word is a noun with its owner's pronoun, written so (ه, not ة): مبادرته، موقفها."""
    form, word = scan.forms[at], scan.reading.words[at]
    if len(form) < 5 or form in scan.names or form.startswith(("ال", "عبد")) or head(form) is not None:
        return False
    return form.endswith(("ها", "هم", "هما")) or scan.reading.text[word.end - 1] == "ه"


def _accusative(scan: Scan, at: int, *, loose: bool = True) -> bool:
    """Whether the word is an accusative of circumstance: متطرقا، مازحاً، تزامناً."""
    form, word = scan.forms[at], scan.reading.words[at]
    if form[-1:] != "ا" and form not in members("prep"):
        return False
    return "\N{ARABIC FATHATAN}" in scan.reading.text[word.start : word.end] or (loose and form[0] == "م" and len(form) > 4)


def _closes(scan: Scan, at: int) -> bool:
    form = scan.forms[at]
    if form in members("received"):
        return True  # ذكر بيان للوزارة، تلقت الصحيفة نسخة منه، أن
    if _accusative(scan, at):
        return True
    return form in members("prep") or form in members("time") or form in _CLOSED or _adjunct(scan, at)


def _leaves(scan: Scan, start: int, at: int, last: int) -> bool:
    """Whether في/عن/من/على at `at` leaves the noun phrase for the verb's own circumstances."""
    if at + 1 >= last or scan.bodies.get(start) == at:
        return True
    following = scan.forms[at + 1]
    if scan.forms[at] == "عن" and phrase(scan, start, at).kind == "doc":
        return False
    if following.removeprefix("ال") in members("venue") or following in members("time"):
        return True
    found = phrase(scan, start, at)
    if scan.forms[at] == "من" and found.kind in ("role", "org", "place"):
        return True
    return found.name is not None and found.name[1] == at
