"""Headlines that speak: "X: ...", "X لـ«الشرق»: ..."."""

from __future__ import annotations

from mahdar.quotes.draft import Draft
from mahdar.quotes.people import People, known_name, match
from mahdar.quotes.phrase import phrase
from mahdar.quotes.scan import Scan, Unit
from mahdar.quotes.subjects import Found
from mahdar.quotes.terms import head, members

_WIDEST = 20  # words before the colon


def headlines(scan: Scan, known: People) -> list[Draft]:
    """The attributions of the article's headlines."""
    made = []
    for number, unit in enumerate(scan.units):
        if unit.role in ("headline", "kicker", "subhead") or (number == 0 and unit.last - unit.first < 24):
            one = _headline(scan, known, unit)
            if one:
                made.append(one)
        if number > 12:
            break
    return made


def _headline(scan: Scan, known: People, unit: Unit) -> Draft | None:
    colon = next((i for i in range(unit.first, min(unit.last, unit.first + _WIDEST)) if scan.forms[i] == ":"), None)
    if colon is None or colon == unit.first or colon + 2 >= unit.last:
        return None
    if any(i in scan.cues and head(scan.forms[i]) is None for i in range(unit.first, colon)):
        return None  # a sentence that reports, no headline
    stop, addressee = colon, None
    for at in range(unit.first + 1, colon):
        form = scan.forms[at]
        if form == "ل" or (form[0] == "ل" and len(form) > 3 and (form.startswith("لل") or at + 1 in scan.opening)):
            stop, addressee = at, (at + 1 if form == "ل" else at, colon)
            break
        if form in ("ردا", "تعليقا", "عن", "حول", "بشان", "في", "بعد", "قبل", "خلال", "علي"):
            stop = at
            break
    begin, stop = scan.trim(unit.first, stop)
    if begin >= stop or scan.forms[begin] in members("prep") or scan.forms[begin] in members("nothead"):
        return None
    found = phrase(scan, begin, stop)
    tokens = [f for f in scan.forms[begin:stop] if f.isalpha()]
    speaker: int | None = None
    if found.name or found.kind == "unknown":
        speaker = match(known, tokens if found.kind == "unknown" or not found.name else [scan.forms[i] for i in range(*found.name)])
    if speaker is None:
        if found.kind not in ("role", "org", "doc", "anon", "place") and not (found.kind == "person" and found.roles):
            return None
        if found.kind == "role" and head(scan.forms[begin]) is None:
            return None
        speaker, _ = known_name(known, found)
    first, last = scan.trim(colon + 1, unit.last)
    if first in scan.opening and scan.pairs[scan.opening[first]].after >= last:
        first, last = scan.pairs[scan.opening[first]].first, scan.pairs[scan.opening[first]].last
    if last - first < 2:
        return None
    draft = Draft(
        None, (first, last), "headline", "headline-colon", subject=Found(found, "headline"), speaker=speaker, how="headline", order=begin
    )
    draft.flags.append("headline")
    draft.addressee = scan.trim(*addressee) if addressee else None
    return draft
