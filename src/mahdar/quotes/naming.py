"""What somebody calls a thing: عمل وصفته إسرائيل بأنه إرهابي، ما سماه عملا جبانا، جماعات تعتبرها إرهابية."""

from __future__ import annotations

from mahdar.quotes import subjects
from mahdar.quotes.draft import Draft
from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.scan import COMMAS, Scan
from mahdar.quotes.terms import head, members
from mahdar.spans import folded

_REACH = 14  # words from the verb to what it says of the thing
_LONGEST = 14
_ON_THAT = frozenset(("انه", "انها", "انهم", "انهما"))
_THAT = frozenset(("بانه", "بانها", "بانهم", "بانهما", "بان"))
_ENDS = frozenset(".،,؛;:!؟?()")


def namings(scan: Scan, taken: set[int]) -> list[Draft]:
    """The attributions of a verb of calling whose object is a pronoun; `taken` are cues used already."""
    made: list[Draft] = []
    for index, readings in scan.cues.items():
        reading = next((r for r in readings if r.inflected.relative and folded(r.lemma.name) in members("naming")), None)
        if reading is None or index in taken:
            continue
        if scan.forms[index].removeprefix("و") == "سموه" and scan.forms[index - 1] not in members("relative"):
            continue  # سموه: His Highness
        draft = _named(scan, index, reading)
        if draft is not None:
            made.append(draft)
    return made


def _named(scan: Scan, index: int, cue: CueForm) -> Draft | None:
    end = min(scan.sentence[index], index + _REACH)
    bare = folded(cue.lemma.name) != "وصف"
    found = _predicate(scan, index, end, bare=bare)
    if found is not None and found[1] > index + 2 and not _may_speak(scan, index + 1):
        found = None  # ما أسماه مؤامرات الأعداء بقيادة ...: what stands before ب is the name itself
    if found is None and bare and scan.forms[index - 1] in members("that-which") and not _may_speak(scan, index + 1):
        found = index + 1, index + 1, 0
    if found is None:
        return None
    first, slot, cut = found
    adjective = scan.forms[first].endswith(("ا", "ه"))
    last = _end(scan, first, narrow=slot == index + 1 and not cut and adjective and scan.forms[index + 1] not in _THAT)
    if last <= first:
        return None
    subject = subjects.after(scan, index + 1, slot) if slot > index + 1 else None
    if slot > index + 1 and subject is None:
        return None
    kind = "direct" if scan.inside[first] >= 0 and scan.pairs[scan.inside[first]].first == first else "nominal"
    draft = Draft(
        (index, index + 1),
        (first, last),
        "direct" if kind == "direct" else "nominal",
        "naming",
        cue.lemma.polarity,
        cut=cut,
        subject=subject,
    )
    draft.order, draft.gender, draft.number = index, cue.inflected.gender, cue.inflected.number
    return draft


def _may_speak(scan: Scan, at: int) -> bool:
    """Whether the word at `at` opens a name, a title or a body."""
    if at >= len(scan.forms):
        return False
    return head(scan.forms[at]) is not None or scan.forms[at] in scan.names or at in scan.persons or at in scan.bodies


def _predicate(scan: Scan, index: int, end: int, *, bare: bool) -> tuple[int, int, int] | None:
    """Where what is said of the thing starts, the end of the subject's slot, and the letters cut off."""
    for at in range(index + 1, end):
        form = scan.forms[at]
        if form in _ENDS or form in members("relative") or (at in scan.cues and at > index + 1):
            return None
        if form in _THAT and at + 1 < end:
            return (at + 1 if at + 1 not in scan.opening else scan.pairs[scan.opening[at + 1]].first), at, 0
        if form == "ب" and at + 1 in scan.opening:
            return scan.pairs[scan.opening[at + 1]].first, at, 0
        if form == "بمثابه" and at + 1 < end:
            return at + 1, at, 0
        if form == "علي" and at + 2 < end and scan.forms[at + 1] in _ON_THAT:
            return at + 2, at, 0
        if form[0] == "ب" and len(form) > 4 and head(form) is None and form not in members("prep") | members("not-object") | scan.names:
            return at, at, 1
        if bare and at > index + 1 and _described(scan, at) and _doer(scan, index + 1, at):
            return at, at, 0
        if bare and at == index + 1:
            if at in scan.opening:
                return scan.pairs[scan.opening[at]].first, at, 0
            if form.endswith(("ا", "ه")) and head(form) is None and form not in members("adverb") | members("time") | scan.names:
                return at, at, 0
    return None


def _described(scan: Scan, at: int) -> bool:
    """Whether an indefinite noun and its adjective stand at `at`, of one gender: منظمة إرهابية، عملا جبانا."""
    if at + 1 >= len(scan.forms):
        return False
    pair = scan.forms[at], scan.forms[at + 1]
    ends = all(f.endswith("ه") and len(f) > 3 for f in pair) or all(f.endswith("ا") and len(f) > 3 for f in pair)
    return ends and not any(f.startswith("ال") or f in scan.names for f in pair)


def _doer(scan: Scan, first: int, last: int) -> bool:
    """Whether the words before what is said are somebody who speaks."""
    found = subjects.after(scan, first, last)
    return found is not None and found.phrase.kind in ("place", "org", "role", "person")


def _end(scan: Scan, first: int, *, narrow: bool) -> int:
    """The end of the marks that hold the predicate, else of the noun phrase up to a mark or a relative word.

    A `narrow` one, a bare accusative, ends before a preposition or و as well.
    """
    pair = scan.pairs[scan.inside[first]] if scan.inside[first] >= 0 else None
    if pair and pair.first == first:
        return pair.last
    last = first
    while last < min(scan.sentence[first], first + _LONGEST):
        form = scan.forms[last]
        if form in COMMAS or form in _ENDS or form in members("relative") or (last > first and last in scan.cues and head(form) is None):
            break
        if narrow and last > first and (form in members("prep") or (form[0] == "و" and len(form) > 3)):
            break
        last += 1
    return last
