"""Which units of two names stand for each other: the best alignment in order."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from mahdar.actors.likeness import likeness
from mahdar.actors.naming import Unit

_STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))  # a name may be written in one word or in three: جينبينغ، جين بينغ
_INNER = "·"  # keeps the rules for the edges of a word, the article among them, from what is only joined
_LONGEST = 8
_SAME = 0.5
_SAME_JOINED = 0.75  # يان كوبيتش is not يانوكوفيتش


class Match(Struct, frozen=True):
    """Units `a_from:a_to` of one name that stand for `b_from:b_to` of the other."""

    a_from: int
    a_to: int
    b_from: int
    b_to: int
    alike: float


class Matching(Struct, frozen=True):
    """The matches in order, and the indices of the units that found none."""

    matches: tuple[Match, ...]
    left_a: tuple[int, ...]
    left_b: tuple[int, ...]


@lru_cache(maxsize=65536)
def matching(a: tuple[Unit, ...], b: tuple[Unit, ...]) -> Matching:
    """The alignment of two names that keeps their order and matches most of them."""
    a, b = a[:_LONGEST], b[:_LONGEST]
    best: dict[tuple[int, int], tuple[float, tuple[Match, ...]]] = {}
    for i in range(len(a), -1, -1):
        for j in range(len(b), -1, -1):
            choices: list[tuple[float, tuple[Match, ...]]] = [(0.0, ())] if i == len(a) or j == len(b) else [best[i + 1, j], best[i, j + 1]]
            for m, n in _STEPS:
                if i + m <= len(a) and j + n <= len(b) and (alike := _joined(a[i : i + m], b[j : j + n])):
                    gain, rest = best[i + m, j + n]
                    choices.append((gain + alike * (m + n), (Match(i, i + m, j, j + n, alike), *rest)))
            best[i, j] = max(choices, key=lambda choice: choice[0])
    matches = best[0, 0][1]
    of_a = {k for match in matches for k in range(match.a_from, match.a_to)}
    of_b = {k for match in matches for k in range(match.b_from, match.b_to)}
    return Matching(matches, tuple(k for k in range(len(a)) if k not in of_a), tuple(k for k in range(len(b)) if k not in of_b))


def _joined(a: tuple[Unit, ...], b: tuple[Unit, ...]) -> float:
    """How alike two stretches of units are, 0 where that is not enough to be the same."""
    single = len(a) == len(b) == 1
    alike = likeness(a[0], b[0]) if single else 0.98 * likeness(_one(a), _one(b))
    return alike if alike >= (_SAME if single else _SAME_JOINED) else 0.0


def _one(units: tuple[Unit, ...]) -> Unit:
    """Several units written as one word; بن in between is written out, as بنعمر does."""
    return Unit(_INNER + "".join(("بن" if k and u.tie == "kin" and not u.latin else "") + u.text for k, u in enumerate(units)))
