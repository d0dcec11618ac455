"""How alike two units of names are, from 0 (another word) to 1 (the same letters)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mahdar.actors.blocking import skeleton
from mahdar.actors.letters import Sounds, cost, is_latin, normal, unlike
from mahdar.actors.naming import Unit, given, given_names, romanized
from mahdar.spans import table

# What spelling may cost before a word of that many letters is another word: tuned on the pairs in bench/names.
_FOREIGN = (0.0, 0.0, 0.1, 0.25, 0.35, 0.5, 0.6, 0.75, 0.9)
_NATIVE = (0.0, 0.0, 0.1, 0.2, 0.2, 0.3, 0.5, 0.55, 0.6)
_LATIN = (0.0, 0.1, 0.15, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55)
_LATIN_NATIVE = (0.0, 0.1, 0.12, 0.2, 0.2, 0.26, 0.29, 0.33, 0.36)

# Letters that foreign names seldom have, and the article, but not the names that only begin like it.
_AT_HOME = re.compile("[عحضظ]|^ابو|^ال(?!كس|يكس|يز|فري|بير|ان|يس)")
_IN_COMPANY = 1.4  # how much more a word may cost when every other part of the two names is the same
_NONE: frozenset[int] = frozenset()
_CLOSER_BY = 0.04  # a Latin spelling is a listed name when it is this much closer to it than to the other one


def likeness(a: Unit, b: Unit) -> float:
    """How alike two units are; 0.5 is the least that still counts as the same word."""
    return _alike(b.text, a.text) if b.latin and not a.latin else _alike(a.text, b.text)


@lru_cache(maxsize=200_000)
def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.7 if a[0] == b[0] else 0.0
    if is_latin(a) != is_latin(b):
        return _across(a, b)
    if is_latin(a):
        return _within(a, b, "foreign", _FOREIGN)
    if _nicknames().get(a, _NONE) & _nicknames().get(b, _NONE):
        return 0.7
    first, second = given(a), given(b)
    if first is not None and second is not None:
        if first != second and (normal(a + "الدين") == b or normal(b + "الدين") == a):
            return 0.6  # سعد الدين is often called سعد
        return 0.97 if first == second else 0.0
    if first is not None or second is not None or _AT_HOME.search(a) or _AT_HOME.search(b):
        return _within(a, b, "native", _NATIVE)
    return _within(a, b, "foreign", _FOREIGN)


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    """The rows of short forms that a foreign given name stands in."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("mahdar.actors", "nicknames.tsv")):
        for form in row["forms"].split("|"):
            found.setdefault(normal(form), set()).add(number)
    return {form: frozenset(rows) for form, rows in found.items()}


@lru_cache(maxsize=20_000)
def nearly(a: str, b: str) -> bool:
    """Whether two foreign words are near enough to be one where every other part of the names agrees."""
    if min(len(a), len(b)) < 2 or (is_latin(a) and is_latin(b)):
        return False
    if is_latin(b):
        a, b = b, a
    if any(given(word) is not None or _AT_HOME.search(word) for word in (a, b)):
        return False
    sounds, allowed = ("latin", _LATIN) if is_latin(a) else ("foreign", _FOREIGN)
    most = _IN_COMPANY * allowed[min(max(len(a), len(b)), len(allowed) - 1)] + 1e-9
    return cost(a, b, sounds, most) <= most


def _strangers(a: str, b: str) -> bool:
    """Whether the consonants of two words are too unlike for any spelling of one word: the quick way out."""
    first, second = skeleton(a), skeleton(b)
    if first == a or second == b:
        return False  # nothing but vowels
    return abs(len(first) - len(second)) > 2 or (min(len(first), len(second)) > 1 and not set(first) & set(second))


def _within(a: str, b: str, sounds: Sounds, allowed: tuple[float, ...]) -> float:
    if _strangers(a, b):
        return 0.0
    most = allowed[min(max(len(a), len(b)), len(allowed) - 1)] + 1e-9
    if unlike(a, b, sounds, most):
        return 0.0
    spent = cost(a, b, sounds, most)
    return 1 - 0.5 * spent / most if spent <= most else 0.0


def _across(latin: str, arabic: str) -> float:
    """A Latin spelling beside an Arabic one; a listed Arabic name must be the nearest of the listed ones."""
    at_home = bool(_AT_HOME.search(arabic))
    alike = _within(latin, arabic, "latin", _LATIN_NATIVE if at_home else _LATIN)
    own = given(arabic)
    usual = romanized().get(latin)
    if usual and own is not None:
        return 0.97 if own in usual else 0.0
    if alike and own is not None and _nearer(latin, own, cost(latin, arabic, "latin", _LATIN[-1]) - _CLOSER_BY):
        return 0.0
    return alike


@lru_cache(maxsize=20_000)
def _nearer(latin: str, own: str, than: float) -> bool:
    """Whether a Latin spelling is nearer to another listed given name than `than`."""
    return than > 0 and any(name != own and cost(latin, form, "latin", than) < than for form, name in given_names().items())
