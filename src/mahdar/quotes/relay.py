"""Relays: نقلت وكالة عن فلان قوله إن: the speaker is the one behind عن, the agency is where it was said."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.quotes.construction import Complement
from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.nouns import noun_complement, owned
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, members
from mahdar.spans import folded

_REACH = 44


def relay(scan: Scan, index: int) -> tuple[Complement, tuple[int, int], tuple[int, int]] | None:
    """The complement of a relaying verb at `index`, the words of the source and those of the relaying body."""
    reading = next((r for r in scan.cues.get(index, ()) if r.lemma.strength == "relay"), None)
    if reading is None or (_own(reading) and reading.inflected.shape != "perfect"):
        return None
    end = min(scan.end(index), index + _REACH)
    source = next((i for i in range(index + 1, min(end, index + 16)) if scan.forms[i] in reading.lemma.takes), None)
    if _own(reading) and (source is None or head(scan.forms[min(source + 1, end - 1)]) is None):
        return _outlet(scan, reading, index, end)
    if source is None or any(f in COMPLEMENTISERS for f in scan.forms[index + 1 : source]):
        return None
    at = source + 1
    while at < end:
        form = scan.forms[at]
        if form in members("relayed"):
            return _taken(scan, reading, index, source, (at, at + 1), end)
        if form in COMPLEMENTISERS or form == ":" or (at in scan.opening and _long(scan, at)):
            return _taken(scan, reading, index, source, (at, at), end)
        told = noun_complement(scan, at) if owned(form) else None
        if told is not None:
            return replace(told, form=reading, index=index, cue_last=index, swallowed=at), (source + 1, at), (index + 1, source)
        if form in members("object") and scan.forms[at - 1] in COMMAS:
            return Complement("nominal", reading, at, at, index, index=index), (source + 1, at), (index + 1, source)
        at += 1
    return None


def _own(cue: CueForm) -> bool:
    """Whether the verb tells what an outlet learned for itself."""
    return folded(cue.lemma.name) in members("own-news")


def _outlet(scan: Scan, cue: CueForm, index: int, end: int) -> tuple[Complement, tuple[int, int], tuple[int, int]] | None:
    """An outlet's own news, with no source named: علمت «الراية» أن."""
    first = index + 1
    outlet = first < end and (first in scan.opening or scan.forms[first].removeprefix("ال") in members("media"))
    at = next((i for i in range(first + 1, min(end, first + 6)) if scan.forms[i] in COMPLEMENTISERS), 0)
    if not outlet or not at or any(scan.forms[i] in COMMAS for i in range(first, at)):
        return None
    made = _taken(scan, cue, index, index, (at, at), end)
    return made and (made[0], (first, at), (index, index))


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
