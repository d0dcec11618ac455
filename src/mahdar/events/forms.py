"""Dictionary form -> written forms: verbs through the persons, nouns through number and case, all folded.

Unvocalised spelling only: a passive perfect is written as the active is, and so has no form of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

Tense = Literal["perfect", "imperfect"]

_WEAK = "ايو"
OBJECTS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني")


def verb_forms(perfect: str, imperfect: str) -> Iterator[tuple[str, Tense, str]]:
    """(form, tense, person) for each written form of a verb given in folded third person singular.

    Persons are `3ms`, `3fs`, `3p` (dual and plural), `1`. Object suffixes are left out, and so is the first person
    singular (ارحب is an adjective more often); a weak or hollow verb shortens as it does in writing.

    >>> forms = {f for f, *_ in verb_forms("التقي", "يلتقي")}
    >>> {"التقت", "التقيا", "يلتقون", "تلتقي", "نلتقي"} <= forms
    True
    """
    yield from _perfect(perfect)
    if imperfect != "-":
        yield from _imperfect(imperfect, hollow=perfect[-2:-1] == "ا")


def _perfect(base: str) -> Iterator[tuple[str, Tense, str]]:
    stem, weak = (base[:-1], True) if base[-1] in "اي" and len(base) > 2 else (base, False)
    yield base, "perfect", "3ms"
    yield stem + "ت", "perfect", "3fs"
    for ending in ("وا", "تا"):
        yield stem + ending, "perfect", "3p"
    if weak:
        for ending in ("يا", "وا"):
            yield stem + ending, "perfect", "3p"
        first = stem + ("ي" if base[-1] == "ي" else "و")
        yield stem + "يتا", "perfect", "3p"
        for ending, person in (("ت", "3fs"), ("وا", "3p")) if base[-1] == "ا" else ():  # a hamza that folding made an alef: بدأت
            yield base + ending, "perfect", person
    else:
        yield base + "ا", "perfect", "3p"
        # A hollow verb drops its long vowel before a consonant ending: ادان, ادنا.
        first = base[:-2] + base[-1] if base[-2:-1] == "ا" and len(base) > 2 else base
        yield first + "ن", "perfect", "3p"
    for ending in ("نا", "ت"):
        yield first + ending, "perfect", "1"


def _imperfect(base: str, *, hollow: bool) -> Iterator[tuple[str, Tense, str]]:
    body = base[1:]
    weak = body[-1] in _WEAK
    stem = body[:-1] if weak else body
    for prefix, person in (("ي", "3ms"), ("ت", "3fs"), ("ن", "1")):
        yield prefix + body, "imperfect", person
        if weak and len(body) > 3:
            yield prefix + stem, "imperfect", person
        elif hollow and body[-2:-1] and body[-2] in _WEAK and len(body) > 3:
            yield prefix + body[:-2] + body[-1], "imperfect", person
    for prefix, endings in (("ي", ("ون", "وا")), ("ت", ("ون",))):  # تشردوا is a perfect; that you do so no news tells
        for ending in endings:
            yield prefix + stem + ending, "imperfect", "3p"
    for prefix in ("ي", "ت"):
        for ending in ("ان", "ا"):
            yield prefix + body + ending, "imperfect", "3p"


def noun_forms(base: str) -> Iterator[str]:
    """The written forms of one folded noun without its article: construct, accusative, dual and before a suffix.

    >>> {"زياره", "زيارت", "زيارتين"} <= set(noun_forms("زياره"))
    True
    """
    yield base
    if base.endswith("ه"):
        stem = base[:-1] + "ت"
        yield stem
        for ending in ("ان", "ين", "ي", "ا"):
            yield stem + ending
    elif not base.endswith(("ات", "ون", "ين")):
        for ending in ("ا", "ان", "ين") if not base.endswith(("ا", "ي")) else ():
            yield base + ending
