"""The words that times are written with, from the tables beside this module, in every form they take in a text."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from mahdar.spans import folded, table

TABLES = ("names", "months", "days", "units", "numbers", "relatives", "seasons", "bounds", "particles", "references")
_LIGHT = ("و", "ف")
_CLITICS = (*_LIGHT, "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")


class Entry(Struct, frozen=True, gc=False):
    """One reading of a word: the class that rules ask for, its value and its marks (`weak`, `sg`...).

    `clitic` counts the letters in front that are no part of the expression (و in والاثنين); `joined` says that و is
    among them; `definite` that the word carries the article.
    """

    code: str
    value: str
    marks: frozenset[str]
    definite: bool = False
    clitic: int = 0
    joined: bool = False


Phrase = tuple[tuple[str, ...], Entry]


class Lexicon(Struct, frozen=True):
    """Folded forms to their readings; `phrases` hold the forms of several words by their first, longest first."""

    words: dict[str, tuple[Entry, ...]]
    phrases: dict[str, tuple[Phrase, ...]]


@cache
def lexicon() -> Lexicon:
    """The lexicon of all tables, with article and clitics added as each row allows."""
    words: dict[str, list[Entry]] = {}
    phrases: dict[str, list[Phrase]] = {}
    for name in TABLES:
        for row in table("mahdar.times", f"{name}.tsv"):
            value, *marks = row["value"].split() or [""]
            first, *rest = folded(row["form"]).split()
            for form, definite, prefix in _forms(first, row["takes"]):
                entry = Entry(row["code"], value, frozenset(marks), definite, len(prefix), prefix[:1] in _LIGHT)
                if rest:
                    phrases.setdefault(form, []).append(((form, *rest), entry))
                elif all((e.code, e.value) != (entry.code, entry.value) for e in words.setdefault(form, [])):
                    words[form].append(entry)
    longest = {first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()}
    return Lexicon({form: tuple(found) for form, found in words.items()}, longest)


def _forms(stem: str, takes: str) -> list[tuple[str, bool, str]]:
    """The written forms of a stem: (form, definite, clitics to cut)."""
    clitics = _CLITICS if "c" in takes else _LIGHT if "w" in takes else ()
    found: list[tuple[str, bool, str]] = []
    if "A" not in takes:
        definite = stem.startswith("ال")
        found += [(stem, definite, ""), *((c + stem, definite, c) for c in clitics)]
    if "a" in takes or "A" in takes:
        found.append(("ال" + stem, True, ""))
        found += [(c + "ال" + stem, True, c) for c in clitics if not c.endswith("ل")]
        if "c" in takes:
            found += [("لل" + stem, True, ""), ("ولل" + stem, True, "و")]
    return found


@cache
def neighbours(value: str) -> frozenset[str]:
    """The folded words beside an expression that have this value in the table of neighbours."""
    return frozenset(folded(row["form"]) for row in table("mahdar.times", "neighbours.tsv") if row["value"] == value)
