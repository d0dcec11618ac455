"""To whom and where: the addressee and the venue of an attribution, between its cue and its content."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.quotes.draft import Draft
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, members

_LONGEST = 14
_INTO = members("into")


def settings(scan: Scan, drafts: Sequence[Draft]) -> None:
    """Sets addressee and venue where the words between cue and content name them."""
    for draft in drafts:
        if draft.complement is None:
            continue
        first, last = draft.complement.index + 1, min(draft.complement.slot, draft.complement.index + 50)
        for at in range(first, last):
            if draft.venue is None and scan.forms[at] in members("venue") and (at == first or scan.forms[at - 1] in _INTO):
                draft.venue = (at, max(at + 1, scan.trim(at, _stop(scan, at, last))[1]))
            if draft.addressee is None:
                draft.addressee = _addressee(scan, at, last, draft)


def _stop(scan: Scan, first: int, last: int) -> int:
    """The end of a venue: before a comma, a time, an addressee or another circumstance."""
    at = first + 1
    while at < min(last, first + _LONGEST):
        form = scan.forms[at]
        if form in COMMAS or form in COMPLEMENTISERS or form in members("time") or form in (":", "ل", "ان") or form in members("away"):
            break
        if form[0] == "ل" and _hearer(form):
            break
        at += 1
    return at


def _hearer(form: str) -> bool:
    bare = "ا" + form[1:] if form.startswith("لل") else form[1:]
    return bare in members("hearer") or bare.removeprefix("ال") in members("hearer")


def _addressee(scan: Scan, at: int, last: int, draft: Draft) -> tuple[int, int] | None:
    """The words of an addressee that starts at `at`: لـ«الشرق»، للصحفيين، لوكالة، and for some cues any ل with its noun."""
    form = scan.forms[at]
    if form == "ل" and at + 1 < last:
        if at + 1 in scan.opening:
            pair = scan.pairs[scan.opening[at + 1]]
            return pair.first, pair.last
        if scan.forms[at + 1] == "(":
            close = next((i for i in range(at + 2, min(last, at + 8)) if scan.forms[i] == ")"), None)
            return (at + 2, close) if close and close > at + 2 else None
        return at + 1, at + 2
    if form[:1] != "ل" or len(form) < 4:
        return None
    if _hearer(form):
        stop = at + 1
        while stop < min(last, at + 5) and scan.reading.words[stop].sort == "word" and scan.forms[stop] not in members("prep"):
            if scan.forms[stop] in COMPLEMENTISERS or scan.forms[stop] in members("time"):
                break
            stop += 1
        if stop in scan.opening and stop < last:
            stop = min(scan.pairs[scan.opening[stop]].after, last)
        return at, stop
    made = draft.complement
    if made and made.form.lemma.addressee == "ل" and at <= made.index + 2:
        bare = "ا" + form[1:] if form.startswith("لل") else form[1:]
        if head(bare) or bare in scan.names or scan.counts.get(bare, 0):
            return at, at + 1
    return None
