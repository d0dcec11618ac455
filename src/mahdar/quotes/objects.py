"""Bare noun phrases as contents: where the subject ends and the object starts, with nothing between them."""

from __future__ import annotations

import re

from mahdar.quotes.phrase import joined
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, is_place, members
from mahdar.spans import folded

_LONGEST = 26  # words of a subject
_NISBA = re.compile("ال.+(?:ي|يه|يين|يون|يتين|يان|يات)$")
# Verbal nouns by their shape: تفعيل، إفعال، استفعال، انفعال، افتعال، مفاعلة, bare or with a possessive.
_MASDAR = re.compile("(?:ت[^اوي].ي.|ا[^وي].ا.|است..ا.|ان..ا.|ا.ت.ا.|م.ا..[هت])(?:ه|ها|هم|هما)?")
_POSSESSIVE = re.compile("..+(?:ه|ها|هم|هما)$")


def is_object(scan: Scan, index: int, at: int) -> bool:
    """Whether the word at `at` heads a reported noun phrase by its own meaning: استعداد، أهمية، وجود."""
    if not _listed(scan.forms[at]):
        return False
    if at - 1 <= index:
        return True
    before = scan.forms[at - 1]
    previous = head(before)
    if before in members("prep") or before in COMPLEMENTISERS:
        return False
    return not (previous and not before.startswith("ال") and previous.sort != "place")


def is_verbal_noun(form: str) -> bool:
    """Whether the form is a verbal noun, by the list or by its shape."""
    return _listed(form) or bool(_MASDAR.fullmatch(form))


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
        return any(f in COMPLEMENTISERS or f[:1] == "ب" and len(f) > 2 and head(f) is None for f in scan.forms[at : min(end, at + 24)])
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
    start = at
    needs, named, headed = False, False, False
    lead, plural = "", False
    while at < min(end, start + _LONGEST):
        form = scan.forms[at]
        if scan.reading.words[at].sort != "word":
            if at in scan.opening and scan.pairs[scan.opening[at]].after <= end:
                at = max(at + 1, scan.pairs[scan.opening[at]].after)
                continue
            if form in COMMAS and at + 1 < end and (headed or named):
                at += 1
                continue
            return 0
        known = head(form)
        if form in COMPLEMENTISERS or form in members("relative"):
            return 0
        if form in members("adverb"):
            at += 1
            continue
        if form in members("time-of"):
            at += 2
            continue
        if (headed or named) and known is None and joined(scan, form):
            inner = joined(scan, form) or ""
            under = head(inner)
            needs = needs or (under is not None and under.sort != "place" and not inner.startswith("ال"))
            at += 1
            continue
        if form in members("preposition") or form in members("prep"):
            if not headed:
                return 0
            needs = True
        elif needs:
            needs = known is not None and not form.startswith("ال") and known.sort != "place"
        elif known and not (is_place(form) and (headed or named)):
            if headed and form.startswith("ال") and _NISBA.fullmatch(form) and scan.forms[at - 1].startswith("ال"):
                at += 1
                continue
            if headed and not needs and plural and known.sort == "role" and not form.startswith("ال"):
                return at
            if (named and known.sort != "role") or (headed and form.startswith("ال") and known.sort in ("org", "doc", "anon") and not needs):
                return at
            if headed and not needs and known.sort in ("org", "anon") and scan.forms[at - 1] not in COMMAS and not form.startswith("ال"):
                return at
            if headed and known.sort == "role" and form.startswith("ال") and known.gender != lead:
                return at  # انتقد الرئيس الممثلة: a title of the other gender is somebody else
            plural = plural or (not headed and known.sort in ("anon", "org"))
            headed, lead = True, lead or known.gender
            needs = not form.startswith("ال") and known.sort != "place"
        elif headed or named:
            if _border(scan, at, named):
                return at
            named = named or not form.startswith("ال")
        elif form in scan.names or not form.startswith("ال"):
            named = True
        else:
            return at  # أدان الهجوم: a definite noun right behind the verb, its subject elided
        at += 1
    return 0


def _border(scan: Scan, at: int, named: bool) -> bool:
    """Whether the word at `at`, behind a subject that may be complete, starts the object."""
    form = scan.forms[at]
    if form in scan.names or form in members("link"):
        return False
    if is_place(form):
        return not (scan.forms[at - 1].startswith("ال") and _NISBA.fullmatch(form))
    if form.startswith("ال"):
        return not _NISBA.fullmatch(form) and form not in members("adjective") and not (named and scan.forms[at - 1] not in scan.names and not is_place(scan.forms[at - 1].removeprefix("و")))
    if form[0] == "و" and (head(form[1:]) or form[1:] in scan.names or is_place(form[1:])):
        return False
    if _listed(form) or (
        _MASDAR.fullmatch(form) and (scan.forms[at - 1] in scan.names if named else scan.forms[at - 1].startswith("ال"))
    ):
        return True
    if not named and is_place(scan.forms[at - 1]) and form[0] != "و":
        return True
    return named and scan.forms[at - 1] in scan.names and scan.counts[form] >= 1 and bool(_POSSESSIVE.fullmatch(form) or is_place(scan.forms[at - 1]))
