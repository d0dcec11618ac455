"""Texts -> the hashes of their words: all letters of a text at once, and no Python object for any word.

A word is a run of letters, or a number with its points, of the folded text in lower case. What a character does and what it
counts for is worked out once, when a text first has it.
"""

from __future__ import annotations

from functools import cache, reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mahdar.spans import fold, folded

Hashes = NDArray[np.uint64]
Kinds = NDArray[np.uint8]
Spots = NDArray[np.intp]

#: What a character does. One that falls away may stand inside a word; one that becomes several is put as those first.
BETWEEN, LETTER, DIGIT, POINT, FALLS, SEVERAL, NEW = 1, 2, 4, 8, 16, 32, 64
_POINTS = ".,٫"
_ALL = 0x110000
_KIND = np.full(_ALL, NEW, dtype=np.uint8)
_VALUE = np.zeros(_ALL, dtype=np.uint64)
#: A word is a polynomial in an odd number over the values of its letters, modulo 2^64, and then mixed.
_FACTOR, _MIX = 0xC4CEB9FE1A85EC53, np.uint64(0xD6E8FEB86659FD93)
_EVEN = ~np.uint64(1)
#: Powers of that number are kept for texts up to this length.
_KEPT = 1 << 16


def words(*texts: str) -> list[Hashes]:
    """For each text the hashes of its words, in order; the lowest bit of a hash says that the word is a number."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _KIND.take(codes)
    seen = int(np.bitwise_or.reduce(kinds, initial=0))
    if seen & NEW:
        _learn(np.unique(codes[kinds == NEW]))
        return words(*texts)
    ends = np.cumsum([len(one) + 1 for one in texts])
    if seen & SEVERAL:
        several = {chr(code): folded(chr(code)).lower() for code in np.unique(codes[kinds == SEVERAL]).tolist()}
        return words(*(reduce(lambda text, one: text.replace(*one), several.items(), text) for text in texts))
    if seen & FALLS:
        stays = (kinds < FALLS).nonzero()[0]
        ends = stays.searchsorted(ends)
        codes, kinds = codes.take(stays), kinds.take(stays)
    start, end, number = _runs(kinds, points=bool(seen & POINT))
    power, back = _powers(len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(_VALUE.take(codes) * power, out=sums[1:])
    found = _mixed((sums.take(end) - sums.take(start)) * back.take(start)) & _EVEN | number
    cuts = [0, *start.searchsorted(ends).tolist()]
    return [found[one:other] for one, other in pairwise(cuts)]


def spots(text: str) -> tuple[Hashes, Spots, Spots]:
    """The words of a text as `words` gives them, and where each starts and ends in it; the marks over its letters go with it."""
    view = fold(text)
    plain, at = view.text, None
    if len(plain.lower()) != len(plain):  # a capital that becomes several letters
        at = np.repeat(np.arange(len(plain)), [len(letter.lower()) for letter in plain])
        plain = "".join(letter.lower() for letter in plain)
    found = words(plain)[0]
    kinds = _KIND.take(np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    start, end, _ = _runs(kinds, points=True)
    end = end - 1
    if at is not None:
        start, end = at.take(start), at.take(end)
    if view.starts is None or view.ends is None:
        return found, start, end + 1
    starts, ends = (np.frombuffer(each, dtype=each.typecode).astype(np.intp) for each in (view.starts, view.ends))
    return found, starts.take(start), ends.take(end)


def _learn(codes: NDArray[np.uint32]) -> None:
    """Works out what characters do and what they count for."""
    plain = [folded(chr(code)).lower() for code in codes.tolist()]
    _VALUE[codes] = _mixed(_mixed(np.array([ord(one[0]) + 1 if one else 0 for one in plain], dtype=np.uint64)))
    # Last: another thread that finds the kind must find the value.
    _KIND[codes] = [_kind(one) for one in plain]


def _kind(plain: str) -> int:
    if len(plain) != 1:
        return SEVERAL if plain else FALLS
    if plain.isalnum():
        return DIGIT if plain.isdecimal() else LETTER
    return POINT if plain in _POINTS else BETWEEN


def _runs(kinds: Kinds, *, points: bool) -> tuple[Spots, Spots, NDArray[np.bool_]]:
    """Where the words start and end, and which are numbers; a point between two digits is one of them."""
    framed = np.full(len(kinds) + 2, BETWEEN, dtype=np.uint8)
    framed[1:-1] = kinds
    if points:
        at = (framed == POINT).nonzero()[0]
        inside = framed.take(at - 1) & framed.take(at + 1) & DIGIT
        framed[at] = np.maximum(inside, BETWEEN)
    edges = (framed[1:] != framed[:-1]).nonzero()[0]
    kind = framed.take(edges + 1)
    wordy = (kind != BETWEEN).nonzero()[0]
    return edges.take(wordy), edges.take(wordy + 1), kind.take(wordy) == DIGIT


def _powers(length: int) -> tuple[Hashes, Hashes]:
    """The powers of the factor and of its inverse, from 0 on."""
    power, back = _kept() if length <= _KEPT else _made(length)
    return power[:length], back


@cache
def _kept() -> tuple[Hashes, Hashes]:
    return _made(_KEPT)


def _made(length: int) -> tuple[Hashes, Hashes]:
    factors = np.ones((2, length), dtype=np.uint64)
    factors[0, 1:], factors[1, 1:] = _FACTOR, pow(_FACTOR, -1, 2**64)
    power, back = np.multiply.accumulate(factors, axis=1)
    return power, back


def _mixed(values: Hashes) -> Hashes:
    """The values with every bit spread over the others; different ones stay different."""
    values = (values ^ (values >> np.uint64(32))) * _MIX
    return values ^ (values >> np.uint64(29))
