"""Tellings of one story -> values of one slot that exclude each other, though the sentences around them are not much alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from msgspec import Struct

from mahdar.accounts.clash import Known, Pair, amounts_of_one_deed, apart, far, kind_of
from mahdar.accounts.telling import Amount, Telling

#: Slots of which a story about one happening has one value: those who did it, and those it killed, hurt or put in prison.
_ONE = ("doers", "held", "hurt", "killed")
#: So many words beside numbers and names two tellings share that tell one deed.
DEED = 2


#: What two amounts are compared by: their bounds and how coarse they are.
_Value = tuple[float, float, float]


class Slotted(Struct, frozen=True, gc=False):
    """Two tellings with the amounts of one slot in which they part."""

    slot: str
    pair: tuple[Telling, Telling]
    amounts: tuple[Amount, Amount]


def slotted(tellings: Iterable[Telling], articles: Mapping[str, Known], several: frozenset[str]) -> Iterator[Slotted]:
    """The pairs whose articles give a slot one value each, and not the same."""
    held: dict[str, dict[_Value, list[tuple[Telling, Amount]]]] = defaultdict(lambda: defaultdict(list))
    for one in tellings:
        for amount in one.amounts:
            if amount.slot in _ONE:
                held[kind_of(amount)][amount.low, amount.high, amount.grain].append((one, amount))
    for slot in sorted(held):
        for mine, theirs in combinations(held[slot].values(), 2):
            a, b = mine[0][1], theirs[0][1]
            if slot not in several and apart(a, b) and not far(a, b):
                for first, second in product(mine, theirs):
                    (one, a), (other, b) = sorted((first, second), key=lambda item: item[0].anchor)
                    about = articles[one.article], articles[other.article]
                    pair = Pair(one, other, 0.0, about, several)
                    if one.article != other.article and _one_deed(one, other) and amounts_of_one_deed(a, b, pair):
                        yield Slotted(slot, (one, other), (a, b))


def _one_deed(one: Telling, other: Telling) -> bool:
    """Whether two tellings share so many words that they may tell one deed."""
    both = [key for key in one.keys & other.keys if not key.startswith(("#", "@"))]
    return len(both) >= DEED
