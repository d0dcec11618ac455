"""The cue lexicon: form -> the cues that it may be, with their complements and attitude."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from mahdar.quotes.conjugate import Inflected, participle, verb
from mahdar.quotes.quotation import Polarity
from mahdar.spans import folded, table


class Lemma(Struct, frozen=True):
    """A reporting verb: what it takes as content, how its addressee stands, how much proof it needs."""

    name: str
    takes: frozenset[str]
    addressee: str
    strength: str
    polarity: Polarity


class CueForm(Struct, frozen=True):
    """One reading of a written form."""

    lemma: Lemma
    inflected: Inflected


@cache
def lexicon() -> dict[str, tuple[CueForm, ...]]:
    """Folded form, without و/ف, to its readings in the order of the table."""
    found: dict[str, list[CueForm]] = {}
    for row in table("mahdar.quotes", "cues.tsv"):
        takes = frozenset(folded(t) for t in row["takes"].split(",") if t)
        polarity: Polarity = row["polarity"]  # type: ignore[assignment]  # the table holds only these; a test checks it
        lemma = Lemma(row["perfect"], takes, folded(row["to"]), row["strength"], polarity)
        forms = verb(row["perfect"], row["imperfect"], row["short"])
        if row["participle"]:
            forms += participle(row["participle"])
        for form in forms:
            readings = found.setdefault(form.form, [])
            if form.person == 1 and form.shape == "imperfect":
                continue  # a speaker's own "we believe" is part of the speech
            if not any(r.lemma == lemma for r in readings):
                readings.append(CueForm(lemma, form))
    barred = {folded(row["form"]) for row in table("mahdar.quotes", "homographs.tsv")} - guarded().keys()
    return {form: tuple(readings) for form, readings in found.items() if form not in barred}


@cache
def guarded() -> dict[str, str]:
    """The forms that are cues only behind a comma and governing something (داعية الدول إلى), or before a colon (وزادت: ...)."""
    return {folded(row["form"]): row["unless"] for row in table("mahdar.quotes", "homographs.tsv") if row["unless"]}


@cache
def idioms() -> dict[str, frozenset[str]]:
    """A verb to the words without which it reports nothing."""
    found: dict[str, set[str]] = {}
    for row in table("mahdar.quotes", "idioms.tsv"):
        found.setdefault(row["verb"], set()).add(folded(row["word"]))
    return {verb: frozenset(words) for verb, words in found.items()}
