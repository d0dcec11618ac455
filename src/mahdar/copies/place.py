"""Where a text stands among others: the number for its id, and its order by days."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

#: Days are counted from the first of 1900 in sixteen bits; what is older or undated stands at 0, what is later at the end.
FIRST, LAST = 693_596, 0xFFFF


@lru_cache(maxsize=16_384)
def mark(name: str) -> int:
    """The 63-bit number that stands for an id."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def order(day: int, marked: int) -> int:
    """Where a text stands among others, in 32 bits: by its day, within a day by its mark. Ties are broken by the whole mark."""
    since = min(max(day - FIRST + 1, 0), LAST) if day else 0
    return since << 16 | marked >> 47
