"""Prints of articles -> bytes, and back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mahdar.copies import Print
from mahdar.copies.words import Hashes
from mahdar.scale.columns import Row

NOTHING: Hashes = np.array([], dtype=np.uint64)


def kept(one: Print) -> Row:
    """The row of a print."""
    return {
        "id": one.id,
        "outlet": one.outlet,
        "day": one.day,
        "words": one.words.tobytes(),
        "title": one.title.tobytes(),
        "credit": one.credit,
    }


def print_from(row: Mapping[str, object]) -> Print:
    """The print of a row."""
    words, title = _hashes(row["words"]), _hashes(row["title"])
    return Print(str(row["id"]), str(row["outlet"]), int(str(row["day"])), words, title, str(row["credit"]))


def _hashes(given: object) -> Hashes:
    return np.frombuffer(given if isinstance(given, bytes) else b"", dtype=np.uint64)
