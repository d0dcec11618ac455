"""Nouns that report: قول الوزير إن، تأكيدات بأن، أنباء عن."""

from __future__ import annotations

from functools import cache

from mahdar.quotes.complements import Complement
from mahdar.quotes.conjugate import Inflected
from mahdar.quotes.lexicon import CueForm, Lemma
from mahdar.quotes.quotation import Polarity
from mahdar.quotes.scan import COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, members
from mahdar.spans import folded, table

_REACH = 12


@cache
def nouns() -> dict[str, CueForm]:
    """Folded form to what it takes; `addressee` of the lemma says whether somebody is named."""
    found: dict[str, CueForm] = {}
    for row in table("mahdar.quotes", "nouns.tsv"):
        polarity: Polarity = row["polarity"]  # type: ignore[assignment]  # as in cues.tsv
        takes = frozenset(folded(t) for t in row["takes"].split(","))
        lemma = Lemma(row["form"], takes, row["named"], "noun", polarity)
        found[folded(row["form"])] = CueForm(lemma, Inflected(folded(row["form"]), "masdar"))
    return found


def noun_complement(scan: Scan, index: int) -> Complement | None:
    """The complement of the reporting noun at `index`, if it has one close by."""
    form = scan.forms[index]
    cue = nouns().get(form) or (nouns().get(form[1:]) if form[0] in "وفب" else None)
    if cue is None:
        return None
    takes, end = cue.lemma.takes, min(scan.end(index), index + _REACH)
    for at in range(index + 1, end):
        word = scan.forms[at]
        if word in COMPLEMENTISERS:
            if "speech" in takes or "clause" in takes:
                return (
                    Complement("clause", cue, at + 1, at, index, pair=scan.opening.get(at + 1, -1), index=index) if at + 1 < end else None
                )
            return None
        if at in scan.opening and ("marks" in takes or "speech" in takes):
            pair = scan.pairs[scan.opening[at]]
            return Complement("marks", cue, pair.first, at, index, pair=scan.opening[at], index=index)
        if word == ":" and "speech" in takes and at + 1 < end:
            if at + 1 in scan.opening:
                pair = scan.pairs[scan.opening[at + 1]]
                return Complement("marks", cue, pair.first, at, index, pair=scan.opening[at + 1], index=index)
            return Complement("bare", cue, at + 1, at, index, index=index)
        if (
            word in takes
            and at <= index + (2 if cue.lemma.addressee == "yes" else 1)
            and not (cue.lemma.addressee == "done" and scan.forms[index - 1] not in members("done"))
            and at + 1 < end
        ):
            return Complement("nominal", cue, at + 1, at, index, index=index)
        if "ب" in takes and word[:1] == "ب" and len(word) > 4 and head(word) is None and at > index + 1:
            return Complement("nominal", cue, at, at, index, cut=1, index=index)
        if word in members("relative") or at in scan.cues or scan.reading.words[at].sort != "word":
            return None
    return None
