"""Tellings -> Fact: around each telling, those of the other articles that tell the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from mahdar.accounts.likeness import Near
from mahdar.accounts.telling import Telling

#: The least likeness of two tellings of one fact, and the least from which they are said to tell it alike.
#: Chosen on two of the three annotated stories; below .15 neighbours are about something else.
SAME_FACT = 0.15
ALIKE = 0.45
#: So much of what they say beside names two tellings share that tell a fact alike.
SAME_DEED = 0.43
#: How many passages of one article a fact takes in: a long lead sentence is often told in two elsewhere.
PASSAGES = 2


class Fact(Struct, frozen=True, gc=False):
    """A telling and its counterparts: `members` are all of them, `alike` those that tell it alike, one an article."""

    seed: Telling
    members: tuple[Telling, ...]
    alike: tuple[Telling, ...]


class Around(Struct, frozen=True, gc=False):
    """The counterparts of a telling in the order of their articles, how much they bear it out, and who of them tells it alike."""

    best: tuple[Telling, ...]
    support: int
    close: tuple[Telling, ...]


def around(near: Mapping[Telling, Near]) -> Around:
    """The counterparts of a telling among those near it."""
    by_article: dict[str, list[tuple[float, Telling]]] = defaultdict(list)
    for other, how in near.items():
        by_article[other.anchor.article].append((-how.score, other))
    best = [
        pair
        for article in sorted(by_article)
        for pair in sorted(by_article[article], key=lambda pair: (pair[0], pair[1].anchor))[:PASSAGES]
    ]
    close: dict[str, Telling] = {}
    for _, other in best:
        if near[other].score >= ALIKE and near[other].deed >= SAME_DEED:
            close.setdefault(other.anchor.article, other)
    return Around(tuple(other for _, other in best), sum(round(1e6 * score) for score, _ in best), tuple(close.values()))


def facts(found: Iterable[tuple[Telling, Around]]) -> list[Fact]:
    """The facts of a story, the best supported first; a telling that a better seed holds closely is no seed itself."""
    made: list[Fact] = []
    taken: set[Telling] = set()
    for one, beside in sorted(found, key=lambda item: (item[1].support, item[0].anchor)):
        if one not in taken:
            taken |= {one, *beside.close}
            made.append(Fact(one, _ordered({one, *beside.best}), _ordered({one, *beside.close})))
    return made


def _ordered(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda one: one.anchor))
