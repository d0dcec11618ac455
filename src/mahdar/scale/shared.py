"""Pairs of articles -> the passages that they share, from the texts in the finished parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

import pyarrow
from pyarrow import compute

from mahdar.copies import Placed, passages, placed
from mahdar.scale.columns import Row, row
from mahdar.scale.parts import Part, read

#: Pairs whose texts are in memory at once, some ten kB each; for each so many the articles of all parts are gone through.
TOGETHER = 20_000
_ROLES = frozenset({"body", "subhead"})  # what copies compare, as in `print_of`


class _Block(TypedDict):
    start: int
    end: int
    role: str


def shared(parts: Sequence[Part], pairs: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows of `passages`, those of some pairs at a time, in the order of the pairs and then of the first text."""
    for start in range(0, len(pairs), TOGETHER):
        few = [(str(pair["a"]), str(pair["b"])) for pair in pairs[start : start + TOGETHER]]
        texts = _texts(parts, {name for pair in few for name in pair})
        yield [row("passages", one) for a, b in few for one in passages(texts[a], texts[b])]


def _texts(parts: Sequence[Part], names: set[str]) -> dict[str, Placed]:
    """The words of these articles."""
    wanted = pyarrow.array(sorted(names), pyarrow.string())
    found: dict[str, Placed] = {}
    for part in parts:
        table = read(part, "articles").select(["id", "text", "blocks"])
        for one in table.filter(compute.is_in(table["id"], wanted)).to_pylist():
            if one["id"] not in found:
                found[one["id"]] = placed(one["id"], one["text"], _body(one["blocks"]))
    return found


def _body(blocks: Sequence[_Block]) -> list[tuple[int, int]]:
    return [(block["start"], block["end"]) for block in blocks if block["role"] in _ROLES]
