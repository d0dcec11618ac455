"""Two names -> whether they are one person's, how surely, and the sentence that says why.

What no string holds is not guessed: an alias or a kunya beside a full name is "different", with a reason that says so.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import Literal

from msgspec import Struct

from mahdar.actors.aliases import one_person
from mahdar.actors.letters import normal
from mahdar.actors.likeness import nearly
from mahdar.actors.matching import Matching, matching
from mahdar.actors.naming import Name, Unit, everyday, parsed, places

Verdict = Literal["same", "different"]
_SAME = 0.5
_FIRM = 0.95
_SON = ("بن", "ben", "bin")
_SENIOR = normal("الأب")

# Every rule on one screen: how sure it is, and its sentence. {a} and {b} are the names, {short} and {long} the shorter and the longer.
_RULES: dict[str, tuple[float, str]] = {
    "identical": (1.0, "«{a}» and «{b}» are the same words"),
    "spelling": (0.97, "«{a}» and «{b}» have the same parts in the same order, spelt alike or as variants"),
    "near": (0.62, "«{a}» and «{b}» agree in every part but one, which is foreign and nearly the same"),
    "middle": (0.92, "«{short}» leaves out what stands in the middle of «{long}»"),
    "opening": (0.85, "«{short}» is how «{long}» begins"),
    "surname": (0.8, "«{short}» is the last part of «{long}»"),
    "byname": (0.75, "«{short}» is the part of «{long}» that it is known by"),
    "ending": (0.78, "«{short}» is how «{long}» ends, and no given name of the father"),
    "throne": (0.8, "«{short}» has the title of a ruler and the first name of «{long}»"),
    "house": (0.75, "«{a}» and «{b}» have the same first names; one goes on with a forefather, the other with the house"),
    "reversed": (0.72, "«{a}» and «{b}» have the same parts in the other order"),
    "ordinal missing": (0.62, "«{a}» and «{b}» have the same parts; only one says which bearer of the name"),
    "ordinal unsaid": (0.45, "«{a}» and «{b}» are alike, but only one says which of the two bearers of the name"),
    "ordinals": (0.05, "«{a}» and «{b}» are told apart by the word after the name"),
    "thing": (0.05, "«{a}» and «{b}»: one of them is a place or thing named after somebody"),
    "alias": (0.75, "«{a}» and «{b}» are one person's by the table of aliases; their letters say nothing"),
    "senior": (0.45, "«{a}» and «{b}» are alike, but one says that it is the father's and the other has more names"),
    "short names": (0.45, "«{a}» and «{b}» are of very short parts, of which one has more"),
    "place": (0.1, "«{short}» by itself is a place"),
    "role": (0.1, "one of «{a}» and «{b}» is only a role, which more than one person can have"),
    "nothing": (0.0, "«{a}» and «{b}» have no part in common; whether it is a nickname no spelling can tell"),
    "first name": (0.3, "«{short}» is only the first name of «{long}»"),
    "inner name": (0.35, "«{short}» is only a name in the middle of «{long}»"),
    "father": (0.25, "«{short}» is what «{long}» says of a father or forefather"),
    "two given names": (0.45, "«{short}» is two given names that begin «{long}», too common to be one person"),
    "with and without bin": (0.42, "«{a}» and «{b}» differ in بن: a father's name in one, a name in the other"),
    "swapped": (0.1, "«{a}» and «{b}» are the same names the other way round: another person"),
    "other first name": (0.15, "«{a}» and «{b}» share a later name, but not the first"),
    "other surname": (0.15, "«{a}» and «{b}» share the first name, but not what follows"),
    "other middle": (0.35, "«{a}» and «{b}» share first and last name, but what stands between contradicts"),
    "other father": (0.35, "«{a}» and «{b}» share the first name and a forefather, but not the father"),
    "partly": (0.3, "«{a}» and «{b}» share a part, but each has one that the other lacks"),
}


class Comparison(Struct, frozen=True):
    """What comparing two names gave: `score` 0 to 1, the verdict, the rule that decided and its sentence."""

    score: float
    verdict: Verdict
    rule: str
    why: str


@lru_cache(maxsize=200_000)
def compare(a: str, b: str) -> Comparison:
    """Whether two names are spelt for one person.

    >>> compare("ينس ستولتنبرج", "ستولتنبرغ").verdict
    'same'
    """
    one, other = parsed(a), parsed(b)
    first, second = (parsed(name) for name in sorted((a, b)))  # of several ways to match, both orders must take the same
    rule, alike = _decide(first, second, normal(a.strip()) == normal(b.strip()))
    sure, sentence = _RULES[rule]
    score = round(sure * sqrt(alike), 3)
    short, long = (a, b) if len(one.units) <= len(other.units) else (b, a)
    verdict: Verdict = "same" if score >= _SAME else "different"
    return Comparison(score, verdict, rule, sentence.format(a=a, b=b, short=short, long=long))


def _decide(a: Name, b: Name, identical: bool) -> tuple[str, float]:
    """The rule that decides about two names, and how alike the matched parts are."""
    if identical and (a.units or not b.units):
        return "identical", 1.0
    if not a.units or not b.units:
        return "role", 1.0
    if normal(a.facility) != normal(b.facility):
        return "thing", 1.0
    if not identical and one_person(a, b):
        return "alias", 1.0
    if a.regnal and b.regnal and a.regnal != b.regnal:
        return "ordinals", 1.0
    if len(b.units) < len(a.units):
        a, b = b, a
    found = matching(a.units, b.units)
    rule = _by_pattern(a, b, found)
    if rule in ("nothing", "partly", "other first name", "other surname") and (turned := _turned(a.units, b.units)):
        return turned
    if rule in ("other first name", "other surname", "other middle") and _near(a, b, found):
        return "near", 1.0
    if rule == "middle" and _SENIOR in (a.regnal, b.regnal) and a.regnal != b.regnal:
        return "senior", 1.0
    if bool(a.regnal) != bool(b.regnal) and rule in ("spelling", "middle", "opening", "throne"):
        if rule == "spelling" and not (a.royal or b.royal) and len(a.units) > 1:
            return "ordinal unsaid", 1.0
        lone = len(a.units) == 1 and not (a.royal and b.royal)
        rule = "first name" if lone and not a.royal else "ordinal missing"
    return rule, min((m.alike for m in found.matches), default=1.0)


def _near(a: Name, b: Name, found: Matching) -> bool:
    """Whether all parts agree but one, which is foreign and nearly the same."""
    if len(found.left_a) != 1 or found.left_a != found.left_b or min(m.alike for m in found.matches) < _FIRM:
        return False
    return nearly(a.units[found.left_a[0]].text, b.units[found.left_b[0]].text)


def _by_pattern(a: Name, b: Name, found: Matching) -> str:
    """The rule for an alignment; `a` has no more units than `b`."""
    if not found.matches:
        return "nothing"
    if not found.left_a and not found.left_b:
        return _whole(a, b)
    if not found.left_a:
        return _lone(a, b, found) if len(a.units) == 1 else _part(a, b, found)
    if not found.left_b:
        return _lone(b, a, _mirrored(found)) if len(b.units) == 1 else _part(b, a, _mirrored(found))
    return _both_left(a, b, found)


def _mirrored(found: Matching) -> Matching:
    turned = tuple(type(m)(m.b_from, m.b_to, m.a_from, m.a_to, m.alike) for m in found.matches)
    return Matching(turned, found.left_b, found.left_a)


def _whole(a: Name, b: Name) -> str:
    """Every unit has its match: the same name, unless بن makes a father of a name."""
    if len(a.units) == len(b.units) == 2:
        x, y = a.units[1], b.units[1]
        written_out = x.text.startswith(_SON) != y.text.startswith(_SON)
        if "kin" in (x.tie, y.tie) and x.tie != y.tie and not written_out and (_given(a.units[0]) or _given(b.units[0])):
            return "with and without bin"
    if len(a.units) == len(b.units) == 1 and (a.units[0].tie == "abu") != (b.units[0].tie == "abu"):
        return "spelling" if a.units[0].text == b.units[0].text else "nothing"
    return "spelling"


def _given(unit: Unit) -> bool:
    return unit.given is not None


def _lone(a: Name, b: Name, found: Matching) -> str:
    """One unit `a` beside a longer name `b`."""
    unit, match = a.units[0], found.matches[0]
    there, last = b.units[match.b_from], match.b_to == len(b.units)
    if match.b_from == 0:
        if (a.royal and b.royal and a.royal != b.royal) or (a.princely and not b.royal):
            return "first name"
        follows = b.units[match.b_to].tie if match.b_to < len(b.units) else ""
        return "throne" if a.royal and (b.royal or b.regnal or follows in ("kin", "family")) else "first name"
    if a.royal:
        return "first name"
    if unit.text in places():
        return "place"
    if there.tie == "kin" and not unit.tie and (_given(there) or _given(unit)):
        return "father"
    if _given(unit) and there.text.startswith("ال") and not unit.text.startswith("ال"):
        return "inner name"  # خالد is not what محمد الخالد is called
    if last:
        return "surname"
    house = all(u.tie in ("kin", "family") for u in b.units[match.b_to :])
    if unit.tie or (house and there.tie != "kin" and not _given(there)):
        return "byname"
    return "inner name" if _given(there) or _given(unit) else "byname"


def _part(a: Name, b: Name, found: Matching) -> str:
    """Several units `a`, all found in the longer name `b`."""
    first, last = found.matches[0], found.matches[-1]
    if first.b_from == 0:
        if _other_father(a, b, found):
            return "other father"
        if last.b_to == len(b.units):
            brief = len(a.units) == 2 and len(b.units) == 3 and len(a.units[0].text) < 3 and len(b.units[1].text) < 3
            return "short names" if brief and not any(u.latin for u in (*a.units, *b.units)) else "middle"
        loose = [u for u in a.units if u.tie == ""]
        if (
            len(loose) == 2 == len(a.units)
            and loose[0].given in everyday()
            and _given(loose[1])
            and b.units[last.b_to].tie == ""
            and not a.royal
        ):
            return "two given names"
        return "opening"
    start = b.units[first.b_from]
    if start.tie == "kin" and not a.units[0].tie:
        return "father"
    dropped = b.units[: first.b_from]
    if (start.also_given or a.units[0].also_given) and not a.units[0].tie and not (len(dropped) == 1 and dropped[0].text == normal("محمد")):
        return "father"
    return "ending"


def _other_father(a: Name, b: Name, found: Matching) -> bool:
    """Whether both names go on with بن and a father, and it is not the same: a name leaves out what comes later, never the father."""
    first = found.matches[0]
    if first.a_to != 1 or first.b_to != 1 or len(a.units) < 2 or {a.units[1].tie, b.units[1].tie} != {"kin"}:
        return False
    return len(found.matches) > 1 and found.matches[1].b_from > 1


def _both_left(a: Name, b: Name, found: Matching) -> str:
    """Each name has a unit that the other lacks."""
    first, last = found.matches[0], found.matches[-1]
    if 0 in found.left_a and 0 in found.left_b:
        return "other first name"
    if first.a_from or first.b_from:
        return "partly"
    tail_a, tail_b = a.units[last.a_to :], b.units[last.b_to :]
    if not tail_a and not tail_b:
        return "other middle"
    if len(found.matches) >= 2 and tail_a and tail_b and {tail_a[0].tie, tail_b[0].tie} in ({"kin", "family"}, {"kin", ""}):
        return "house"
    return "other surname" if len(found.matches) == 1 else "partly"


def _turned(a: tuple[Unit, ...], b: tuple[Unit, ...]) -> tuple[str, float] | None:
    """The rule for two names of two units whose order is the other way round."""
    if len(a) != 2 or len(b) != 2:
        return None
    found = matching((a[1], a[0]), b)
    if found.left_a or found.left_b or len(found.matches) != 2:
        return None
    swapped = any(u.tie == "kin" for u in (*a, *b)) or any(all(u.also_given for u in name) for name in (a, b))
    return "swapped" if swapped else "reversed", min(m.alike for m in found.matches)
