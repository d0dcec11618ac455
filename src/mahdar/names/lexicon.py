"""The tables of names and titles, folded and indexed by first word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from mahdar.names.peel import peels
from mahdar.spans import folded, table

_HERE = "mahdar.names"


class Entry(Struct, frozen=True, gc=False):
    """A form of a table: its words after folding, what it names, and what its table says of it."""

    words: tuple[str, ...]
    kind: str
    note: str = ""
    iso: str = ""


class Index(dict[str, tuple[Entry, ...]]):
    """Entries by their first word, longest first."""

    def __init__(self, entries: Mapping[str, tuple[Entry, ...]]) -> None:
        super().__init__(entries)
        self.readings = lru_cache(maxsize=65_536)(self._readings)

    def _readings(self, form: str) -> tuple[tuple[int, tuple[Entry, ...]], ...]:
        """The letters of clitics and the entries of each reading of a folded word that starts some, fewest clitics first."""
        return tuple((peel.cut, self[peel.core]) for peel in peels(form) if peel.core in self)


class Lexicon(Struct, frozen=True):
    """Everything the rules look up. Entries are indexed by their first word, longest first."""

    places: Index
    bodies: Index
    marked: Index
    heads: dict[str, Entry]
    roles: Index
    nations: dict[str, str]
    given: dict[str, bool]
    told_apart: frozenset[str]  # words that the line tells apart by how and where they are written: of `hours`, of `maksura`, and علي
    maksura: frozenset[str]  # given names that end in ى, which folds to ي
    closed: frozenset[str]
    common: frozenset[str]
    links: frozenset[str]
    defining: frozenset[str]
    passing: frozenset[str]
    office: frozenset[str]
    domain: frozenset[str]
    ordinals: frozenset[str]
    hours: frozenset[str]
    party: frozenset[str]
    opener: frozenset[str]
    noverb: frozenset[str]
    tails: frozenset[str]
    ranks: frozenset[str]
    kin: frozenset[str]
    placeheads: frozenset[str]
    eventheads: frozenset[str]
    honorifics: frozenset[str]
    say: frozenset[str]
    act: frozenset[str]
    verbs: frozenset[str]
    sites: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The tables, read once."""
    return Lexicon(
        places=_index([*_states(), *_places()]),
        bodies=_index([entry for entry in _bodies() if entry.note != "marked"]),
        marked=_index([entry for entry in _bodies() if entry.note == "marked"]),
        heads={folded(row["form"]): Entry((folded(row["form"]),), row["kind"], row["take"]) for row in table(_HERE, "heads.tsv")},
        roles=_index(_roles()),
        nations=_nations(),
        given=_given(),
        told_apart=_maksura() | _class("hour") | {"علي"},
        maksura=_maksura(),
        closed=frozenset(folded(row["form"]) for row in table(_HERE, "closed.tsv")),
        common=frozenset(row["form"] for row in table(_HERE, "common.tsv")),
        links=_class("link"),
        defining=_class("defining"),
        passing=_class("passing"),
        office=_class("office"),
        domain=_class("domain"),
        ordinals=_class("ordinal"),
        hours=_class("hour"),
        party=_class("party"),
        opener=_class("opener"),
        noverb=_class("noverb"),
        tails=_class("tail"),
        ranks=_class("rank"),
        kin=_class("kin"),
        placeheads=_class("placehead"),
        eventheads=_class("eventhead"),
        honorifics=_class("honorific"),
        say=_class("say"),
        act=_class("act"),
        verbs=_class("verb"),
        sites=_class("site"),
    )


def _given() -> dict[str, bool]:
    """Given name -> whether it is sure; those that fold to a closed word (آن) are left out, but for علي, which the line tells apart."""
    closed = {folded(row["form"]) for row in table(_HERE, "closed.tsv")} - {"علي"}
    sure = {folded(row["form"]): row["caution"] != "caution" for row in table(_HERE, "given.tsv")}
    return {form: is_sure for form, is_sure in sure.items() if form not in closed}


def _maksura() -> frozenset[str]:
    return frozenset(folded(row["form"]) for row in table(_HERE, "given.tsv") if row["form"].endswith("ى"))


def _class(name: str) -> frozenset[str]:
    return frozenset(folded(row["form"]) for row in table(_HERE, "words.tsv") if row["class"] == name)


def _index(entries: list[Entry]) -> Index:
    found: dict[str, dict[tuple[str, ...], Entry]] = {}
    for entry in entries:
        found.setdefault(entry.words[0], {}).setdefault(entry.words, entry)
    return Index({first: tuple(sorted(by.values(), key=lambda e: -len(e.words))) for first, by in found.items()})


def _words(form: str) -> tuple[str, ...]:
    return tuple(folded(form).replace(".", " . ").split())


def _states() -> list[Entry]:
    found = []
    for row in table(_HERE, "states.tsv"):
        found += [Entry(_words(name), "place", "state", row["iso"]) for name in row["names"].split("|")]
        found += [Entry(_words(name), "place", "capital", row["iso"]) for name in row["capitals"].split("|") if name]
    return found


def _places() -> list[Entry]:
    return [Entry(_words(row["form"]), "place", row["kind"]) for row in table(_HERE, "places.tsv")]


def _bodies() -> list[Entry]:
    return [Entry(_words(name), "organisation", row["kind"]) for row in table(_HERE, "bodies.tsv") for name in row["names"].split("|")]


def _roles() -> list[Entry]:
    """Each title also with the article, on every one of its words: أمين عام, الأمين العام."""
    found = []
    for row in table(_HERE, "roles.tsv"):
        words = _words(row["form"])
        found.append(Entry(words, "role", row["take"]))
        if row["take"] != "counterpart":
            found.append(Entry(tuple("ال" + word for word in words), "role", row["take"], "definite"))
    return found


def _nations() -> dict[str, str]:
    """Demonym form -> ISO code: the masculine of the table inflected, with and without the article."""
    found: dict[str, str] = {}
    for row in table(_HERE, "states.tsv"):
        for name in filter(None, row["demonyms"].split("|")):
            stem = folded(name)
            for end in ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات"):
                found.setdefault(stem + end, row["iso"])
                found.setdefault("ال" + stem.replace(" ", " ال") + end, row["iso"])
    return found
