"""What the index of copies asks of whatever keeps it, and what it tells it to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from mahdar.copies.copy import Copy
from mahdar.copies.fingerprint import Print
from mahdar.copies.postings import Postings
from mahdar.copies.words import Hashes


class Shelf(Protocol):
    """Kept texts, their places, the pairs found among them and where each text comes from. Texts are asked for by `mark`.

    `Kept` is one in memory; a database is another: rows of `Postings` by (place, mark), prints by mark, pairs by the marks of both.
    """

    def near(self, places: Hashes, reach: int) -> Postings:
        """Rows of the lists that these places stand in (a list: one value of the upper 31 bits), each row once, in any order.

        At least the `reach` rows before and the `reach` rows after each place where there are so many, and the rows at
        it; of rows with one place all or none. What else stands in a list does no harm.
        """
        ...

    def prints(self, marks: Sequence[int]) -> Iterable[Print]:
        """The prints of those of these texts that are kept."""
        ...

    def pairs(self, marks: Sequence[int]) -> Iterable[Copy]:
        """The pairs in which one of these texts takes part, or two of them."""
        ...

    def origins(self, marks: Sequence[int]) -> Mapping[str, str]:
        """The id of each of these texts that is kept, and the id of its origin, itself where it stands alone."""
        ...

    def members(self, origins: Sequence[int]) -> Iterable[str]:
        """The ids of the texts whose origin is one of these texts."""
        ...


class Change(Struct, frozen=True, eq=False):
    """What to write: texts that come and go with their rows, pairs found anew or judged otherwise, pairs and origins that changed.

    `left` and `gone` are texts and rows to take away before `came` and `new` are put in; one text may stand in both. `lost`
    are pairs, the lower id first, that are none any more; `found` replace what was kept of the same two ids. `origins`
    says of each text whose origin is new or another one where it comes from.
    """

    left: tuple[Print, ...]
    gone: Postings
    came: tuple[Print, ...]
    new: Postings
    lost: tuple[tuple[str, str], ...]
    found: tuple[Copy, ...]
    origins: dict[str, str]


def key(copy: Copy) -> tuple[str, str]:
    """The ids of a pair, the lower first."""
    return (copy.a, copy.b) if copy.a < copy.b else (copy.b, copy.a)
