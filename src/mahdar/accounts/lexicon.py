"""The tables of this room, read once: what words count as one, which join clauses, which bound a number."""

from __future__ import annotations

from functools import cache

import Stemmer

from mahdar.spans import folded, table

_PACKAGE = "mahdar.accounts"


@cache
def stem(form: str) -> str:
    """The light stem of a folded form: for matching clauses alone, never for names."""
    return str(_stemmer().stemWord(form))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("arabic")


@cache
def stopwords() -> frozenset[str]:
    """Folded forms that tell nothing."""
    return frozenset(folded(row["form"]) for row in table("mahdar.stories", "stopwords.tsv"))


@cache
def classes() -> dict[str, str]:
    """Stem to the name of its synonym class."""
    return {stem(bare(folded(word))): row["class"] for row in table(_PACKAGE, "synonyms.tsv") for word in row["words"].split()}


@cache
def weighed() -> frozenset[str]:
    """The classes within which another word is another wording."""
    return frozenset(row["class"] for row in table(_PACKAGE, "synonyms.tsv") if row["weigh"] == "yes")


@cache
def modifiers() -> dict[tuple[str, ...], str]:
    """Folded words to what they do to a number, a scope or a sentence."""
    return {tuple(folded(row["form"]).split()): row["kind"] for row in table(_PACKAGE, "modifiers.tsv")}


@cache
def opening() -> frozenset[str]:
    """The first words of modifiers."""
    return frozenset(words[0] for words in modifiers())


@cache
def numbers() -> dict[str, tuple[str, int]]:
    """Folded number words to their class (small, ten, tens, hundred, thousand) and value."""
    rows = table("mahdar.times", "numbers.tsv")
    wanted = {"small", "ten", "tens", "hundred", "thousand"}
    return {folded(row["form"]): (row["code"], int(row["value"])) for row in rows if row["code"] in wanted}


@cache
def counted() -> dict[str, tuple[str, bool]]:
    """Folded nouns to the unit they count, and whether the form counts two by itself."""
    return {folded(row["form"]): (row["unit"], row["dual"] == "yes") for row in table(_PACKAGE, "counted.tsv")}


@cache
def unit_of(form: str) -> tuple[str, bool]:
    """The unit that a folded noun counts and whether it counts two by itself, with or without the ending of its case."""
    key = bare(form)
    return counted().get(key) or counted().get(key.removesuffix("ا"), ("", False))


@cache
def anybody() -> frozenset[str]:
    """Folded nouns that count people and say no more of them than their slot does."""
    return frozenset(folded(row["form"]) for row in table(_PACKAGE, "counted.tsv") if row["any"] == "yes")


@cache
def slots() -> dict[str, str]:
    """Synonym class or unit to what a number of people beside it is a number of."""
    return {row["class"]: row["slot"] for row in table(_PACKAGE, "slots.tsv")}


@cache
def doers() -> frozenset[str]:
    """Stems of what attackers do and of what they are called."""
    return frozenset(stem(bare(folded(word))) for row in table(_PACKAGE, "doers.tsv") for word in row["words"].split())


@cache
def states() -> frozenset[str]:
    """Folded words of the names of states: naming one tells little of where in it a thing took place."""
    rows = table("mahdar.names", "states.tsv")
    return frozenset(bare(word) for row in rows for name in row["names"].split("|") for word in folded(name).split())


@cache
def kin() -> dict[str, str]:
    """Folded forms of kin with their pronoun to the relation."""
    return {folded(form): row["kin"] for row in table(_PACKAGE, "kin.tsv") for form in row["forms"].split()}


@cache
def ends() -> dict[str, tuple[str, str]]:
    """Stems to the matter they are an end of, and which end."""
    return {
        stem(bare(folded(word))): (row["matter"], row["end"]) for row in table(_PACKAGE, "opposites.tsv") for word in row["words"].split()
    }


@cache
def bare(form: str) -> str:
    """A folded form without its conjunction and article, where enough of a word is left."""
    for letters in ("و", "ف"):
        if form.startswith(letters) and len(form) > 4:
            form = form[1:]
            break
    for article in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if form.startswith(article) and len(form) - len(article) >= 3:
            return form[len(article) :]
    return form
