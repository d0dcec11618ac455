"""Who stands before the verb: its subject, the antecedent of a relative, the document or source it points back to."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.quotes.objects import is_verbal_noun
from mahdar.quotes.phrase import phrase
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, DASHES, MARKS, Scan
from mahdar.quotes.subjects import Found, past, stop
from mahdar.quotes.terms import head, is_place, members, oblique

_LEFTMOST = 24
_NEAREST = 5  # words between an indefinite source and the verb that describes it
_NAME = 4  # words in marks up to which a subject may stand in them
_TURNED = members("turned")
_POINTED = 12  # words between a document and the verb that points back to it


def before(scan: Scan, cue: int) -> Found | None:
    """The subject before the cue: كان فلان قد قال، فلان قال، تقرير ذكر."""
    if scan.prefixed(cue) or (cue and scan.forms[cue - 1] in _TURNED):
        return None
    unit = scan.units[scan.unit[cue]]
    floor = max(unit.first, cue - _LEFTMOST)
    within = scan.pairs[scan.inside[cue]] if scan.inside[cue] >= 0 else None
    if within and within.first == cue:
        cue = within.opened
    elif within:
        floor = max(floor, within.first)
    last = cue
    while last > floor and (scan.forms[last - 1] in members("behind-subject") or scan.forms[last - 1] in COMMAS):
        last -= 1
    if last - 1 > floor and scan.forms[last - 1] in DASHES and is_place(scan.forms[unit.first]):
        return None  # نيويورك (الأمم المتحدة) - أبلغت المبعوثة
    relative = last > floor and scan.forms[last - 1].removeprefix("و") in members("pronoun-of-relative")
    last -= relative
    start = _left(scan, floor, last)
    if not relative and start > unit.first and not _opened(scan, start):
        return None
    begin, end = scan.trim(start, last)
    while begin < end and (scan.forms[begin] in members("time") or scan.forms[begin] in members("prep")):
        begin = begin + 1 if scan.forms[begin] in members("time") else past(scan, begin, end)
    if begin >= end or scan.forms[begin] in members("topic-shift") or _in_other_marks(scan, cue, begin, end):
        return None
    if relative:
        begin = _antecedent(scan, begin, end)
    return _fronted(scan, cue, begin, end, "relative-antecedent" if relative else "subject-before")


def as_for(scan: Scan, cue: int) -> Found | None:
    """The subject that أما puts before a verb with ف: أما نزار كيالي (52 عاما) فيرى أن."""
    first = scan.units[scan.unit[cue]].first
    if scan.forms[cue][0] != "ف" or cue - first > _LEFTMOST or scan.forms[first] not in members("as-for"):
        return None
    found = phrase(scan, first + 1, stop(scan, first + 1, cue))
    speaks = found.kind in ("role", "anon") or (found.kind == "person" and (bool(found.roles) or scan.forms[first + 1] in scan.names))
    speaks = speaks and scan.forms[first + 1] not in members("prep")  # أما عن الحرب فقال الوزير
    return Found(found, "subject-before") if speaks else None


def _fronted(scan: Scan, cue: int, begin: int, end: int, how: str) -> Found | None:
    """The noun phrase `begin:end` as a subject before its verb, if it can speak."""
    led = kana(scan, cue)
    if how == "subject-before":
        begin = _last_clause(scan, begin, end)
    if how == "subject-before" and not led and not _speaks(scan, begin):
        return None
    pair = scan.pairs[scan.opening[begin]] if begin in scan.opening else None
    if pair and pair.after == end and pair.last - pair.first <= _NAME:
        begin, end = pair.first, pair.last  # كانت «بلومبرغ» ذكرت
    found = phrase(scan, begin, end)
    if found.kind in ("unknown", "person") and oblique(scan.forms[begin]):
        found = replace(found, kind="anon", name=None, number="p")  # لكن محللين قالوا
    if found.kind == "unknown" and led and end - begin <= 8:
        found = replace(found, kind="org")
    if found.kind == "unknown" or (found.kind == "person" and not found.roles and scan.counts.get(scan.forms[begin], 0) < 2):
        return None
    return Found(found, how)


def _last_clause(scan: Scan, begin: int, end: int) -> int:
    """The first word of the subject where a clause joined by و stands before it: المجلس يبحث الأزمة والمبعوث يحذر."""
    acts = next((k for k in range(begin + 1, end) if present(scan, k)), None)
    joined = next((k for k in range(end - 1, acts, -1) if scan.forms[k][0] == "و" and head(scan.forms[k][1:])), None) if acts else None
    return joined if joined else begin


def present(scan: Scan, at: int) -> bool:
    """Whether the word looks like a verb of the present and nothing else."""
    form = scan.forms[at]
    plain = form[0] in "يت" and 3 < len(form) < 7 and not form.endswith("ه") and not is_verbal_noun(form)
    return plain and head(form) is None and form not in scan.names and at not in scan.bodies


def _speaks(scan: Scan, at: int) -> bool:
    form = scan.forms[at]
    if at in scan.bodies or oblique(form):
        return True
    joined_head = form[:1] in ("و", "ف") and head(form[1:]) is not None
    return head(form) is not None or joined_head or form in scan.names or form in MARKS


def _left(scan: Scan, floor: int, last: int) -> int:
    """Where the clause that ends at `last` starts."""
    start = last
    while start > floor:
        form = scan.forms[start - 1]
        if form in COMPLEMENTISERS or (form[0] in "وف" and form[1:] in COMPLEMENTISERS) or form in members("left-border"):
            break
        if ((start - 1) in scan.cues and head(form) is None and form[0] != "ا") or form in (".", ":", "؛", "؟", "!"):
            break
        start -= 1
    return start


def _in_other_marks(scan: Scan, cue: int, begin: int, end: int) -> bool:
    """Whether the words stand in marks that hold more than a name and do not hold the cue."""
    for at in (begin, max(begin, end - 1)):
        pair = scan.pairs[scan.inside[at]] if scan.inside[at] >= 0 else None
        if pair and scan.inside[at] != scan.inside[cue] and pair.last - pair.first > _NAME:
            return True
    return False


def _opened(scan: Scan, start: int) -> bool:
    """Whether a clause with its subject first may open at `start`: behind كان، أن، a connective or a full stop."""
    before_it = scan.forms[start - 1]
    return (
        before_it in COMPLEMENTISERS or before_it[1:] in COMPLEMENTISERS or before_it in members("clause-opener") or before_it in (".", ":")
    )


def indefinite(scan: Scan, cue: int) -> Found | None:
    """The indefinite document or source that a present tense behind it describes: تقارير صحافية تفيد بأن، مصادر تؤكد."""
    at = cue - 1
    while at > max(0, cue - _NEAREST) and scan.reading.words[at].sort == "word" and not _source_noun(scan.forms[at]):
        at -= 1
    if not _source_noun(scan.forms[at]) or scan.sentence[at] != scan.sentence[cue]:
        return None
    last = at + 1
    while last < cue and not scan.forms[last].startswith("ال") and scan.forms[last] not in members("prep"):
        last += 1
    found = phrase(scan, at, last)
    return Found(found, "indefinite-antecedent") if found.kind in ("doc", "anon") else None


def document(scan: Scan, cue: int) -> Found | None:
    """The document just named that a verb points back to: أصدر الجانبان بيانا مشتركا جاء فيه أن."""
    for at in range(cue - 1, max(-1, cue - _POINTED), -1):
        known = head(scan.forms[at])
        if known is not None and known.sort == "doc" and scan.sentence[at] == scan.sentence[cue]:
            last = stop(scan, at, cue)
            return Found(phrase(scan, at, last), "antecedent")
    return None


def _source_noun(form: str) -> bool:
    """Whether the form is an indefinite document or source."""
    known = head(form)
    return known is not None and known.sort in ("doc", "anon") and not form.startswith("ال")


def kana(scan: Scan, cue: int) -> bool:
    """Whether كان opens the clause of the cue: then its subject stands before it."""
    at = cue - 1
    while at >= max(0, cue - _LEFTMOST) and scan.forms[at] not in (".", ":", "؟", "!"):
        if scan.forms[at] in members("kana"):
            if scan.forms[at - 1] in members("conditional"):
                return False  # وعما إذا كان سيشارك، قال فلان
            return at + 1 < cue - (scan.forms[cue - 1] == "قد")
        if at in scan.cues and head(scan.forms[at]) is None:
            return False
        at -= 1
    return False


def _antecedent(scan: Scan, begin: int, stop: int) -> int:
    """Where the noun phrase directly before a relative pronoun starts: its last title or body, with what governs that."""
    at = stop - 1
    while at > begin and head(scan.forms[at]) is None and scan.forms[at] not in COMMAS:
        at -= 1
    while at > begin:
        before_it = scan.forms[at - 1]
        governing = head(before_it)
        if governing and not before_it.startswith("ال") and governing.sort != "place":
            at -= 1
        elif before_it == "باسم" and at - 1 > begin:
            at -= 2
        else:
            break
    return at
