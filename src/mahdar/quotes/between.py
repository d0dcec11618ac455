"""What is put in between a verb and its content: a source that will not be named, an occasion between commas."""

from __future__ import annotations

from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, DASHES, Scan
from mahdar.quotes.terms import members

_ASKS = members("asks-nameless") | frozenset("و" + form for form in members("asks-nameless"))
_OCCASIONS = members("occasion-of")
_REACH = 8  # words from the asking to the name or identity
_OCCASION = 16  # words of an occasion


def nameless(scan: Scan, at: int) -> int:
    """The word behind the remark at `at` that a source will not be named, or `at`: طلب عدم ذكر اسمه، تحدث شرط عدم كشف هويته."""
    if scan.forms[at] not in _ASKS:
        return at
    end = min(scan.sentence[at], at + _REACH)
    named = next((i for i in range(at + 2, end) if scan.forms[i] in members("identity")), None)
    if named is None or not any(f in members("nameless-noun") for f in scan.forms[at + 1 : named]):
        return at
    if any(f in COMMAS for f in scan.forms[at:named]):
        return at
    behind = named + 1
    return behind + (behind < end and (scan.forms[behind] in COMMAS or scan.forms[behind] in DASHES))


def occasion(scan: Scan, at: int, end: int) -> int:
    """The comma behind an occasion put between a subject and its object, or `at`: أنكر المتهم، لدى استجوابه، التهم."""
    return _closed(scan, at, end, frozenset()) if scan.forms[at] in _OCCASIONS and scan.forms[at - 1] in COMMAS else at


def passed(scan: Scan, index: int, cue: CueForm, at: int, end: int) -> int:
    """The word behind what stands at `at` between the verb at `index` and its content, or `at`: ...، لدى إشرافه على الحفل، ..."""
    form = scan.forms[at]
    if form in _ASKS:
        return nameless(scan, at)
    if form not in _OCCASIONS or form in cue.lemma.takes or scan.forms[at - 1] not in COMMAS or at < index + 2:
        return at
    return _closed(scan, at, end, cue.lemma.takes)


def _closed(scan: Scan, at: int, end: int, takes: frozenset[str]) -> int:
    """The comma behind the occasion at `at`, or `at` where something reported stands in it."""
    for k in range(at + 1, min(end, at + _OCCASION)):
        form, owned = scan.forms[k], scan.forms[k - 1].endswith(("ه", "ها"))  # إشرافه على: the preposition is its own
        if form in COMPLEMENTISERS or form == ":" or k in scan.opening or k in scan.cues:
            return at
        if not owned and (form in takes or ("ب" in takes and form[0] == "ب")):
            return at
        if scan.forms[k] in COMMAS:
            return k
    return at
