"""Finished parts -> copies across all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from mahdar.copies import Copy, Print, copies, origins, remade
from mahdar.scale.columns import Row, row
from mahdar.scale.parts import Part, read


def alike(parts: Sequence[Part]) -> tuple[list[Row], dict[str, str]]:
    """The rows of `copies`, and for each article that repeats another the one it most likely comes from."""
    prints = list({one.id: one for part in parts for one in prints_of(part)}.values())
    found = copies(prints)
    sources = {name: source for name, source in origins(prints, found).items() if name != source}
    return [_row(copy) for copy in found], sources


def prints_of(part: Part) -> Iterator[Print]:
    """The prints of the articles of a part."""
    empty = np.array([], dtype=np.uint64)
    for kept in read(part, "prints").to_pylist():
        words, title = (np.frombuffer(kept[name], dtype=np.uint64) for name in ("words", "title"))
        yield remade(Print(kept["id"], kept["outlet"], kept["day"], words, empty, title, kept["credit"]))


def _row(copy: Copy) -> Row:
    return row("copies", copy)
