"""Text -> Print: what is kept of a text to tell whether another one repeats it."""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from mahdar.spans import folded

Hashes = NDArray[np.uint64]

#: Words in a shingle. Five is the length at which formulas of Arabic news still recur and whole sentences do not.
WIDTH = 5
#: One shingle in this many goes into the index. Sampling by value keeps the same shingles of every text, so the share
#: of samples in common estimates containment as well as resemblance, which signatures of fixed length do not.
SAMPLED = 6

_WORD = re.compile(r"\d+(?:[.,٫]\d+)*|[^\W\d_]+")
_ODD = [np.uint64(p) for p in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)]


class Print(Struct, frozen=True, eq=False):
    """One text, as hashes.

    `words` are the folded words in order, one 64-bit hash each, whose lowest bit says that the word is a number;
    `shingles` are the hashes of each run of five words, in order; `title` those of the title's words. `day` counts
    days from year 1; 0 where the day is not known.
    """

    id: str
    outlet: str
    day: int
    words: Hashes
    shingles: Hashes
    title: Hashes
    credit: str = ""

    @property
    def sample(self) -> Hashes:
        """31 bits of each shingle that goes into the index, each once, sorted; of a text too short for any its first."""
        some = self.shingles[(self.shingles >> np.uint64(32)) % np.uint64(SAMPLED) == 0]
        return distinct((some if len(some) else self.shingles[:1]) & np.uint64(0x7FFFFFFF))


def fingerprint(name: str, text: str, *, title: str = "", outlet: str = "", day: int = 0, credit: str = "") -> Print:
    """The print of a text."""
    words = _hashes(text)
    return Print(name, outlet, day, words, _shingles(words), _hashes(title), credit)


def distinct(values: Hashes) -> Hashes:
    """The values, each once, sorted."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def remade(kept: Print) -> Print:
    """The print of a text of which only the words were kept: its shingles follow from them."""
    return replace(kept, shingles=_shingles(kept.words))


def whole(one: Print) -> Print:
    """The same print with its shingles, where they were left out."""
    return one if len(one.shingles) or not len(one.words) else remade(one)


class _Known(dict[str, bytes]):
    """The hashes of the words in each stretch between spaces: folded and hashed once, when it is first seen."""

    limit = 250_000

    def __missing__(self, stretch: str) -> bytes:
        if len(self) > self.limit:
            self.clear()
        found = b"".join(map(hashed, _WORD.findall(folded(stretch).lower())))
        self[stretch] = found
        return found


_KNOWN = _Known()


def _hashes(text: str) -> Hashes:
    """The hash of each folded word of a text; no word goes over a space, so the stretches between them are looked up."""
    return np.frombuffer(b"".join(map(_KNOWN.__getitem__, text.split())), dtype="<u8")


def hashed(word: str) -> bytes:
    """The eight bytes that stand for a word; the lowest bit says that it is a number."""
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return bytes([digest[0] & ~1 | word[0].isdigit()]) + digest[1:]


def _shingles(words: Hashes) -> Hashes:
    """The hash of every run of five words; a shorter text is one shingle of what it has."""
    if len(words) < WIDTH:
        return np.bitwise_xor.reduce(words, keepdims=True) if len(words) else words
    count = len(words) - WIDTH + 1
    mixed = words[:count] * _ODD[0]
    for k in range(1, WIDTH):
        mixed = mixed ^ (words[k : count + k] * _ODD[k])
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _ODD[0]
    return mixed
