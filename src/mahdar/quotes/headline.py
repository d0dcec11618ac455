"""Headlines that speak: "X: ...", "X لـ«الشرق»: ..."."""

from __future__ import annotations

from mahdar.quotes.draft import Draft
from mahdar.quotes.people import People, match
from mahdar.quotes.phrase import Phrase, phrase
from mahdar.quotes.scan import Scan, Unit
from mahdar.quotes.stands import known_name
from mahdar.quotes.subjects import Found
from mahdar.quotes.terms import head, members

_WIDEST = 20  # words before the colon
_BRACKET = 8  # words of a source in brackets
_SHORTEST = 5  # words of a headline with its source in brackets


def headlines(scan: Scan, known: People) -> list[Draft]:
    """The attributions of the article's headlines."""
    made = []
    for number, unit in enumerate(scan.units):
        if unit.role in ("headline", "kicker", "subhead") or (number == 0 and unit.last - unit.first < 24):
            following = scan.units[number + 1] if number + 1 < len(scan.units) else unit
            one = _headline(scan, known, unit) or _sourced(scan, known, unit)
            two = unit.role == following.role == "headline" and following is not unit
            if one is None and two and _headline(scan, known, following) is None:
                one = _dotted(scan, known, unit, following)
            if one:
                made.append(one)
        if number > 12:
            break
    return made


def _dotted(scan: Scan, known: People, unit: Unit, following: Unit) -> Draft | None:
    """A headline in two parts with dots between them, the first of which only says who speaks: فلان يحذر الخصوم..كذا."""
    last = unit.last
    while last > unit.first and scan.forms[last - 1] in (".", "…"):
        last -= 1
    if unit.last - last < 2 and scan.forms[unit.last - 1] != "…":
        return None
    cue = next((i for i in range(unit.first, last) if i in scan.cues and head(scan.forms[i]) is None), None)
    if cue == unit.first or scan.forms[unit.first] in members("prep") | members("nothead"):
        return None
    if cue is not None and scan.cues[cue][0].inflected.shape not in ("perfect", "imperfect"):
        return None
    if _tells(scan, unit.first, last if cue is None else cue) or _joined(scan, following.first):
        return None
    found = phrase(scan, unit.first, last if cue is None else cue)
    speaker = _speaker(scan, known, found)
    first, end = scan.trim(following.first, following.last)
    if speaker is None or end - first < 3:
        return None
    said = Found(found, "headline")
    return Draft(
        None if cue is None else (cue, cue + 1),
        (first, end),
        "headline",
        "headline-dots",
        "asserts" if cue is None else scan.cues[cue][0].lemma.polarity,
        subject=said,
        speaker=speaker,
        how="headline",
        flags=["headline"],
        order=unit.first if cue is None else cue,
    )


def _tells(scan: Scan, first: int, last: int) -> bool:
    """Whether the words before the dots tell what happened, or what for: العبيدي يوقع اتفاقا، لضرب داعش."""
    opening = scan.forms[first]
    aimed = opening[0] == "ل" and head(opening) is None and opening not in scan.names
    return aimed or any(_acts(scan, at) for at in range(first + 1, last))


def _joined(scan: Scan, at: int) -> bool:
    """Whether the second part only goes on with the first: ..وتبدأ حملة."""
    form = scan.forms[at]
    return form[0] == "و" and len(form) > 2 and form not in scan.names and head(form) is None


def _headline(scan: Scan, known: People, unit: Unit) -> Draft | None:
    colon = next((i for i in range(unit.first, min(unit.last, unit.first + _WIDEST)) if scan.forms[i] == ":"), None)
    if colon is None or colon == unit.first or colon + 2 >= unit.last:
        return None
    if any((i in scan.cues and head(scan.forms[i]) is None) or scan.forms[i] in members("saying") for i in range(unit.first, colon)):
        return None  # a sentence that reports, no headline
    opening = unit.first + (scan.forms[unit.first] == "و")  # اتصالات ليلية... و«الوفاق»: ...
    stop, addressee = _address(scan, opening, colon)
    begin, stop = scan.trim(opening, stop)
    if begin >= stop or scan.forms[begin] in members("prep") or scan.forms[begin] in members("nothead"):
        return None
    found = _ministry(scan, begin, stop) or _short_name(scan, begin, stop) or phrase(scan, begin, stop)
    speaker = _speaker(scan, known, found)
    first, last = scan.trim(colon + 1, unit.last)
    if first in scan.opening and scan.pairs[scan.opening[first]].after >= last:
        first, last = scan.pairs[scan.opening[first]].first, scan.pairs[scan.opening[first]].last
    if speaker is None or last - first < 2:
        return None
    said = Found(found, "headline")
    draft = Draft(None, (first, last), "headline", "headline-colon", subject=said, speaker=speaker, how="headline", order=begin)
    draft.flags.append("headline")
    heard = scan.trim(*addressee) if addressee else (0, 0)
    draft.addressee = heard if heard[0] < heard[1] else None
    return draft


def _sourced(scan: Scan, known: People, unit: Unit) -> Draft | None:
    """A headline whose source stands behind it in brackets: مقتل 4 جنود شمالي البلاد (مسؤول)."""
    if unit.last - unit.first < _SHORTEST or scan.forms[unit.last - 1] != ")":
        return None
    opened = next((i for i in range(unit.last - 2, max(unit.first, unit.last - _BRACKET), -1) if scan.forms[i] == "("), None)
    if opened is None or opened + 1 >= unit.last - 1 or scan.forms[opened + 1] in members("nothead") | members("proper-body"):
        return None
    if scan.forms[opened - 1] in members("prep"):
        return None  # استعادة المدينة من (داعش)
    found = phrase(scan, opened + 1, unit.last - 1)
    if found.kind == "doc" and scan.forms[opened + 1].removeprefix("ال") not in members("reporting-document"):
        return None
    speaker = _speaker(scan, known, found) if found.kind != "place" else None
    first, last = scan.trim(unit.first, opened)
    if speaker is None or last - first < _SHORTEST - 2:
        return None
    draft = Draft(None, (first, last), "headline", "headline-source", speaker=speaker, how="headline", order=first)
    draft.subject, draft.flags = Found(found, "headline"), ["headline", "postposed"]
    return draft


def _ministry(scan: Scan, begin: int, stop: int) -> Phrase | None:
    """A ministry called by its domain alone, in marks or not, where the text names it in full: «المالية»: ..."""
    if begin in scan.opening:
        begin, stop = scan.pairs[scan.opening[begin]].first, min(stop, scan.pairs[scan.opening[begin]].last)
    form = scan.forms[begin]
    if stop - begin != 1 or not form.startswith("ال") or form in scan.names:
        return None
    named = any(f == form and scan.forms[i - 1].lstrip("ولب") in members("ministry") for i, f in enumerate(scan.forms) if i > stop)
    return Phrase(begin, stop, "org", None, frozenset(), "f", "s") if named else None


def _short_name(scan: Scan, begin: int, stop: int) -> Phrase | None:
    """A body called by a short name in marks that the text calls so too: «الوفاق»: ..."""
    pair = scan.pairs[scan.opening[begin]] if begin in scan.opening else None
    if pair is None or pair.after != stop or pair.last - pair.first > 2 or scan.forms[pair.first] in scan.names:
        return None
    again = sum(p.marked.inner.of(scan.reading.text) == pair.marked.inner.of(scan.reading.text) for p in scan.pairs)
    return Phrase(pair.first, pair.last, "org", None, frozenset(), "", "s") if again > 1 else None


def _address(scan: Scan, first: int, colon: int) -> tuple[int, tuple[int, int] | None]:
    """Where the speaker ends before the colon, and the words of an addressee: فلان لـ«الشرق»، فلان ردا على."""
    for at in range(first + 1, colon):
        form = scan.forms[at]
        body = head(form[1:]) is not None and form not in scan.names
        if form == "ل" or (form[0] == "ل" and len(form) > 3 and (form.startswith("لل") or at + 1 in scan.opening or body)):
            return at, (at + 1 if form == "ل" else at, colon)
        venue = form == "في" and at + 1 < colon and scan.forms[at + 1] in members("venue")  # فلان في حوار خاص: ...
        if form in members("topic") or venue:
            return at, None
    return colon, None


def _speaker(scan: Scan, known: People, found: Phrase) -> int | None:
    """The person or body that a headline's phrase names, if it can speak."""
    if found.name or found.kind == "unknown":
        words = range(*found.name) if found.name else range(found.first, found.last)
        number = match(known, [scan.forms[i] for i in words if scan.forms[i].isalpha()])
        if number is not None:
            return number
    if found.name is None and any(_acts(scan, at) for at in range(found.first + 1, found.last)):
        return None
    titled = found.kind == "person" and bool(found.roles)
    if found.kind not in ("role", "org", "doc", "anon", "place") and not titled:
        return None
    if found.kind == "role" and head(scan.forms[found.first]) is None:
        return None
    return known_name(known, found, headline=True)[0]


def _acts(scan: Scan, at: int) -> bool:
    """Whether the word at `at` looks like a verb of the present: برلمان ليبيا يرفض."""
    form = scan.forms[at]
    return form[0] in "يت" and 3 < len(form) < 7 and head(form) is None and form not in scan.names and not form.endswith("ه")
