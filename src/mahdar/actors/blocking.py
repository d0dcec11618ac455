"""Keys that spelling variants of one name share, so that only names with a key in common are compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from mahdar.actors.letters import is_latin
from mahdar.actors.naming import Name, Unit, parsed

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
_LONE = "*"
_TOO_MANY = 400  # a key that more names share tells nothing; such names still meet by their other keys


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The consonants of a unit, in classes.

    >>> skeleton("ستولتنبرغ") == skeleton("ستولتنبرج") == skeleton("stoltenberg")
    True
    """
    classed = _CLUSTER.sub(lambda m: _CLUSTERS[m[0]], text.removeprefix("ال"))
    return _TWICE.sub(r"\1", classed.translate(_LATIN if is_latin(text) else _CLASSES)) or text


def keys(name: Name) -> set[str]:
    """The keys of a name.

    A unit that is no given name is a key together with how the first or second unit begins, since people who share
    only a surname need no comparing; `*` keys are for names of one unit, which have nothing else. Pairs of given names,
    the first name of rulers and the whole as one word are keys too.
    """
    units = name.units
    if not units:
        return set()
    begins = {skeleton(u.text)[:1] for u in units[:2]}
    telling = [skeleton(u.text) for u in units if u.given is None]
    found = {_LONE + skeleton(units[-1].text), *(_LONE + word for word in telling)}
    if len(units) > 1:
        found |= {f"1{word}/{begin}" for word in telling for begin in begins}
        found |= {f"2{skeleton(a.text)}|{skeleton(b.text)}" for a, b in combinations(units[:4], 2) if not (_tells(a) or _tells(b))}
        found.add("2" + "|".join(skeleton(u.text) for u in units[-2:]))
    follows = units[1].tie if len(units) > 1 else ""
    if name.royal or name.regnal or follows in ("kin", "family"):
        found.add(_LONE + "3" + skeleton(units[0].text))
    found.add("4" + skeleton("".join(u.text for u in units)))
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
        for pair in pairs(key, blocks[key]):
            if pair not in seen:
                seen.add(pair)
                yield pair


def open_to(key: str, labels: Collection[str]) -> bool:
    """Whether a key still tells something: not where too many names share it."""
    if not key.startswith(_LONE):
        return len(labels) <= _TOO_MANY
    return sum(map(single, labels)) * len(labels) <= _TOO_MANY * _TOO_MANY


def beside(key: str, label: str, labels: Iterable[str]) -> Iterator[str]:
    """The names that a key proposes beside one of them; one of the two is of one unit where the key is for these."""
    lone = key.startswith(_LONE)
    for other in labels:
        if other != label and (not lone or single(label) or single(other)):
            yield other


def pairs(key: str, labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs that a key proposes."""
    if open_to(key, labels):
        for label in labels:
            yield from ((label, other) for other in beside(key, label, labels) if label < other)


def single(label: str) -> bool:
    """Whether a name is of one unit."""
    return len(parsed(label).units) == 1
