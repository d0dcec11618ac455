"""What is packed comes back as it was, whichever dictionary it was packed with."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import msgspec
import pytest
import zstandard

from mahdar.errors import StoreError
from mahdar.store import packing
from mahdar.store.packing import packed, released, squeezed, unpacked

NOUN = {"rule": "same words", "names": ["الطيب", "أوكيلو"], "start": 70000}


def test_a_noun_comes_back_and_is_packed_alike_each_time() -> None:
    assert unpacked(packed(NOUN), dict[str, object]) == NOUN
    assert packed(NOUN) == packed(NOUN)


def test_what_was_packed_without_a_dictionary_or_with_an_older_one_is_read() -> None:
    raw = msgspec.msgpack.encode(NOUN)
    assert unpacked(squeezed(raw), dict[str, object]) == NOUN
    for dictionary in packing._dictionaries().values():
        assert released(zstandard.ZstdCompressor(dict_data=dictionary).compress(raw)) == raw


def test_what_a_newer_program_packed_says_so() -> None:
    other = zstandard.train_dictionary(1024, [f"{n} {NOUN}".encode() * 3 for n in range(200)], dict_id=77777)
    with pytest.raises(StoreError, match="newer Mahdar"):
        released(zstandard.ZstdCompressor(dict_data=other).compress(b"something"))


def test_dictionaries_are_the_ones_that_were_shipped_first() -> None:
    folder = files("mahdar.store").joinpath("dictionaries")
    sums = folder.joinpath("SHA256SUMS").read_text("ascii").split()
    assert sums[1::2]
    assert {one.name for one in folder.iterdir()} == {"SHA256SUMS", *sums[1::2]}
    for digest, name in zip(sums[::2], sums[1::2], strict=True):
        assert sha256(folder.joinpath(name).read_bytes()).hexdigest() == digest
