"""A name taken apart: its units in order, what each is to the next, and what stands around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from mahdar.actors.letters import is_latin, normal
from mahdar.spans import table

Tie = Literal["", "kin", "family", "abu"]

_PART = re.compile(r"[،,:؛;()«»“”\"/|]+|\s[-–—]\s")
_TOKEN = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652’'ʿʾ][^\W\d_]*)*")
_ABD = "عبد"


class Unit(Struct, frozen=True):
    """One part of a name: a word, or words that belong together (عبد الله، أبو بكر، فون دير لاين).

    `text` is its normal form without spaces and without بن; `tie` says what joins it to the part before it.
    """

    text: str
    tie: Tie = ""

    @property
    def given(self) -> str | None:
        """Which given name it is, if it is one."""
        return given(self.text)

    @property
    def also_given(self) -> bool:
        """Whether it is a given name, with or without the article (الصادق، الفاضل)."""
        return self.given is not None or given(self.text.removeprefix("ال")) is not None

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return is_latin(self.text)


class Name(Struct, frozen=True):
    """A name without its titles. `royal` is its title of a king or a pope, `facility` the airport named after him.

    `regnal` tells bearers of one name apart (الثاني، الابن). A phrase that is only a role has no units.
    """

    units: tuple[Unit, ...]
    royal: str = ""
    facility: str = ""
    regnal: str = ""

    @property
    def princely(self) -> bool:
        """Whether its title is one that many bear at once."""
        return _heads().get(self.royal) == "prince"


@lru_cache(maxsize=65536)
def parsed(text: str) -> Name:
    """The name that a phrase holds, taken apart."""
    found = [_name(tokens) for part in _PART.split(text) if (tokens := _tokens(part))]
    named = next((name for name in found if name.units), Name(()))
    return Name(named.units, next((n.royal for n in found if n.royal), ""), named.facility, named.regnal)


def titled(role: str, name: str) -> str:
    """A name with the title of a ruler before it where its role begins with one, otherwise the name itself."""
    first = role.split()[0] if role.split() else ""
    return f"{first} {name}" if _heads().get(normal(first)) in ("royal", "prince") else name


def given(text: str) -> str | None:
    """The given name that a unit spells, by its first spelling in the table; those made with عبد are all given names."""
    return given_names().get(text, text if text.startswith(_ABD) and len(text) > 4 else None)


@cache
def given_names() -> dict[str, str]:
    """Normal form, without spaces, to the first spelling of the name."""
    rows = [[normal(form.replace(" ", "")) for form in row["spellings"].split("|")] for row in table("mahdar.actors", "given.tsv")]
    return {form: forms[0] for forms in rows for form in forms}


@cache
def romanized() -> dict[str, frozenset[str]]:
    """Latin spellings that are usual for certain given names, in normal form, to those names."""
    found: dict[str, set[str]] = {}
    for row in table("mahdar.actors", "given.tsv"):
        for form in row["latin"].split("|"):
            if form:
                found.setdefault(normal(form), set()).add(normal(row["spellings"].split("|")[0].replace(" ", "")))
    return {form: frozenset(names) for form, names in found.items()}


@cache
def _heads() -> dict[str, str]:
    return {normal(row["form"]): row["sort"] for row in table("mahdar.actors", "heads.tsv")}


@cache
def _particles() -> dict[str, str]:
    return {normal(row["form"]): row["joins"] for row in table("mahdar.actors", "particles.tsv")}


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(normal(form) for row in table("mahdar.names", "states.tsv") for form in row["demonyms"].split("|") if form)


@cache
def places() -> frozenset[str]:
    """States, capitals and other places, in normal form."""
    states = table("mahdar.names", "states.tsv")
    forms = [form for row in states for column in ("names", "capitals") for form in row[column].split("|")]
    forms += [row["form"] for row in table("mahdar.names", "places.tsv")]
    return frozenset(normal(form) for form in forms if form)


@cache
def _wholes() -> frozenset[str]:
    """What a role may be of, by its first word: bodies, offices and places."""
    bodies = {normal(form.split()[0]) for row in table("mahdar.names", "bodies.tsv") for form in row["names"].split("|")}
    return frozenset(bodies | {form for form, joins in _particles().items() if joins == "role"} | places())


@cache
def everyday() -> frozenset[str]:
    """The given names so common that two of them name nobody in particular."""
    rows = [row for row in table("mahdar.actors", "given.tsv") if row["everyday"]]
    return frozenset(normal(row["spellings"].split("|")[0].replace(" ", "")) for row in rows)


def _tokens(part: str) -> list[str]:
    return [word for found in _TOKEN.findall(part) if (word := normal(found))]


def _name(tokens: list[str]) -> Name:
    """The name in one stretch without commas: what stands before and after it is left out."""
    heads = _heads()
    royal, facility, i = "", "", 0
    if heads.get(tokens[0]) == "facility" and len(tokens) > 1:
        facility, i = tokens[0], 1
    while i < len(tokens) - 1:
        sort = heads.get(tokens[i], "")
        if sort in ("royal", "prince", "honorific", "regnal"):
            royal = royal or (tokens[i] if sort in ("royal", "prince") else "")
            i += 1
        elif sort in ("role", "office") and (end := _role_end(tokens, i)) > i:
            if end == len(tokens) == i + 2 and sort == "office" and not _is_demonym(tokens[-1]):
                break  # أمين الجميل is a name
            i = end
        else:
            break
    if i >= len(tokens) or (i == len(tokens) - 1 and heads.get(tokens[i]) in ("role", "royal", "prince")):
        return Name((), royal)
    stop = next((k for k in range(i + 1, len(tokens)) if heads.get(tokens[k]) == "role" and _role_end(tokens, k) > k), len(tokens))
    rest = tokens[i:stop]
    at = next((k for k in range(1, len(rest)) if heads.get(rest[k]) == "regnal"), 0)
    regnal = rest.pop(at) if at else ""
    return Name(_units(rest), royal, facility, regnal)


def _is_demonym(token: str) -> bool:
    bare = token.removeprefix("ال")
    return bare in _demonyms() or (bare.endswith("ه") and bare[:-1] in _demonyms())


def _role_end(tokens: list[str], i: int) -> int:
    """Where the role phrase that starts at `i` ends; `i` itself when the word there is no role after all."""
    particles = _particles()
    definite = tokens[i].startswith("ال")
    j, awaits = i + 1, not definite
    while j < len(tokens):
        token = tokens[j]
        last = j == len(tokens) - 1
        if particles.get(token) == "role":
            awaits = not token.startswith("ال")
        elif (
            _is_demonym(token) or token.startswith(("لل", "وال")) or (awaits and (token.startswith("ال") or j > i + 1 or token in places()))
        ):
            awaits = False
        elif token.startswith("ل") and token[1:] in _wholes():
            awaits = token[1:] not in places()
        elif not last and token.startswith("ال") and token.endswith(("ي", "يه")):
            awaits = False
        else:
            break
        j += 1
    return i if j == i + 1 and not definite else j


def _units(tokens: list[str]) -> tuple[Unit, ...]:
    """The tokens as units, particles joined to what they belong to."""
    particles = _particles()
    units: list[Unit] = []
    tie: Tie = ""
    prefix = ""
    for k, token in enumerate(tokens):
        joins = particles.get(token, "")
        last = k == len(tokens) - 1
        if joins == "previous" and units and not prefix:
            units[-1] = Unit(normal(units[-1].text + token), units[-1].tie)
        elif joins == "kin" and not last and not prefix:
            tie = "kin"
        elif joins == "family" and not last:
            tie = "family"
        elif joins == "abu" and not last:
            tie, prefix = tie or "abu", prefix + token
        elif joins == "next" and not last:
            prefix += token
        else:
            units.append(Unit(normal(prefix + token), tie))
            tie, prefix = "", ""
    return tuple(units)
