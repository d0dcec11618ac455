"""Relays: نقلت وكالة عن فلان قوله إن: the speaker is the one behind عن, the agency is where it was said."""

from __future__ import annotations

from mahdar.quotes.complements import Complement
from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.terms import members

_REACH = 44


def relay(scan: Scan, index: int) -> tuple[Complement, tuple[int, int], tuple[int, int]] | None:
    """The complement of a relaying verb at `index`, the words of the source and those of the relaying body."""
    reading = next((r for r in scan.cues.get(index, ()) if r.lemma.strength == "relay"), None)
    if reading is None:
        return None
    end = min(scan.end(index), index + _REACH)
    source = next((i for i in range(index + 1, min(end, index + 16)) if scan.forms[i] == "عن"), None)
    if source is None or any(f in COMPLEMENTISERS for f in scan.forms[index + 1 : source]):
        return None
    at = source + 1
    while at < end:
        form = scan.forms[at]
        if form in members("relayed"):
            return _taken(scan, reading, index, source, (at, at + 1), end)
        if form in COMPLEMENTISERS or form == ":" or (at in scan.opening and _long(scan, at)):
            return _taken(scan, reading, index, source, (at, at), end)
        if form in members("object") and scan.forms[at - 1] in COMMAS:
            return Complement("nominal", reading, at, at, index, index=index), (source + 1, at), (index + 1, source)
        at += 1
    return None


def _long(scan: Scan, at: int) -> bool:
    pair = scan.pairs[scan.opening[at]]
    return pair.last - pair.first > 3


def _taken(
    scan: Scan, cue: CueForm, index: int, source: int, said: tuple[int, int], end: int
) -> tuple[Complement, tuple[int, int], tuple[int, int]] | None:
    at = said[1]
    while at < min(end, said[1] + 8) and scan.forms[at] in members("time"):
        at += 1
    while at < end and (scan.forms[at] in COMPLEMENTISERS or scan.forms[at] in COMMAS or scan.forms[at] == ":"):
        at += 1
    if at >= end:
        return None
    places = ((source + 1, said[0]), (index + 1, source))
    if at in scan.opening and scan.forms[at - 1] not in COMPLEMENTISERS:
        pair = scan.pairs[scan.opening[at]]
        return Complement("marks", cue, pair.first, said[0], index, pair=scan.opening[at], index=index, swallowed=said[0]), *places
    kind = "clause" if scan.forms[at - 1] in COMPLEMENTISERS else "bare"
    return Complement(kind, cue, at, said[0], index, pair=scan.opening.get(at, -1), index=index, swallowed=said[0]), *places
