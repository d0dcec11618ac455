"""Tellings of one story -> values of one slot that exclude each other, though the sentences around them are not much alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mahdar.accounts.clash import Known, amounts_of_one_deed, kind_of
from mahdar.accounts.telling import Amount, Telling

#: Slots of which a story about one happening has one value: those who did it, and those it killed, hurt or put in prison.
_ONE = ("doers", "held", "hurt", "killed")
#: So many words beside numbers and names two tellings share that tell one deed.
DEED = 2


class Slotted(Struct, frozen=True):
    """Two tellings, by their place in the story's order, with the amounts of one slot in which they part."""

    slot: str
    pair: tuple[int, int]
    amounts: tuple[Amount, Amount]


def slotted(tellings: Sequence[Telling], articles: Sequence[Known]) -> Iterator[Slotted]:
    """The pairs whose articles give a slot one value each, and not the same."""
    held: dict[str, list[tuple[int, Amount]]] = defaultdict(list)
    for i, one in enumerate(tellings):
        for amount in one.amounts:
            if amount.slot in _ONE:
                held[kind_of(amount)].append((i, amount))
    for slot in sorted(held):
        for n, (j, b) in enumerate(held[slot]):
            for i, a in held[slot][:n]:
                one, other = tellings[i], tellings[j]
                about = articles[one.article], articles[other.article]
                if one.article != other.article and _one_deed(one, other) and amounts_of_one_deed(a, b, (one, other), about):
                    yield Slotted(slot, (i, j), (a, b))


def _one_deed(one: Telling, other: Telling) -> bool:
    """Whether two tellings share so many words that they may tell one deed."""
    both = [key for key in one.keys & other.keys if not key.startswith(("#", "@"))]
    return len(both) >= DEED
