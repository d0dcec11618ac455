"""Contents that stand before a relative clause: اتهامات نفتها موسكو، الهدنة التي طالب بها الرئيس."""

from __future__ import annotations

from mahdar.quotes import subjects
from mahdar.quotes.draft import Draft
from mahdar.quotes.scan import COMMAS, Scan
from mahdar.quotes.terms import members
from mahdar.spans import folded

_LEFT = 10


def relatives(scan: Scan, taken: set[int]) -> list[Draft]:
    """The attributions whose content is the antecedent of a relative clause; `taken` are cues used already."""
    made: list[Draft] = []
    for index, readings in scan.cues.items():
        if index in taken or index < 2 or scan.forms[index - 1] not in members("antecedent"):
            continue
        for reading in readings:
            lemma = reading.lemma
            backward = index + 1 < len(scan.forms) and scan.forms[index + 1] in members("resumptive")
            told = lemma.polarity == "denies" or folded(lemma.name) in members("made-known")
            if not (reading.inflected.relative and told) and not (backward and (told or lemma.polarity == "demands")):
                continue
            first, last = _antecedent(scan, index - 1)
            found = subjects.after(scan, index + (2 if backward else 1), min(scan.end(index), index + 14))
            if found is not None and found.phrase.kind == "person" and not found.phrase.roles and not _named(scan, found):
                found = None  # الشروط التي أعلنها لا تكفي
            if first >= last or (found is None and folded(lemma.name) not in members("made-known")):
                continue
            form = scan.forms[first]
            cut = 1 if form[0] == "و" and len(form) > 4 else 0
            draft = Draft(
                (index, index + 1), (first, last), "nominal", "relative-antecedent", lemma.polarity, cut=cut, subject=found, order=index
            )
            draft.flags += ["postposed", "denial"] if lemma.polarity == "denies" else ["postposed"]
            made.append(draft)
            break
    return made


def _named(scan: Scan, found: subjects.Found) -> bool:
    """Whether the article has a name among the words."""
    return any(scan.forms[i] in scan.names for i in range(found.phrase.first, found.phrase.last))


def _antecedent(scan: Scan, relative: int) -> tuple[int, int]:
    """The noun phrase before the relative word: its definite words and the noun that governs them."""
    last = relative
    while last > 0 and scan.forms[last - 1] in COMMAS:
        last -= 1
    first = last
    while first > max(0, last - _LEFT) and scan.forms[first - 1].startswith("ال") and scan.sentence[first - 1] == scan.sentence[relative]:
        first -= 1
    word = scan.reading.words[first - 1] if first else None
    if word and word.sort == "word" and scan.forms[first - 1].removeprefix("و") in members("object") and first >= last - 3:
        first -= 1
    return first, last
