"""The tellings of one fact -> where they part, typed. Nothing here says who is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from mahdar.accounts.account import About, AccountRelation
from mahdar.accounts.clash import MUCH_ALIKE, SAME_SCOPE, Known, amounts_clash, answering, apart, fillings_clash, kind_of
from mahdar.accounts.facts import SAME_FACT
from mahdar.accounts.likeness import Pair
from mahdar.accounts.telling import Telling
from mahdar.spans import Anchor


class Difference(Struct, frozen=True):
    """Where the tellings of a fact part: `members` are the tellings compared, `where` the words that differ."""

    relation: AccountRelation
    about: About
    members: tuple[int, ...]
    where: tuple[Anchor, ...]


def differences(
    tellings: Sequence[Telling], members: Sequence[int], alike: dict[Pair, float], articles: Sequence[Known]
) -> list[Difference]:
    """The differences among the tellings of one fact, the gravest first: one a kind, of contradictions a slot, of wordings a class."""
    pairs = [pair for pair in combinations(members, 2) if alike.get(pair, 0.0) >= SAME_FACT]
    found: dict[tuple[AccountRelation, About, str], tuple[set[int], set[Anchor]]] = defaultdict(lambda: (set(), set()))
    for i, j in pairs:
        one, other = tellings[i], tellings[j]
        for relation, about, slot, where in _parts(_Pair(one, other, alike[i, j], (articles[one.article], articles[other.article]))):
            held, words = found[relation, about, slot]
            held.update((i, j))
            words.update(where)
    return [Difference(r, a, tuple(sorted(held)), tuple(sorted(words))) for (r, a, _), (held, words) in sorted(found.items())]


class _Pair(Struct, frozen=True):
    """Two tellings, how alike they are, and what their articles tell elsewhere."""

    one: Telling
    other: Telling
    score: float
    articles: tuple[Known, Known]


Part = tuple[AccountRelation, About, str, Sequence[Anchor]]


def _parts(pair: _Pair) -> Iterator[Part]:
    rules: tuple[Callable[[_Pair], Iterator[Part]], ...] = (_numbers, _fillings, _dates, _names, _sources, _denials, _scope, _words)
    for rule in rules:
        yield from rule(pair)


def _numbers(pair: _Pair) -> Iterator[Part]:
    """Amounts of one thing: contradicting where they exclude each other in one scope, otherwise vaguer, or of another scope."""
    one, other = pair.one, pair.other
    for a, b in answering(one, other):
        where = (a.anchor, b.anchor)
        if amounts_clash(a, b, (one, other), pair.articles, pair.score):
            yield "contradicts", "number", f"{kind_of(a)} {a.noun}", where
        elif apart(a, b) and one.scope != other.scope and a.slot != "age":
            yield "differs", "scope", "", where
        else:
            yield "differs", "number", "", where


def _fillings(pair: _Pair) -> Iterator[Part]:
    """Other names in one slot, other ends of one matter."""
    for a, b in fillings_clash(pair.one, pair.other, pair.articles, pair.score):
        yield "contradicts", ("polarity" if a.slot == "not" or a.slot.startswith("end ") else "name"), a.slot, (a.anchor, b.anchor)


def _dates(pair: _Pair) -> Iterator[Part]:
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


def _names(pair: _Pair) -> Iterator[Part]:
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


def _sources(pair: _Pair) -> Iterator[Part]:
    if pair.one.source != pair.other.source:
        yield "differs", "attribution", "", [s for s in (pair.one.speaker, pair.other.speaker) if s]


def _denials(pair: _Pair) -> Iterator[Part]:
    if pair.one.denied != pair.other.denied and pair.score >= MUCH_ALIKE:
        yield "differs", "polarity", "", _signs(pair, {"denial"})


def _scope(pair: _Pair) -> Iterator[Part]:
    if pair.one.scope != pair.other.scope and pair.score >= SAME_SCOPE:
        yield "differs", "scope", "", _signs(pair, {"part", "whole"})


def _signs(pair: _Pair, kinds: set[str]) -> list[Anchor]:
    """The words of these kinds in either telling."""
    return [sign.anchor for telling in (pair.one, pair.other) for sign in telling.signs if sign.slot in kinds]


def _words(pair: _Pair) -> Iterator[Part]:
    """Other words of one synonym class: what one calls a killing another calls a martyrdom."""
    for group in sorted(pair.one.worded.keys() & pair.other.worded.keys()):
        mine, theirs = pair.one.worded[group], pair.other.worded[group]
        if not mine.keys() & theirs.keys():
            yield "differs", "wording", group, (*mine.values(), *theirs.values())
