"""The layers of one article -> what of it is compared with others: its clauses, its remarks by speaker, its claims."""

from __future__ import annotations

from msgspec import Struct

from mahdar.accounts.clash import Known, known
from mahdar.accounts.clauses import clauses
from mahdar.accounts.lexicon import bare
from mahdar.accounts.stated import OUTCOMES, Carried, content_of
from mahdar.accounts.tell import Teller, Told
from mahdar.accounts.telling import Telling
from mahdar.spans import folded

#: A telling with fewer keys (a subhead, a name in a list) says too little to be told alike or otherwise.
LEAST_KEYS = 6


class Said(Struct, frozen=True):
    """What one article says: made once, whatever comes to stand beside it.

    `remarks` are told by the last word of their speaker's name, `claims` by kind and issue, each in order.
    """

    text: str
    known: Known
    tellings: tuple[Telling, ...]
    remarks: dict[str, list[Telling]]
    claims: dict[tuple[str, str], list[Carried]]


def said(told: Told) -> Said:
    """What one article says."""
    teller, reading = Teller(told), told.reading
    tellings = [teller.of(reading.anchor(first, last)) for first, last in clauses(reading)]
    remarks: dict[str, list[Telling]] = {}
    for quotation in told.quotations:
        if quotation.name is not None:
            name = folded(quotation.name.of(reading.text)).split()
            remarks.setdefault(name[-1] if name else "", []).append(teller.of(quotation.content))
    claims: dict[tuple[str, str], list[Carried]] = {}
    for claim in told.claims:
        content = content_of(teller.of(claim.anchor)) if claim.kind in OUTCOMES else frozenset()
        claims.setdefault((claim.kind, claim.issue), []).append(Carried(claim, content))
    words = dict.fromkeys(form for w in reading.words if w.sort == "word" for form in (w.form, bare(w.form)))
    about = known(told.published, tellings, f" {' '.join(words)} ")
    return Said(reading.text, about, tuple(one for one in tellings if len(one.keys) >= LEAST_KEYS), remarks, claims)
