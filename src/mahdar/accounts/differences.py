"""The tellings of one fact -> where they part, typed. Nothing here says who is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from mahdar.accounts.account import About, AccountRelation
from mahdar.accounts.facts import SAME_FACT
from mahdar.accounts.likeness import Pair
from mahdar.accounts.telling import Amount, Telling
from mahdar.spans import Anchor

#: Two tellings must be this much alike for values that exclude each other to be called a contradiction: below it they
#: may speak of different things.
SAME_SCOPE = 0.25
#: From this likeness on two tellings are taken to speak of one moment, so that days and denials can be compared.
MUCH_ALIKE = 0.5


class Difference(Struct, frozen=True):
    """Where the tellings of a fact part: `members` are the tellings compared, `where` the words that differ."""

    relation: AccountRelation
    about: About
    members: tuple[int, ...]
    where: tuple[Anchor, ...]


def differences(tellings: Sequence[Telling], members: Sequence[int], alike: dict[Pair, float]) -> list[Difference]:
    """The differences among the tellings of one fact, one for each kind, the gravest first."""
    pairs = [pair for pair in combinations(members, 2) if alike.get(pair, 0.0) >= SAME_FACT]
    found: dict[tuple[AccountRelation, About], tuple[set[int], set[Anchor]]] = defaultdict(lambda: (set(), set()))
    for i, j in pairs:
        for relation, about, where in _parts(tellings[i], tellings[j], alike[i, j]):
            held, words = found[relation, about]
            held.update((i, j))
            words.update(where)
    return [Difference(r, a, tuple(sorted(held)), tuple(sorted(words))) for (r, a), (held, words) in sorted(found.items())]


Part = tuple[AccountRelation, About, Sequence[Anchor]]


def _parts(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    rules: tuple[Callable[[Telling, Telling, float], Iterator[Part]], ...] = (_numbers, _dates, _names, _sources, _denials, _scope, _words)
    for rule in rules:
        yield from rule(one, other, score)


def _numbers(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    """Amounts of one thing: apart where they exclude each other, vaguer where one holds the other."""
    for a, b in _comparable(one.amounts, other.amounts):
        if (a.low, a.high) == (b.low, b.high):
            continue
        apart = a.high < b.low or b.high < a.low
        where = (a.anchor, b.anchor)
        if apart and one.scope != other.scope:
            yield "differs", "scope", where
        elif apart and score >= SAME_SCOPE:
            yield "contradicts", "number", where
        else:
            yield "differs", "number", where


def _comparable(mine: Sequence[Amount], theirs: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Amounts of one unit that answer each other: each is the other's nearest by the words around, and they share some."""
    for unit in sorted({a.unit for a in mine} & {a.unit for a in theirs}):
        ours, others = [a for a in mine if a.unit == unit], [a for a in theirs if a.unit == unit]
        for a in ours:
            b = _nearest(a, others)
            if b is not None and _nearest(b, ours) == a:
                yield a, b


def _nearest(amount: Amount, among: Sequence[Amount]) -> Amount | None:
    """The amount with the most words nearby in common, or None where there is none or no telling which."""
    near = sorted(((-len(amount.of & b.of), b.anchor, b) for b in among), key=lambda item: item[:2])
    if not near[0][0] or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][2]


def _dates(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    """The one day each tells of, where they are much alike: in sentences less alike two days are two matters."""
    if len(one.dates) != 1 or len(other.dates) != 1 or score < MUCH_ALIKE:
        return
    a, b = one.dates[0], other.dates[0]
    if (a.first, a.last) == (b.first, b.last):
        return
    apart = a.last < b.first or b.last < a.first
    certain = a.absolute and b.absolute and a.first == a.last and b.first == b.last
    yield ("contradicts" if apart and certain else "differs"), "date", (a.anchor, b.anchor)


def _names(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    """Names of one kind that share a word and not all: shorter, fuller or spelt otherwise."""
    for a in one.names:
        for b in other.names:
            if a.kind == b.kind and a.words != b.words and (set(a.words) & set(b.words) or _spelt_alike(a.words, b.words)):
                yield "differs", "name", (a.anchor, b.anchor)


def _spelt_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names of one length differ by a letter or two of one of their words."""
    apart = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(apart) != 1:
        return False
    x, y = apart[0]
    return min(len(x), len(y)) >= 4 and abs(len(x) - len(y)) <= 1 and sum(c != d for c, d in zip(x, y, strict=False)) <= 1


def _sources(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    if one.source != other.source:
        yield "differs", "attribution", [s for s in (one.speaker, other.speaker) if s]


def _denials(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    if one.denied != other.denied and score >= MUCH_ALIKE:
        yield "differs", "polarity", (one.anchor, other.anchor)


def _scope(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    if one.scope != other.scope and score >= SAME_SCOPE:
        yield "differs", "scope", (one.anchor, other.anchor)


def _words(one: Telling, other: Telling, score: float) -> Iterator[Part]:
    """Other words of one synonym class: what one calls a killing another calls a martyrdom."""
    for group in sorted(one.worded.keys() & other.worded.keys()):
        mine, theirs = one.worded[group], other.worded[group]
        if not mine.keys() & theirs.keys():
            yield "differs", "wording", (*mine.values(), *theirs.values())
