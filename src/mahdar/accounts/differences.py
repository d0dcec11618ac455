"""The tellings of one fact -> where they part, typed. Nothing here says who is right."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mahdar.accounts.account import About, AccountRelation
from mahdar.accounts.clash import (
    MUCH_ALIKE,
    SAME_AMOUNT,
    SAME_SCOPE,
    Known,
    Pair,
    amounts_clash,
    answering,
    apart,
    fillings_clash,
    kind_of,
    several,
)
from mahdar.accounts.likeness import Near
from mahdar.accounts.telling import Telling
from mahdar.spans import Anchor

#: A part of a difference: its relation and kind, the slot it is in, and the words that part.
Part = tuple[AccountRelation, About, str, Sequence[Anchor]]
#: The parts of a pair, with how many bounds its likeness passes: they change where it passes another.
_Parted = tuple[int, tuple[Part, ...]]


class Difference(Struct, frozen=True, gc=False):
    """Where the tellings of a fact part: `members` are the tellings compared, `where` the words that differ."""

    relation: AccountRelation
    about: About
    members: tuple[Telling, ...]
    where: tuple[Anchor, ...]


class Differing:
    """Where tellings part, pair by pair; kept until a pair is told otherwise."""

    def __init__(self) -> None:
        self._several: frozenset[str] = frozenset()
        self._parts: dict[Telling, dict[Telling, _Parted]] = {}

    def move(
        self,
        left: Iterable[Telling],
        changed: Iterable[Telling],
        near: Mapping[Telling, Mapping[Telling, Near]],
        articles: Mapping[str, Known],
    ) -> set[Telling]:
        """Lets tellings go and have other counterparts; gives those of which a pair parts otherwise than it did.

        `near` are the counterparts that tellings have now; of one that `left` and is there again nothing is known.
        """
        gone = set(left)
        slots, told = several(articles.values()), set[Telling]()
        if slots != self._several:
            self._several, self._parts, changed, told = slots, {}, near, set(near)
        for one in changed:
            before = self._parts.pop(one, {})
            now: dict[Telling, _Parted] = {}
            for other, how in near.get(one, {}).items():
                if one.anchor < other.anchor:
                    was, level = before.pop(other, None), bisect_right(_BOUNDS, how.score)
                    if was is None or was[0] != level or one in gone or other in gone:
                        pair = Pair(one, other, how.score, (articles[one.article], articles[other.article]), slots)
                        parts = tuple(part for rule in _RULES for part in rule(pair))
                        now[other] = (level, parts) if parts else _ALIKE[level]
                        if parts != (was[1] if was else ()):
                            told |= {one, other}
                    else:
                        now[other] = was
            for other, (_, parts) in before.items():
                if parts:
                    told |= {one, other}
            if now:
                self._parts[one] = now
        return told

    def among(self, members: Sequence[Telling]) -> list[Difference]:
        """The differences among the tellings of one fact, the gravest first: one a kind, of contradictions a slot, of wordings a class."""
        found: dict[tuple[AccountRelation, About, str], tuple[set[Telling], set[Anchor]]] = defaultdict(lambda: (set(), set()))
        within = dict.fromkeys(members)
        for one in members:
            known = self._parts.get(one, {})
            for other in within.keys() & known.keys():
                for relation, kind, slot, where in known[other][1]:
                    held, words = found[relation, kind, slot]
                    held.update((one, other))
                    words.update(where)
        return [
            Difference(relation, about, tuple(one for one in members if one in held), tuple(sorted(words)))
            for (relation, about, _), (held, words) in sorted(found.items())
        ]


def _numbers(pair: Pair) -> Iterator[Part]:
    """Amounts of one thing: contradicting where they exclude each other in one scope, otherwise vaguer, or of another scope."""
    one, other = pair.one, pair.other
    for a, b in answering(one, other):
        where = (a.anchor, b.anchor)
        if amounts_clash(a, b, pair):
            yield "contradicts", "number", f"{kind_of(a)} {a.noun}", where
        elif apart(a, b) and one.scope != other.scope and a.slot != "age":
            yield "differs", "scope", "", where
        else:
            yield "differs", "number", "", where


def _fillings(pair: Pair) -> Iterator[Part]:
    """Other names in one slot, other ends of one matter."""
    for a, b in fillings_clash(pair):
        yield "contradicts", ("polarity" if a.slot == "not" or a.slot.startswith("end ") else "name"), a.slot, (a.anchor, b.anchor)


def _dates(pair: Pair) -> Iterator[Part]:
    """The one day each tells of, where they are much alike: in sentences less alike two days are two matters."""
    one, other = pair.one, pair.other
    if len(one.dates) != 1 or len(other.dates) != 1 or pair.score < MUCH_ALIKE:
        return
    a, b = one.dates[0], other.dates[0]
    if (a.first, a.last) == (b.first, b.last):
        return
    excluding = a.last < b.first or b.last < a.first
    certain = a.absolute and b.absolute and a.first == a.last and b.first == b.last
    yield ("contradicts" if excluding and certain else "differs"), "date", "", (a.anchor, b.anchor)


def _names(pair: Pair) -> Iterator[Part]:
    """Names of one kind that share a word and not all: shorter, fuller or spelt otherwise."""
    for a in pair.one.names:
        for b in pair.other.names:
            if a.kind == b.kind and a.words != b.words and (set(a.words) & set(b.words) or _spelt_alike(a.words, b.words)):
                yield "differs", "name", "", (a.anchor, b.anchor)


def _spelt_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names of one length differ by a letter or two of one of their words."""
    apart = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(apart) != 1:
        return False
    x, y = apart[0]
    return min(len(x), len(y)) >= 4 and abs(len(x) - len(y)) <= 1 and sum(c != d for c, d in zip(x, y, strict=False)) <= 1


def _sources(pair: Pair) -> Iterator[Part]:
    if pair.one.source != pair.other.source:
        yield "differs", "attribution", "", [s for s in (pair.one.speaker, pair.other.speaker) if s]


def _denials(pair: Pair) -> Iterator[Part]:
    if pair.one.denied != pair.other.denied and pair.score >= MUCH_ALIKE:
        yield "differs", "polarity", "", _signs(pair, {"denial"})


def _scope(pair: Pair) -> Iterator[Part]:
    if pair.one.scope != pair.other.scope and pair.score >= SAME_SCOPE:
        yield "differs", "scope", "", _signs(pair, {"part", "whole"})


def _signs(pair: Pair, kinds: set[str]) -> list[Anchor]:
    """The words of these kinds in either telling."""
    return [sign.anchor for telling in (pair.one, pair.other) for sign in telling.signs if sign.slot in kinds]


def _words(pair: Pair) -> Iterator[Part]:
    """Other words of one synonym class: what one calls a killing another calls a martyrdom."""
    for group in sorted(pair.one.worded.keys() & pair.other.worded.keys()):
        mine, theirs = pair.one.worded[group], pair.other.worded[group]
        if not mine.keys() & theirs.keys():
            yield "differs", "wording", group, (*mine.values(), *theirs.values())


_RULES: tuple[Callable[[Pair], Iterator[Part]], ...] = (_numbers, _fillings, _dates, _names, _sources, _denials, _scope, _words)
#: The likenesses from which on a rule says something else.
_BOUNDS = sorted((SAME_SCOPE, SAME_AMOUNT, MUCH_ALIKE))
#: Pairs that part nowhere, of which there are most.
_ALIKE: tuple[_Parted, ...] = tuple((level, ()) for level in range(len(_BOUNDS) + 1))
