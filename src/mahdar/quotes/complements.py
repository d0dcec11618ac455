"""What a cue takes: the walk from the cue to where its content starts, over the subject that may stand between."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.objects import fits, is_object, is_verbal_noun, object_start
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.subjects import before
from mahdar.quotes.terms import head, members
from mahdar.spans import folded

_REACH = 48  # words between cue and content; the longest of 12,935 counted pairs stand under it but for a handful
_SUBORDINATE = members("subordinator")
_PREPOSITIONS = members("preposition")
_SAYING = members("saying")
_QUESTIONS = members("question")
_RELATIVE = members("relating")
_CIRCUMSTANCE = members("circumstance")
SHORT = 3  # words up to which a pair of marks may be a name


class Complement(Struct, frozen=True):
    """How the content starts: `kind` clause, speech, marks, nominal, question or bare; `at` is the first word of what
    is reported, `cut` the letters of a glued preposition before it; the words up to `slot` may hold the subject.

    `cue_last` is the last word of a cue of several words (تابع قائلا), `pair` the pair of marks that opens the content.
    """

    kind: str
    form: CueForm
    at: int
    slot: int
    cue_last: int
    cut: int = 0
    pair: int = -1
    colon: bool = False
    index: int = 0
    cue_first: int = -1
    swallowed: int = -1


def complement(scan: Scan, index: int) -> Complement | None:
    """The complement of the cue at word `index`, or None where the word reports nothing."""
    end = min(scan.end(index), index + _REACH)
    if scan.inside[index] >= 0:
        end = min(end, scan.pairs[scan.inside[index]].last)
    found = [c for c in (_walk(scan, index, form, end) for form in scan.cues[index]) if c]
    best = min(found, key=lambda c: (c.kind == "nominal", c.at), default=None)
    return replace(best, index=index) if best else None


def _walk(scan: Scan, index: int, cue: CueForm, end: int) -> Complement | None:
    forms, takes = scan.forms, cue.lemma.takes
    strength = cue.lemma.strength
    at, cue_last, bare_object = index + 1, index, 0
    while at < end:
        form = forms[at]
        if bare_object and form in COMPLEMENTISERS and _long_marks(scan, at + 1):
            return _clause(scan, cue, at, end, index, cue_last)
        if bare_object and (at > bare_object + 1 or form in _PREPOSITIONS or form in COMPLEMENTISERS):
            break
        if form in _SAYING and "speech" in takes and cue.inflected.shape != "participle" and at <= index + 24:
            return _said(scan, cue, index, at, end)
        if form in COMPLEMENTISERS and form[0] == "ب" and folded(cue.lemma.name) in members("takes-with"):
            break
        if form in COMPLEMENTISERS and forms[at - 1] not in _SUBORDINATE | ({"علي"} if "علي" not in takes else set()):
            if "speech" not in takes and forms[at - 1] not in _PREPOSITIONS:
                break
            return _clause(scan, cue, at, end, index, cue_last)
        if form == "الا" and at == index + 1 and "speech" in takes:
            return Complement("clause", cue, at, at, cue_last)
        if form == ":":
            if strength == "document" and scan.forms[index + 1] not in members("in-it"):
                return None
            spoken = takes & {"speech", "question", "obj"} or strength == "sure"
            return _speech(scan, cue, at, end, slot=at, cue_last=cue_last) if spoken else None
        if at in scan.opening:
            found = _marks(scan, cue, at, index, cue_last)
            if found:
                return found
            at = scan.pairs[scan.opening[at]].after
            continue
        if "question" in takes and form in _QUESTIONS:
            return Complement("question", cue, at + 1 if form == "حول" else at, at, cue_last)
        if (
            form in _PREPOSITIONS
            and form in takes
            and not (form == "الي" and _venue_before(scan, at, index) and scan.forms[min(at + 1, end - 1)] not in COMPLEMENTISERS)
            and scan.forms[min(at + 1, end - 1)] not in _CIRCUMSTANCE
            and not (strength == "test" and any(f in COMMAS for f in scan.forms[index + 1 : at]))
        ):
            return _after_preposition(scan, cue, at, end, cue_last)
        if "ب" in takes and form[0] == "ب" and len(form) > 3 and form not in members("prep") and form not in scan.names and _object_of(form):
            return Complement("nominal", cue, at, at, cue_last, cut=1)
        if "ل" in takes and form[:1] == "ل" and at > index + 1 and is_verbal_noun(form[2:] if form[:2] == "لل" else form[1:]):
            return Complement("nominal", cue, at, at, cue_last, cut=0 if form[:2] == "لل" else 1)
        if "obj" in takes and not _with(cue) and strength != "blame" and not bare_object and at > index and is_object(scan, index, at):
            bare_object = at
        if at in scan.cues and _stops(scan, at, cue):
            break
        at += 1
    return _nominal(scan, cue, index, bare_object, end)


def _nominal(scan: Scan, cue: CueForm, index: int, listed: int, end: int) -> Complement | None:
    """A bare noun phrase as content, where the cue takes one and nothing else was found."""
    if "obj" not in cue.lemma.takes or (cue.lemma.strength == "attitude" and not listed):
        return None
    if not listed and cue.lemma.strength == "test" and cue.lemma.polarity not in ("denies", "accuses") and not _with(cue):
        return None
    if not listed and cue.inflected.shape == "participle":
        listed = _first_noun(scan, index, end)
    if listed - index > 9 and cue.lemma.strength in ("sure", "test"):
        earlier = object_start(scan, index, listed)
        listed = earlier or listed
    at = listed or _behind_subject(scan, index, end) or (object_start(scan, index, end) if cue.lemma.strength in ("sure", "test", "blame") else 0)
    if not at or not fits(scan, cue.lemma.name, at, end):
        return None
    return Complement("nominal", cue, at, at, index)


def _long_marks(scan: Scan, at: int) -> bool:
    return at in scan.opening and scan.pairs[scan.opening[at]].last - scan.pairs[scan.opening[at]].first > SHORT


def _with(cue: CueForm) -> bool:
    return folded(cue.lemma.name) in members("takes-with")


def _behind_subject(scan: Scan, index: int, end: int) -> int:
    """The first word behind the verb where its subject stands before it: إن واشنطن تستنكر بشدة جريمة ..."""
    return 0 if scan.prefixed(index) or before(scan, index) is None else _first_noun(scan, index, end)


def _first_noun(scan: Scan, index: int, end: int) -> int:
    """The first word behind the verb that is no adverb, if a noun phrase may start there."""
    at = index + 1
    while at < end and (scan.forms[at] in members("adverb") or scan.forms[at] in members("time")):
        at += 1
    word = scan.reading.words[at] if at < end else None
    return at if word and word.sort == "word" and scan.forms[at] not in members("prep") and scan.forms[at] not in COMPLEMENTISERS else 0


def _said(scan: Scan, cue: CueForm, index: int, at: int, end: int) -> Complement | None:
    """A verb that leaves the saying to قائلا or بقوله: one cue of two words where they touch."""
    opened = _speech(scan, cue, at + 1, end, slot=at, cue_last=at)
    if opened is None:
        return None
    return replace(
        opened,
        cue_first=index if at == index + 1 or (cue.lemma.strength == "opener" and "ال" not in scan.forms[at][:2]) else at,
        cue_last=at if at == index + 1 else index if cue.lemma.strength == "opener" else at,
        swallowed=at,
    )


def _clause(scan: Scan, cue: CueForm, at: int, end: int, index: int, cue_last: int) -> Complement | None:
    """A clause after أن/إن, if the cue takes one."""
    takes, strength = cue.lemma.takes, cue.lemma.strength
    slot = at
    if scan.forms[at - 1] in _PREPOSITIONS:
        if scan.forms[at - 1] not in takes and scan.forms[at - 1] != "الي":
            return None
        slot = at - 1
    elif "speech" not in takes:
        return None
    if strength == "document" and not (index + 1 < end and scan.forms[index + 1] in members("in-it")):
        return None
    if strength == "colon" and at != index + 1:
        return None
    if strength == "opener" and not (at - index <= 8 and (scan.prefixed(index) or at == index + 1)):
        return None
    if strength == "relay":
        return None
    if strength == "between" and at - index > (14 if scan.prefixed(index) else 5):
        return None
    first = at + 1
    while first < end and scan.forms[first] in COMMAS | {":"}:
        first += 1
    if first >= end:
        return None
    pair = scan.opening.get(first, -1)
    return Complement("clause", cue, first, slot, cue_last, pair=pair)


def _speech(scan: Scan, cue: CueForm, at: int, end: int, *, slot: int, cue_last: int) -> Complement | None:
    """What follows a colon or قائلا: marks, a clause, or bare words."""
    first, colon = at, False
    while first < end and (scan.forms[first] in COMMAS | {":", "-"} or scan.forms[first] in COMPLEMENTISERS):
        colon = colon or scan.forms[first] == ":"
        if scan.forms[first] in COMPLEMENTISERS:
            first += 1
            while first < end and scan.forms[first] in COMMAS | {":"}:
                first += 1
            pair = scan.opening.get(first, -1)
            return Complement("clause", cue, first, slot, cue_last, pair=pair, colon=True) if first < end else None
        first += 1
    if first >= end:
        return None
    if first in scan.opening:
        pair = scan.pairs[scan.opening[first]]
        begin = pair.first + (not pair.marked.closed and scan.forms[pair.first] in COMPLEMENTISERS)
        return Complement("marks", cue, begin, slot, cue_last, pair=scan.opening[first], colon=colon)
    return Complement("bare", cue, first, slot, cue_last, colon=True) if colon else None


def _marks(scan: Scan, cue: CueForm, at: int, index: int, cue_last: int) -> Complement | None:
    """Marks with nothing before them but the subject: speech, unless they are short enough to hold a name."""
    pair = scan.pairs[scan.opening[at]]
    if cue.lemma.strength == "document" and scan.forms[index + 1] not in members("in-it"):
        return None
    if "speech" not in cue.lemma.takes or pair.last - pair.first <= SHORT or cue.lemma.strength in ("clause", "between"):
        return None
    if scan.forms[at - 1] in members("media"):
        return None
    return Complement("marks", cue, pair.first, at, cue_last, pair=scan.opening[at])


def _after_preposition(scan: Scan, cue: CueForm, at: int, end: int, cue_last: int) -> Complement | None:
    first = at + 1
    while first < end and scan.forms[first] in COMMAS:
        first += 1
    if first >= end:
        return None
    if scan.forms[first] in COMPLEMENTISERS:
        inner = first + 1
        pair = scan.opening.get(inner, -1)
        return Complement("clause", cue, inner, at, cue_last, pair=pair) if inner < end else None
    return Complement("nominal", cue, first, at, cue_last)


def _venue_before(scan: Scan, at: int, index: int) -> bool:
    """Whether the preposition belongs to a venue (حديث إلى صحيفة) rather than to the cue."""
    return at - 1 > index and scan.forms[at - 1] in members("venue")


_NO_OBJECT = tuple(sorted(members("not-object-start")))


def _object_of(form: str) -> bool:
    """Whether a word that starts with ب may be ب with its noun."""
    return not form.startswith(_NO_OBJECT) and head(form) is None and form not in members("not-object")


def _stops(scan: Scan, at: int, cue: CueForm) -> bool:
    """Whether another cue on the way ends the walk: it does, unless it only describes the subject."""
    if scan.forms[at - 1] == "مما":
        return True
    if scan.prefixed(at) and scan.cues[at][0].inflected.shape != "participle":
        return True
    if all(r.inflected.relative for r in scan.cues[at]) or scan.forms[at - 1] in _RELATIVE:
        return False
    if scan.forms[at - 1] in members("neg") or scan.forms[at - 1] in members("object"):
        return False
    readings = scan.cues[at]
    if all(r.inflected.shape == "participle" for r in readings):
        return scan.forms[at - 1] in COMMAS
    return all(r.lemma.strength in ("sure", "opener") for r in readings)
