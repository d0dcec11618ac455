"""A small conjugator: from the dictionary forms of a reporting verb to the forms that news writes, folded."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import folded

Shape = Literal["perfect", "imperfect", "participle", "masdar"]
_WEAK = "اويى"  # a last root letter that gives way to endings
_OBJECTS = ("ه", "ها", "هم", "هما")


class Inflected(Struct, frozen=True):
    """One form: folded, with what it says of its subject.

    `gender` is m, f or empty where the form fits both, `number` s, d or p, `person` 1 or 3. `relative` marks a form
    with an object pronoun (ذكره), which reports only in a relative clause (ما ذكره فلان).
    """

    form: str
    shape: Shape
    gender: str = ""
    number: str = "s"
    person: int = 3
    relative: bool = False


def verb(perfect: str, imperfect: str, short: str) -> list[Inflected]:
    """The forms of a verb: perfect and imperfect, third and first person, with and without an object pronoun."""
    full, stem = folded(perfect), folded(short or perfect)
    weak = perfect[-1] in "اى"
    base = full[:-1] if weak else full
    dual = stem if weak else full
    forms = [
        Inflected(full, "perfect", "m"),
        Inflected(base + "ت", "perfect", "f"),
        Inflected(dual + "ا", "perfect", "m", "d"),
        Inflected(base + "تا", "perfect", "f", "d"),
        Inflected(base + "وا", "perfect", "m", "p"),
        Inflected(stem + "ت", "perfect", "", "s", 1),
        Inflected(stem + "نا", "perfect", "", "p", 1),
    ]
    for suffix in _OBJECTS:
        linked = base + "ا" if weak else full
        forms += [
            Inflected(linked + suffix, "perfect", "m", relative=True),
            Inflected(base + "ت" + suffix, "perfect", "f", relative=True),
            Inflected(base + "و" + suffix, "perfect", "m", "p", relative=True),
        ]
    if not imperfect:
        return forms
    present = folded(imperfect)
    short_present = present[:-1] if imperfect[-1] in _WEAK else present
    rest = present[1:]
    forms += [
        Inflected(present, "imperfect", "m"),
        Inflected("ت" + rest, "imperfect", "f"),
        Inflected(short_present + "ون", "imperfect", "m", "p"),
        Inflected("ا" + rest, "imperfect", "", "s", 1),
        Inflected("ن" + rest, "imperfect", "", "p", 1),
        Inflected(present + "ان", "imperfect", "m", "d"),
        Inflected("ت" + rest + "ان", "imperfect", "f", "d"),
    ]
    for suffix in _OBJECTS:
        forms += [
            Inflected(short_present + "ون" + suffix, "imperfect", "m", "p", relative=True),
            Inflected(present + suffix, "imperfect", "m", relative=True),
            Inflected("ت" + rest + suffix, "imperfect", "f", relative=True),
        ]
    return forms


def participle(form: str) -> list[Inflected]:
    """The accusative of circumstance: مشيرا، مشيرة، مشيرين، مشيرتين."""
    base = folded(form)
    plural = base[:-1] if form[-1] == "ي" else base
    return [
        Inflected(base + "ا", "participle", "m"),
        Inflected(base + "ه", "participle", "f"),
        Inflected(plural + "ين", "participle", "m", "p"),
        Inflected(base + "تين", "participle", "f", "d"),
        Inflected(base + "ات", "participle", "f", "p"),
    ]
