"""The words that can name an event: every written form of `verbs.tsv` and `nouns.tsv`, found by one look-up a word."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from mahdar.events.forms import OBJECTS, noun_forms, verb_forms
from mahdar.spans import folded, table

ROOM = "mahdar.events"
Kind = Literal["perfect", "imperfect", "participle", "noun", "light"]


class Condition(NamedTuple):
    """One demand on the words around a trigger: all of `words` within reach; `before` looks back instead.

    `lead` is a letter that the trigger itself must begin with (س of the future), empty for none; `next` asks for the
    very next word.
    """

    words: tuple[frozenset[str], ...]
    before: bool
    lead: str
    next: bool


class Demands(NamedTuple):
    """The conditions of one cell, any of which is enough: single words behind, single words before, and all others."""

    after: frozenset[str]
    before: frozenset[str]
    rest: tuple[Condition, ...]

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.after or self.before or self.rest)


class Sense(NamedTuple):
    """One row of the lexicon: what its forms mean and what must or must not stand near them."""

    lemma: str
    event: str
    frame: str
    genitive: str
    needs: Demands
    unless: Demands
    mode: str
    noun: bool


class Form(NamedTuple):
    """One reading of a written word: its sense, and what its clitics and its inflection say."""

    sense: Sense
    kind: Kind
    person: str
    lead: str  # the letters before the stem: conjunction, preposition, article, future
    suffix: str


@cache
def word_set(name: str) -> frozenset[str]:
    """The folded words of one row of `words.tsv`."""
    return next(frozenset(folded(row["words"]).split()) for row in table(ROOM, "words.tsv") if row["set"] == name)


@cache
def classes() -> dict[str, frozenset[str]]:
    """The word classes that conditions name, each with its own name among its words for what no list can hold."""
    found: dict[str, frozenset[str]] = {}
    for row in table(ROOM, "classes.tsv"):
        words = folded(row["words"]).split()
        found[row["class"]] = frozenset(words) | frozenset(map(bare, words)) | {"@" + row["class"]}
    return found


def bare(word: str) -> str:
    """A folded word without its article, for comparing with the words of a condition."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _conditions(cell: str) -> Demands:
    rest: list[Condition] = []
    single: dict[bool, set[str]] = {False: set(), True: set()}
    for item in folded(cell).split():
        before, following = item.startswith("<"), item.startswith(">")
        parts: list[frozenset[str]] = []
        lead = ""
        for part in item.lstrip("<>").split("&"):
            if part.startswith("+"):
                lead = part[1:]
            else:
                parts.append(classes()[part[1:]] if part.startswith("@") else frozenset({part, bare(part)}))
        if len(parts) == 1 and not lead and not following:
            single[before] |= parts[0]
        else:
            rest.append(Condition(tuple(parts), before, lead, following))
    return Demands(frozenset(single[False]), frozenset(single[True]), tuple(rest))


_PARTIES = ("@dignitary", "@state", "@force", "@group")


def _either_side(cell: str) -> str:
    """The demands of a verb, those for a party met before it as well as behind it: كيري غادر واشنطن."""
    return " ".join(item if item not in _PARTIES else f"{item} <{item}" for item in cell.split())


@cache
def _stems() -> tuple[dict[str, list[tuple[Sense, Kind, str]]], dict[str, list[Sense]]]:
    """Verb forms and noun forms without clitics -> what they may be."""
    verbs: dict[str, list[tuple[Sense, Kind, str]]] = {}
    nouns: dict[str, list[Sense]] = {}
    for row in table(ROOM, "verbs.tsv"):
        lemma = folded(row["perfect"])
        sense = Sense(
            lemma, row["event"], row["frame"], "", _conditions(_either_side(row["with"])), _conditions(row["unless"]), row["mode"], False
        )
        for form, tense, person in dict.fromkeys(verb_forms(lemma, folded(row["imperfect"]))):
            verbs.setdefault(form, []).append((sense, tense, person))
        for form, after in _participles().get(lemma, ()):
            verbs.setdefault(form, []).append((sense, "participle", after))
    for row in table(ROOM, "nouns.tsv"):
        bases = folded(row["forms"]).split()
        sense = Sense(
            bases[0], row["event"], row["frame"], row["genitive"], _conditions(row["with"]), _conditions(row["unless"]), row["mode"], True
        )
        for form in dict.fromkeys(f for base in bases for f in noun_forms(base)):
            nouns.setdefault(form, []).append(sense)
    return verbs, nouns


@cache
def _participles() -> dict[str, list[tuple[str, str]]]:
    """A verb's perfect -> its circumstantial participles, each with what must stand before it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in table(ROOM, "participles.tsv"):
        found.setdefault(folded(row["of"]), []).append((folded(row["form"]), row["after"]))
    return found


class _Light(NamedTuple):
    role: str
    types: frozenset[str]
    tense: str  # perfect, imperfect, or noun


@cache
def _light() -> dict[str, _Light]:
    found: dict[str, _Light] = {}
    for row in table(ROOM, "light.tsv"):
        types = frozenset(row["types"].split())
        for form, tense, _ in verb_forms(folded(row["perfect"]), folded(row["imperfect"])):
            found.setdefault(form, _Light(row["role"], types, tense))
        for form in noun_forms(folded(row["masdar"])) if row["masdar"] else ():
            found.setdefault(form, _Light(row["role"], types, "noun"))
    return found


@lru_cache(maxsize=65536)
def _carried(form: str) -> _Light | None:
    known = _light()
    for lead in ("", "و", "ف", "س", "وس", "ل", "ب", "ول", "وب"):
        if form.startswith(lead):
            for stem, _ in _cut(form[len(lead) :], OBJECTS):
                if stem in known and len(stem) > 1:
                    return known[stem]
    return None


def light(form: str, event: str = "") -> str:
    """The role a light verb gives its subject: `actor`, `recipient`, `about`; empty for any other word.

    Where `event` is given, only for a verb that carries events of that type.
    """
    found = _carried(form)
    return found.role if found and (not event or not found.types or event in found.types) else ""


def light_tense(form: str, event: str) -> str:
    """Whether a light verb that carries events of a type is perfect, imperfect or a noun; empty for any other word."""
    found = _carried(form)
    return found.tense if found and (not found.types or event in found.types) else ""


_VERB_LEADS = ("", "و", "ف", "س", "وس", "فس", "ل", "ول")
_NOUN_LEADS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "وب", "ول", "فال", "وبال", "ولل", "كال", "فل", "فب")
# The letters that clitics begin with: a word that begins otherwise has none before its stem.
_VERB_STARTS, _NOUN_STARTS = ({lead[0] for lead in leads if lead} for leads in (_VERB_LEADS, _NOUN_LEADS))
_SUFFIX_ENDS = tuple({suffix[-1] for suffix in (*OBJECTS, "ي")})


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[Form, ...]:
    """What one folded word may be: verb readings first, then noun readings; empty for most words."""
    return () if word in word_set("homographs") else _readings(word)


def _readings(word: str) -> tuple[Form, ...]:
    verbs, nouns = _stems()
    found: list[Form] = []
    for lead in _VERB_LEADS if word[:1] in _VERB_STARTS else ("",):
        if word.startswith(lead) and len(word) - len(lead) > 1:
            for stem, suffix in _cut(word[len(lead) :], OBJECTS):
                for sense, kind, person in verbs.get(stem, ()):
                    if _agrees(lead, kind):
                        found.append(Form(sense, kind, person, lead, suffix))
    for lead in _NOUN_LEADS if word[:1] in _NOUN_STARTS else ("",):
        if word.startswith(lead) and len(word) - len(lead) > 2:
            rest = word[len(lead) :]
            bare_rest = rest[1:] if lead.endswith("لل") and rest.startswith("ل") and rest not in nouns else rest
            for stem, suffix in _cut(bare_rest, (*OBJECTS[:-1], "ي")):
                for sense in nouns.get(stem, ()):
                    if (stem.endswith("ت") and stem[:-1] + "ه" in nouns and stem not in _listed()) and not suffix:
                        continue
                    if suffix and "ال" in lead:
                        continue
                    found.append(Form(sense, "noun", "", lead, suffix))
    return tuple(dict.fromkeys(found))


@cache
def _listed() -> frozenset[str]:
    return frozenset(w for row in table(ROOM, "nouns.tsv") for w in folded(row["forms"]).split())


def _cut(rest: str, suffixes: tuple[str, ...]) -> list[tuple[str, str]]:
    cuts = [(rest, "")]
    for suffix in suffixes if rest.endswith(_SUFFIX_ENDS) else ():
        if rest.endswith(suffix) and len(rest) - len(suffix) > 1:
            stem = rest[: -len(suffix)]
            cuts.append((stem, suffix))
            if stem.endswith("و"):  # the silent alef of the plural goes before a suffix: نفوا, نفوها
                cuts.append((stem + "ا", suffix))
            elif stem.endswith("ا"):  # a final yeh is written as alef before a suffix: التقي, التقاه
                cuts.append((stem[:-1] + "ي", suffix))
            elif stem.endswith(("ئ", "ؤ")):  # a seated hamza stands bare at the end of the word: لقائه, لقاء
                cuts.append((stem[:-1] + "ء", suffix))
    return cuts


def _agrees(lead: str, kind: Kind) -> bool:
    if kind == "participle":
        return lead in ("", "و")
    return kind == "imperfect" if "س" in lead or lead in ("ل", "ول") else True
