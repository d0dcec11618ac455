"""Nouns that report: قول الوزير إن، تأكيدات بأن، أنباء عن."""

from __future__ import annotations

from functools import cache

from mahdar.quotes import subjects
from mahdar.quotes.conjugate import Inflected
from mahdar.quotes.construction import SHORT, Complement
from mahdar.quotes.lexicon import CueForm, Lemma
from mahdar.quotes.objects import is_verbal_noun
from mahdar.quotes.quotation import Polarity
from mahdar.quotes.scan import COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, members
from mahdar.spans import folded, table

_REACH = 12
_OWNER = 9  # words from the noun to what it governs
_OWNERS = ("person", "role", "org", "place", "anon")


@cache
def nouns() -> dict[str, CueForm]:
    """Folded form to what it takes; `addressee` of the lemma says whether somebody is named."""
    found: dict[str, CueForm] = {}
    for row in table("mahdar.quotes", "nouns.tsv"):
        polarity: Polarity = row["polarity"]  # type: ignore[assignment]  # as in cues.tsv
        takes = frozenset(folded(t) for t in row["takes"].split(","))
        lemma = Lemma(row["form"], takes, row["named"], "noun", polarity)
        found[folded(row["form"])] = CueForm(lemma, Inflected(folded(row["form"]), "masdar"))
        if row["named"] == "must":
            owned = Lemma(row["form"], takes, "pronoun", "noun", polarity)
            stem = row["form"][:-1] + "ت" if row["form"].endswith("ة") else row["form"]
            for ending in ("ه", "ها", "هم", "هما"):
                found.setdefault(folded(stem + ending), CueForm(owned, Inflected(folded(stem + ending), "masdar")))
    return found


def owned(form: str) -> bool:
    """Whether the form is a reporting noun with its owner's pronoun: إعرابه، نفيها."""
    cue = nouns().get(form)
    return cue is not None and cue.lemma.addressee == "pronoun"


def noun_complement(scan: Scan, index: int) -> Complement | None:
    """The complement of the reporting noun at `index`, if it has one close by."""
    form = scan.forms[index]
    cue = nouns().get(form) or (nouns().get(form[1:]) if form[0] in "وفب" else None)
    if cue is None:
        return None
    takes, end = cue.lemma.takes, min(scan.end(index), index + _REACH)
    if cue.lemma.addressee == "must":
        return _owned(scan, index, cue, end)
    if cue.lemma.addressee == "pronoun" and "speech" not in takes and index + 1 < end:
        bare = None if form[0] == "ب" else _bare(scan, cue, index, index + 1)
        return bare or _governed(scan, cue, index, index + 1)
    return _said(scan, index, cue, end)


def _said(scan: Scan, index: int, cue: CueForm, end: int) -> Complement | None:
    """The first clause, marks, colon or noun phrase that the noun takes before `end`."""
    takes = cue.lemma.takes
    for at in range(index + 1, end):
        word = scan.forms[at]
        if word in COMPLEMENTISERS:
            if ("speech" in takes or "clause" in takes) and (cue.lemma.addressee != "no" or at <= index + 3):
                return (
                    Complement("clause", cue, at + 1, at, index, pair=scan.opening.get(at + 1, -1), index=index) if at + 1 < end else None
                )
            return None
        if at in scan.opening and ("marks" in takes or "speech" in takes):
            pair = scan.pairs[scan.opening[at]]
            return Complement("marks", cue, pair.first, at, index, pair=scan.opening[at], index=index)
        if word == ":" and "speech" in takes and at + 1 < end:
            if at + 1 in scan.opening:
                pair = scan.pairs[scan.opening[at + 1]]
                return Complement("marks", cue, pair.first, at, index, pair=scan.opening[at + 1], index=index)
            return Complement("bare", cue, at + 1, at, index, index=index)
        if (
            word in takes
            and at <= index + (2 if cue.lemma.addressee == "yes" else 1)
            and not (cue.lemma.addressee == "done" and scan.forms[index - 1] not in members("done"))
            and at + 1 < end
        ):
            return Complement("nominal", cue, at + 1, at, index, index=index)
        if "ب" in takes and word[:1] == "ب" and len(word) > 4 and head(word) is None and at > index + 1:
            return Complement("nominal", cue, at, at, index, cut=1, index=index)
        if word in members("relative") or at in scan.cues or scan.reading.words[at].sort != "word":
            return None
    return None


def _owned(scan: Scan, index: int, cue: CueForm, end: int) -> Complement | None:
    """The complement behind the genitive that names the speaker: دعوة الوزير سامي حداد إلى ...، تهديدات الجماعة بـ ..."""
    before = scan.forms[index - 1] if index else ""
    if index + 1 >= end or scan.forms[index].startswith("ال") or before in members("neg") or _joined(scan.forms[index + 1]):
        return None
    behind = 0
    for at in range(index + 2, min(end, index + _OWNER)):
        if at < behind:
            continue
        if at in scan.opening and scan.pairs[scan.opening[at]].last - scan.pairs[scan.opening[at]].first <= SHORT:
            behind = scan.pairs[scan.opening[at]].after  # إصرار كتلة «الوفاق» على
            continue
        if scan.forms[at] in members("relative") or at in scan.cues or scan.reading.words[at].sort == "mark":
            return None
        if at > index + 2 and _aside(scan, at - 1):
            return None
        made = _bare(scan, cue, index, at) or _governed(scan, cue, index, at)
        if made:
            return made if _owner(scan, index + 1, at) else None
    return None


def _aside(scan: Scan, at: int) -> bool:
    """Whether the word is no part of who owns the noun but a phrase with ب: تأكيد الإيداعات برسائل على."""
    form = scan.forms[at]
    return form[0] == "ب" and len(form) > 4 and head(form) is None and form not in scan.names | members("b-name")


def _joined(form: str) -> bool:
    """Whether the word is joined by و and so no genitive: تأكيد ونفي, not تأكيد واشنطن."""
    return form.startswith("و") and head(form) is None


def _bare(scan: Scan, cue: CueForm, index: int, at: int) -> Complement | None:
    """A verbal noun with no preposition behind whoever asks for or tells of it: طلب الوزير عقد اجتماع."""
    form = scan.forms[at]
    if "obj" not in cue.lemma.takes or not is_verbal_noun(form) or head(form) is not None or scan.forms[at - 1] in members("prep"):
        return None
    return Complement("nominal", cue, at, at, index, index=index)


def _owner(scan: Scan, first: int, last: int) -> bool:
    """Whether the words `first:last` are somebody who speaks, whole and by themselves."""
    found = subjects.after(scan, first, last)
    if found is None or found.phrase.first != first or found.phrase.last != last or found.phrase.kind not in _OWNERS:
        return False
    if found.phrase.kind != "person" and head(scan.forms[first]) is None and first not in scan.bodies:
        return False
    return found.phrase.kind != "person" or bool(found.phrase.roles) or scan.forms[first] in scan.names


def _governed(scan: Scan, cue: CueForm, index: int, at: int) -> Complement | None:
    """What the noun governs at `at`: a clause, a noun phrase behind its preposition, or behind a glued ب or ل."""
    form, takes = scan.forms[at], cue.lemma.takes
    if at + 1 >= scan.end(index):
        return None
    if form in COMPLEMENTISERS:
        return Complement("clause", cue, at + 1, at, index, pair=scan.opening.get(at + 1, -1), index=index) if "clause" in takes else None
    if form in takes:
        clause = scan.forms[at + 1] in COMPLEMENTISERS
        return Complement("clause" if clause else "nominal", cue, at + 1 + clause, at, index, index=index)
    if "ب" in takes and form[0] == "ب" and len(form) > 4 and head(form) is None and form not in members("not-object") | members("prep"):
        return Complement("nominal", cue, at, at, index, cut=1, index=index)
    if "ل" in takes and form[0] == "ل" and is_verbal_noun(form[2 if form[:2] == "لل" else 1 :]):
        return Complement("nominal", cue, at, at, index, cut=0 if form[:2] == "لل" else 1, index=index)
    return None
