"""Names that no corpus holds: Arabic ones put together, foreign ones spelt as a news desk would, places of the world.

First and last names come from Faker (MIT), states and cities from the CLDR as Babel carries it (Unicode licence). They are
only put in the place of names in training sentences, so that the tagger learns from what stands around a name.
"""

from __future__ import annotations

import importlib
import random
import re

from babel import Locale
from babel.localedata import load

Name = tuple[str, ...]
_ARAB, _FOREIGN = ("ar_AA", "ar_PS", "ar_SA", "ar_DZ"), ("en_US", "de_DE", "fr_FR", "tr_TR", "es_ES", "it_IT", "ru_RU")
# Latin letters -> the Arabic spellings in use, longest first; where there are several a desk picks one.
_SPELT = {
    "tsch": "تش", "sch": "ش", "sh": "ش", "ch": "تش ش", "th": "ث ت", "ph": "ف", "kh": "خ", "zh": "ج", "gh": "غ", "ck": "ك", "qu": "كو",
    "oo": "و", "ou": "و", "ee": "ي", "ea": "ي", "ie": "ي", "ei": "اي", "ai": "اي", "ay": "اي", "au": "او", "cz": "تش", "sz": "ش",
    "rz": "ج", "ts": "تس", "ya": "يا", "yu": "يو", "a": "ا", "b": "ب", "c": "ك", "d": "د", "e": "ي _ ", "f": "ف", "g": "غ ج",
    "h": "ه", "i": "ي", "j": "ج", "k": "ك", "l": "ل", "m": "م", "n": "ن", "o": "و", "p": "ب", "q": "ك", "r": "ر", "s": "س", "t": "ت",
    "u": "و", "v": "ف", "w": "و", "x": "كس", "y": "ي", "z": "ز",
}  # fmt: skip
_PLAIN = str.maketrans("áàâäãåąçćčéèêëęíìîïıłńñóòôöõøśšşúùûüýźżžğ", "aaaaaaaccceeeeeiiiiilnnoooooossśuuuuyzzzg".replace("ś", "s"))
_CYRILLIC = dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziyklmnoprstufhcye", strict=True))
_CYRILLIC |= {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya", "ё": "yo", "ь": "", "ъ": ""}
_PART = re.compile("|".join(sorted(_SPELT, key=len, reverse=True)))


def people(count: int, dice: random.Random) -> list[Name]:
    """As many invented people, half of them Arabs, in two to four words."""
    arab, foreign = [_lists(where) for where in _ARAB], [_lists(where) for where in _FOREIGN]
    made: list[Name] = []
    while len(made) < count:
        first, last = dice.choice(arab if len(made) % 2 else foreign)
        given = [dice.choice(first)] + ([dice.choice(first)] if dice.random() < 0.2 else [])
        words = " ".join([*given, *([] if dice.random() < 0.03 else [dice.choice(last)])])
        name = tuple((words if len(made) % 2 else spelt(words, dice)).split())
        if 1 < len(name) < 5 and all(re.fullmatch("[\u0621-\u064a]{2,}", word) for word in name):
            made.append(name)
    return made


def places() -> list[Name]:
    """The states, territories and greater cities of the world as the CLDR writes them in Arabic."""
    zones = load("ar")["time_zones"].values()
    written = [*Locale("ar").territories.values(), *(zone["city"] for zone in zones if "city" in zone)]
    names = {tuple(name.split()) for name in written if re.fullmatch("[\u0621-\u064a ]{3,}", name) and len(name.split()) < 4}
    return sorted(names)


def spelt(name: str, dice: random.Random) -> str:
    """A Latin or Cyrillic name in Arabic letters, one of the ways desks spell it."""
    words = []
    for word in name.lower().translate(_PLAIN).split():
        latin = re.sub(r"(.)\1", r"\1", "".join(_CYRILLIC.get(letter, letter) for letter in word).replace("-", ""))
        if latin.endswith("e"):
            latin = latin[:-1]
        arabic = "".join(dice.choice(_SPELT[part[0]].split()).replace("_", "") for part in _PART.finditer(latin))
        if latin[:1] in ("a", "e", "i", "o", "u"):
            arabic = {"a": "أ", "e": "إ", "i": "إي", "o": "أو", "u": "أو"}[latin[0]] + arabic.removeprefix(_SPELT[latin[0]].split()[0])
        words.append(arabic)
    return " ".join(words)


def _lists(where: str) -> tuple[list[str], list[str]]:
    provider = importlib.import_module(f"faker.providers.person.{where}").Provider
    first: list[str] = []
    for key in ("first_names_male", "first_names_female", "first_names"):
        found = getattr(provider, key, ())
        if not isinstance(found, property):
            first.extend(map(_bare, found))
    last = getattr(provider, "last_names", None) or getattr(provider, "last_names_male", ())
    if isinstance(last, property):
        last = getattr(provider, "last_names_male", None) or getattr(provider, "unisex_last_names", ())
    return sorted(set(first)), sorted(map(_bare, last))


def _bare(name: str) -> str:
    return re.sub("[\u064b-\u0652]", "", str(name))
