"""Keys that spelling variants of one name share, so that only names with a key in common are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from mahdar.actors.letters import is_latin
from mahdar.actors.naming import Name, Unit

# Letters that stand for each other in foreign names fall into one class; vowels and weak letters fall away.
_CLASSES = str.maketrans(
    {**dict.fromkeys("جغقكگڨچژ", "k"), **dict.fromkeys("سصثزذظش", "s"), **dict.fromkeys("تطدض", "t"), **dict.fromkeys("فبپڤ", "b")}
    | dict.fromkeys("اوىيهحخعة")
)
_LATIN = str.maketrans(
    {**dict.fromkeys("gkcqxj", "k"), **dict.fromkeys("sz", "s"), **dict.fromkeys("td", "t"), **dict.fromkeys("bpfv", "b")}
    | dict.fromkeys("aeiouyhw")
    | {"l": "ل", "m": "م", "n": "ن", "r": "ر"}
)
_CLUSTER = re.compile("تش|tch|ch|sh|sch|th|kh|gh|dh|ph|zh")
_CLUSTERS = {"تش": "k", "tch": "k", "ch": "k", "sh": "s", "sch": "s", "th": "t", "kh": "", "gh": "k", "dh": "t", "ph": "b", "zh": "k"}
_TWICE = re.compile(r"(.)\1+")
_TOO_MANY = 400  # a key that more names share tells nothing; such names still meet by their other keys


def skeleton(text: str) -> str:
    """The consonants of a unit, in classes.

    >>> skeleton("ستولتنبرغ") == skeleton("ستولتنبرج") == skeleton("stoltenberg")
    True
    """
    classed = _CLUSTER.sub(lambda m: _CLUSTERS[m[0]], text.removeprefix("ال"))
    return _TWICE.sub(r"\1", classed.translate(_LATIN if is_latin(text) else _CLASSES)) or text


def keys(name: Name) -> set[str]:
    """The keys of a name: each of its units that is no given name, the last one always, pairs of given ones, the whole."""
    units = name.units
    if not units:
        return set()
    found = {"1" + skeleton(u.text) for u in units if u.given is None}
    found.add(
        "1" + skeleton(units[-1].text) if _tells(units[-1]) or len(units) == 1 else "2" + "|".join(skeleton(u.text) for u in units[-2:])
    )
    found |= {"2" + skeleton(a.text) + "|" + skeleton(b.text) for a, b in combinations(units[:4], 2) if not (_tells(a) or _tells(b))}
    follows = units[1].tie if len(units) > 1 else ""
    if name.royal or name.regnal or follows in ("kin", "family"):
        found.add("3" + skeleton(units[0].text))
    found.add("1" + skeleton("".join(u.text for u in units)))
    return found


def _tells(unit: Unit) -> bool:
    return unit.given is None


def candidates(names: Iterable[tuple[str, Name]]) -> Iterator[tuple[str, str]]:
    """The pairs of labels that share a key, each once, in order."""
    blocks: dict[str, list[str]] = {}
    for label, name in sorted(names, key=lambda item: item[0]):
        for key in sorted(keys(name)):
            blocks.setdefault(key, []).append(label)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        if len(block) > _TOO_MANY:
            continue
        for pair in combinations(block, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair
