"""Bare noun phrases that a verb reports with nothing between: which word the content starts with."""

from __future__ import annotations

from mahdar.quotes.construction import Complement
from mahdar.quotes.fronted import before
from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.objects import fits, is_verbal_noun, object_start
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, members
from mahdar.spans import folded


def bare_noun(scan: Scan, cue: CueForm, index: int, listed: int, end: int) -> Complement | None:
    """A bare noun phrase as content, where the cue takes one and nothing else was found."""
    begged = _begged(scan, cue, index, end)
    if begged:
        return Complement("nominal", cue, begged, begged, index)
    if cue.inflected.relative and folded(cue.lemma.name) in members("says-of-him"):
        return None  # يتهمه حلفاؤه: the object is the pronoun
    if "obj" not in cue.lemma.takes or (cue.lemma.strength in ("attitude", "clause") and not listed):
        return None
    if not listed and cue.lemma.strength == "test" and cue.lemma.polarity not in ("denies", "accuses") and not with_what(cue):
        return None
    if _full_subject(cue) or (not listed and cue.inflected.shape == "participle"):
        listed = _first_noun(scan, index, end) or listed
    if listed - index > 4 and cue.lemma.strength in ("sure", "test"):
        earlier = object_start(scan, index, listed)
        listed = earlier or listed
    at = (
        listed
        or _behind_subject(scan, index, end)
        or (object_start(scan, index, end) if cue.lemma.strength in ("sure", "test", "blame") else 0)
        or (_first_noun(scan, index, end) if with_what(cue) else 0)  # واتهم خصومه بـ: the one noun is whom it hits
        or (index + 1 if _masdar(scan, cue, index, end) else 0)
    )
    if not at or not fits(scan, cue.lemma.name, at, end):
        return None
    return Complement("nominal", cue, at, at, index)


def _masdar(scan: Scan, cue: CueForm, index: int, end: int) -> bool:
    """Whether a verbal noun stands right behind a joined verb of saying, its subject left out: وأكد توفر الدواء."""
    following = scan.forms[index + 1] if index + 1 < end else ""
    plain = is_verbal_noun(following) and head(following) is None and following not in scan.names
    return plain and cue.lemma.strength == "sure" and scan.prefixed(index)


def with_what(cue: CueForm) -> bool:
    """Whether the verb says something of its object: اتهم خصمه بـ، أرجع التأخير إلى."""
    return folded(cue.lemma.name) in members("takes-with") | members("takes-to")


def _full_subject(cue: CueForm) -> bool:
    """Whether the ending of the verb is its subject, so that what follows is the object: يعلنون، نفوا."""
    return cue.lemma.addressee != "obj" and cue.inflected.number == "p" and cue.inflected.person == 3 and not cue.inflected.relative


def _behind_subject(scan: Scan, index: int, end: int) -> int:
    """The first word behind the verb where its subject stands before it: إن واشنطن تستنكر بشدة جريمة ..."""
    if index and scan.forms[index - 1] in members("pronoun-host") and not scan.prefixed(index):
        at = _first_noun(scan, index, end)
        return at if at == index + 1 and scan.forms[at].startswith("ال") and scan.forms[at] not in scan.names else 0  # لكنه استبعد التحالف
    return 0 if scan.prefixed(index) or before(scan, index) is None else _first_noun(scan, index, end)


def _first_noun(scan: Scan, index: int, end: int) -> int:
    """The first word behind the verb that is no adverb, if a noun phrase may start there."""
    at = _behind_venue(scan, index + 1, end)
    while at < end and (
        scan.forms[at] in members("adverb") or scan.forms[at] in members("time") or (at == index + 1 and scan.forms[at] in COMMAS)
    ):
        at += 1
    word = scan.reading.words[at] if at < end else None
    return at if word and word.sort == "word" and scan.forms[at] not in members("prep") and scan.forms[at] not in COMPLEMENTISERS else 0


def _behind_venue(scan: Scan, at: int, end: int) -> int:
    """The word behind what the verb was said in, or `at`: اتهم في خطاب متلفز أمس دولا ..."""
    if at + 1 >= end or scan.forms[at] not in ("في", "خلال") or scan.forms[at + 1] not in members("venue"):
        return at
    behind = at + 2
    while behind < end and (scan.forms[behind] in members("of-statement") or scan.forms[behind] in members("time")):
        behind += 1
    return behind


def _begged(scan: Scan, cue: CueForm, index: int, end: int) -> int:
    """The verbal noun that names what is asked of an object with nothing between, or 0: ناشد المواطنين تحري الدقة."""
    if folded(cue.lemma.name) not in members("begs"):
        return 0
    for at in range(index + 2, min(end, index + 12)):
        form, before_it = scan.forms[at], scan.forms[at - 1]
        if form in members("preposition") or form in COMPLEMENTISERS or scan.reading.words[at].sort != "word":
            return 0
        bare = is_verbal_noun(form) and not form.startswith("ال") and at + 1 < end and scan.forms[at + 1].startswith("ال")
        if before_it.startswith("ال") and head(form) is None and (bare or (form.startswith("الت") and is_verbal_noun(form[2:]))):
            return at
    return 0
