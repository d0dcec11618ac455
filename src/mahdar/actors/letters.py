"""The spelling of one word beside another: what their letters would have to change, and what that costs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from mahdar.spans import folded, table

Sounds = Literal["foreign", "native", "latin"]
_TURNED, _TWICE, _WRONG = 0.4, 0.2, 0.8
_Edges = dict[tuple[str, str], float]

_HAMZA = str.maketrans({"ئ": "ي", "ؤ": "و", "ء": None})
_RUN = re.compile(r"([اويa-z])\1+")
_LATIN = re.compile("[a-z]")
_PLAIN = re.compile(r"[^\W_]+")


def is_latin(word: str) -> bool:
    """Whether a word in normal form is written in Latin letters."""
    return bool(_LATIN.search(word))


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """A name as decisions and knowledge bases are looked up by."""
    return " ".join(word for found in _PLAIN.findall(name) if (word := normal(found)))


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """A word as it is compared: folded, hamza on its seat only, no doubled vowels, Latin without its accents.

    >>> normal("رؤوف"), normal("Çavuşoğlu")
    ('روف', 'chavushoghlu')
    """
    plain = folded(word).translate(_HAMZA).lower()
    if not plain.isascii() and not plain.isalpha():
        plain = plain.replace("'", "")
    if any("a" <= c <= "z" or "\u00c0" <= c <= "\u024f" for c in plain):
        plain = "".join(_script().get(c, c) for c in plain)
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c) and c.isalpha())
        return _RUN.sub(_one_or_vowel_pair, plain)
    single = _RUN.sub(r"\1", plain)
    return single if len(single) > 1 else plain  # يي is a name, ي an initial


def _one_or_vowel_pair(run: re.Match[str]) -> str:
    return run[0][:2] if run[1] in "aeo" else run[1]


@cache
def _script() -> dict[str, str]:
    return {row["letter"]: row["plain"] for row in table("mahdar.actors", "script.tsv")}


@cache
def _edges(sounds: Sounds) -> _Edges:
    """Every correspondence of one kind, both ways round for two Arabic spellings, Latin first otherwise."""
    if sounds == "latin":
        return {(row["latin"], row["arabic"]): float(row["cost"]) for row in table("mahdar.actors", "latin.tsv")}
    found: _Edges = {}
    for row in table("mahdar.actors", "arabic.tsv"):
        if row["in"] in ("both", sounds):
            found[row["a"], row["b"]] = found[row["b"], row["a"]] = float(row["cost"])
    return found


@cache
def _reach(sounds: Sounds) -> tuple[tuple[int, int], ...]:
    """The lengths that correspondences of one kind have on either side."""
    return tuple(sorted({(len(a), len(b)) for a, b in _edges(sounds)}))


def unlike(a: str, b: str, sounds: Sounds, limit: float) -> bool:
    """Whether letters of two words have nothing to stand for in the other, so that no spelling within the limit joins them.

    True is certain and a hundred times as quick as `cost`; where it is False only `cost` can tell.
    """
    partners, turned = _partners(sounds)
    return _strange(a, b, partners) * _WRONG > limit or _strange(b, a, turned) * _WRONG > limit


def _strange(a: str, b: str, partners: dict[str, int]) -> int:
    """How many different letters of one word stand for nothing in the other."""
    there = _bits(b)
    return sum(not (partners.get(letter) or _bit(letter)) & there for letter in set(a))


@lru_cache(maxsize=65536)
def _bits(word: str) -> int:
    found = 1  # every word has nothing in it, for which some letters stand
    for letter in word:
        found |= _bit(letter)
    return found


def _bit(letter: str) -> int:
    return 2 << ord(letter) % 251


@cache
def _partners(sounds: Sounds) -> tuple[dict[str, int], dict[str, int]]:
    """For each letter, as bits, those of the other spelling that it may stand for, the lowest bit where it may stand for nothing."""
    found: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for a, b in _edges(sounds):
        for one, other, partners in ((a.strip("^$"), b.strip("^$"), found[0]), (b.strip("^$"), a.strip("^$"), found[1])):
            for letter in one:
                partners[letter] = partners.get(letter, _bit(letter)) | (_bits(other) & ~1 if other else 1)
    return found


@lru_cache(maxsize=200_000)
def cost(a: str, b: str, sounds: Sounds, limit: float) -> float:
    """The least that turning spelling `a` into spelling `b` costs by the table; infinite where it is over `limit`.

    `sounds` says which correspondences hold; for `latin`, `a` is the Latin spelling. Words are in normal form. Letters
    that no row of the table joins make two words, so what cannot be reached within the limit is never looked at.
    """
    if a == b:
        return 0.0
    a, b = f"^{a}$", f"^{b}$"
    edges, reach = _edges(sounds), _reach(sounds)
    rows: list[dict[int, float]] = [{} for _ in range(len(a) + 4)]  # the longest correspondence is of three letters
    rows[0][0] = 0.0
    for i in range(len(a) + 1):
        row = rows[i]
        for j in range(len(b) + 1):
            if j not in row:
                continue
            here = row[j]
            if a[i : i + 1] == b[j : j + 1] and i < len(a):
                _relax(rows[i + 1], j + 1, here)
            if sounds != "latin":
                _slip(rows, (a, b), (i, j), (here, limit))
            for m, n in reach:
                step = edges.get((a[i : i + m], b[j : j + n]))
                if step is not None and here + step <= limit:
                    _relax(rows[i + m], j + n, here + step)
    return rows[len(a)].get(len(b), float("inf"))


def _slip(rows: list[dict[int, float]], words: tuple[str, str], at: tuple[int, int], spent: tuple[float, float]) -> None:
    """What a slip of the keyboard does: two letters turned round, one typed twice, one wrong."""
    (a, b), (i, j), (here, limit) = words, at, spent
    in_a, in_b = 0 < i < len(a) - 1, 0 < j < len(b) - 1
    if in_a and in_b and here + _TURNED <= limit and a[i : i + 2] == b[j : j + 2][::-1] and a[i + 1] != "$":
        _relax(rows[i + 2], j + 2, here + _TURNED)
    if in_a and a[i] == a[i - 1] and here + _TWICE <= limit:
        _relax(rows[i + 1], j, here + _TWICE)
    if in_b and b[j] == b[j - 1] and here + _TWICE <= limit:
        _relax(rows[i], j + 1, here + _TWICE)
    if here + _WRONG <= limit:
        if in_a:
            _relax(rows[i + 1], j, here + _WRONG)
        if in_b:
            _relax(rows[i], j + 1, here + _WRONG)
        if in_a and in_b:
            _relax(rows[i + 1], j + 1, here + _WRONG)


def _relax(row: dict[int, float], j: int, value: float) -> None:
    if value < row.get(j, float("inf")):
        row[j] = value
