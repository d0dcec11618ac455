"""Texts -> the stretches between their spaces, many texts at once, and what is known of each stretch: its stems and its mark.

A stretch is known by a hash of its letters, so that one that came before costs no Python object.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from threading import Lock
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from mahdar.spans import folded, table
from mahdar.stories.flat import Flags, Longs, Numbers, spread
from mahdar.stories.stems import stem

#: Stems are kept as one of so many buckets: memory does not grow with the vocabulary of the archive, and two stems of
#: one article share a bucket once in thousands of articles.
BUCKETS = 1 << 20

Buckets = NDArray[np.int32]
_Hashes = NDArray[np.uint64]

#: Stretches that are known at most, and the slots in which they are looked for.
_LIMIT, _BITS = 250_000, 20
#: A stretch is a polynomial in an odd number over its letters, modulo 2^64; the powers are made for so many letters at first.
_FACTOR, _MIX, _LETTERS = 0xC4CEB9FE1A85EC53, np.uint64(0xD6E8FEB86659FD93), 1 << 16
#: The mark of a word that tells of people killed, above those of weekdays, and what may stand before such a word.
DEATHS = 8
_BEFORE = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل")
_WORD = re.compile(r"\d+(?:[.,٫]\d+)*|[^\W\d_]+")


def bucket_of(stem: str) -> int:
    """The bucket of a stem."""
    return crc32(stem.encode("utf-8", "surrogatepass")) % BUCKETS


def buckets_of(stretch: str) -> list[int]:
    """The buckets of the telling words in a stretch."""
    return _told_by(_words(stretch))


def _words(stretch: str) -> Sequence[str]:
    form = folded(stretch).lower()
    return (form,) if form.isalpha() else _WORD.findall(form)


def _told_by(words: Sequence[str]) -> list[int]:
    stems = [word if word[0].isdigit() else stem(word) for word in words]
    return [bucket_of(one) for one in stems if one]


@cache
def _weekdays() -> dict[str, int]:
    """Weekdays by their folded forms, with the article and what may stand before it."""
    days = [row for row in table("mahdar.times", "days.tsv") if row["code"] == "weekday"]
    return {folded(f"{before}ال{row['form']}"): int(row["value"]) for row in days for before in ("", "و", "ف", "ب")}


@cache
def _marks() -> dict[str, int]:
    """The marks of folded forms, with what may stand before them: a weekday's number, or `DEATHS`."""
    deaths = [folded(f"{before}{row['form']}") for row in table("mahdar.stories", "deaths.tsv") for before in _BEFORE]
    return dict.fromkeys(deaths, DEATHS) | _weekdays()


class Stretches(Struct, frozen=True, eq=False):
    """The stretches of some texts, one text after the other: how many each text has, and of each its stems and mark.

    A mark is the number of a weekday that is named, 1 for Monday to 7, or `DEATHS` where people are said to have been killed.
    """

    counts: Longs
    sizes: NDArray[np.uint16]
    buckets: Buckets
    marks: NDArray[np.uint8]


def stretches(texts: Sequence[str]) -> Stretches:
    """The stretches of texts, as `str.split` finds them."""
    whole = "\n".join(texts)
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    framed = np.ones(len(codes) + 2, dtype=np.bool_)
    framed[1:-1] = _spaces().take(codes)
    edges = np.flatnonzero(framed[1:] != framed[:-1])
    starts, ends = edges[::2], edges[1::2]
    power, back = _powers(len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(power[: len(codes)] * codes, out=sums[1:])
    hashes = (sums.take(ends) - sums.take(starts)) * back.take(starts)
    hashes = (hashes ^ (hashes >> np.uint64(32))) * _MIX | np.uint64(1)
    limits = np.cumsum([len(one) + 1 for one in texts])
    counts = np.diff(np.searchsorted(starts, limits), prepend=0)
    with _LOCK:
        known = _KNOWN.of(hashes, whole, starts, ends)
        sizes = _KNOWN.sizes[known]
        return Stretches(counts, sizes, _KNOWN.buckets[spread(_KNOWN.starts[known], sizes.astype(np.int64))], _KNOWN.marks[known])


class _Known:
    """What is known of stretches, by hash: `keys` are slots, `entries` what stands in each; 0 is no hash."""

    def __init__(self) -> None:
        self.keys: _Hashes = np.zeros(1 << _BITS, dtype=np.uint64)
        self.entries: Numbers = np.zeros(1 << _BITS, dtype=np.int32)
        self.starts: Numbers = np.zeros(_LIMIT, dtype=np.int32)
        self.sizes: NDArray[np.uint16] = np.zeros(_LIMIT, dtype=np.uint16)
        self.marks: NDArray[np.uint8] = np.zeros(_LIMIT, dtype=np.uint8)
        self.buckets: Buckets = np.zeros(_LIMIT, dtype=np.int32)
        self.count = self.end = 0

    def clear(self) -> None:
        """Forgets all."""
        self.keys.fill(0)
        self.count = self.end = 0

    def of(self, hashes: _Hashes, whole: str, starts: Longs, ends: Longs) -> Numbers:
        """The entries of stretches, which stand there in the whole; those that are new are looked at."""
        slots = self._slots(hashes)
        new = np.flatnonzero(self.keys[slots] == 0)
        if not len(new):
            return self.entries[slots]
        _, first = np.unique(hashes[new], return_index=True)
        if self.count + len(first) > _LIMIT:
            self.clear()
            first, new = np.unique(hashes, return_index=True)[1], np.arange(len(hashes))
        at = np.sort(new[first])
        self._learn(hashes[at], [whole[start:end] for start, end in zip(starts[at].tolist(), ends[at].tolist(), strict=True)])
        return self.entries[self._slots(hashes)]

    def _slots(self, hashes: _Hashes) -> Longs:
        """Where each hash stands, or where there is room for it."""
        slots = (hashes >> np.uint64(64 - _BITS)).astype(np.int64)
        held = self.keys[slots]
        left = np.flatnonzero((held != hashes) & (held != 0))
        while len(left):
            slots[left] = slots[left] + 1 & (1 << _BITS) - 1
            held = self.keys[slots[left]]
            left = left[(held != hashes[left]) & (held != 0)]
        return slots

    def _learn(self, keys: _Hashes, texts: Sequence[str]) -> None:
        """Takes in stretches that are new."""
        words, marks = [_words(one) for one in texts], _marks()
        own = [_told_by(one) for one in words]
        added = np.array([bucket for one in own for bucket in one], dtype=np.int32)
        if self.end + len(added) > len(self.buckets):
            self.buckets = np.concatenate((self.buckets, np.zeros(len(self.buckets) + len(added), dtype=np.int32)))
        entries = np.arange(self.count, self.count + len(keys))
        sizes = np.array([len(one) for one in own])
        self.sizes[entries] = sizes
        self.starts[entries] = self.end + np.cumsum(sizes) - sizes
        self.marks[entries] = [next((marks[word] for word in one if word in marks), 0) for one in words]
        self.buckets[self.end : self.end + len(added)] = added
        self.count, self.end = self.count + len(keys), self.end + len(added)
        while len(keys):
            slots = self._slots(keys)
            # Of several that have room in one slot the first takes it.
            _, first = np.unique(slots, return_index=True)
            self.keys[slots[first]], self.entries[slots[first]] = keys[first], entries[first]
            keys, entries = np.delete(keys, first), np.delete(entries, first)


_KNOWN, _LOCK = _Known(), Lock()  # what is known is shared by all threads


@cache
def _spaces() -> Flags:
    """Which characters part stretches."""
    return np.array([chr(code).isspace() for code in range(0x110000)])


def _powers(length: int) -> tuple[_Hashes, _Hashes]:
    """The powers of the factor and of its inverse, from 0 on."""
    return _made(max(_LETTERS, 1 << length.bit_length()))


@cache
def _made(length: int) -> tuple[_Hashes, _Hashes]:
    factors = np.ones((2, length), dtype=np.uint64)
    factors[0, 1:], factors[1, 1:] = _FACTOR, pow(_FACTOR, -1, 2**64)
    power, back = np.multiply.accumulate(factors, axis=1)
    return power, back
