"""Nouns -> compact bytes, and back: MessagePack in zstd, so that a line comes back exactly as it was written.

Nouns are packed with a dictionary of the names of their fields and rules, which no single one repeats often enough; each frame
names the one that it was packed with. Dictionaries are never changed or taken away: a new one comes beside the others, in the
last line of `dictionaries/SHA256SUMS`, with a form of the database of its own (`train/packing.py` makes them).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from threading import Lock, local
from typing import Any, TypeVar

import msgspec
import zstandard

from mahdar.errors import StoreError

T = TypeVar("T")

_LEVEL = 6
_MINE = local()  # a compressor serves one thread at a time
_DECODERS: dict[object, msgspec.msgpack.Decoder[Any]] = {}
_LOCK = Lock()  # msgspec looks a noun over when it is first asked for, and two threads that do so at once end the program


def squeezed(data: bytes) -> bytes:
    """The bytes compressed; the same bytes give the same result."""
    if not hasattr(_MINE, "squeeze"):
        _MINE.squeeze = zstandard.ZstdCompressor(level=_LEVEL)
    made: bytes = _MINE.squeeze.compress(data)
    return made


def released(data: bytes) -> bytes:
    """The bytes that were compressed. Raises StoreError where a newer program did that."""
    number = zstandard.get_frame_parameters(data).dict_id
    if not hasattr(_MINE, "release"):
        _MINE.release = {0: zstandard.ZstdDecompressor()}
    if number not in _MINE.release:
        if number not in _dictionaries():
            raise StoreError("this was written by a newer Mahdar; install that one", why="newer")
        _MINE.release[number] = zstandard.ZstdDecompressor(dict_data=_dictionaries()[number])
    made: bytes = _MINE.release[number].decompress(data)
    return made


def packed(noun: object) -> bytes:
    """A noun as bytes."""
    if not hasattr(_MINE, "pack"):
        newest = next(reversed(_dictionaries().values()), None)
        _MINE.pack = zstandard.ZstdCompressor(level=_LEVEL, dict_data=newest)
    made: bytes = _MINE.pack.compress(msgspec.msgpack.encode(noun, order="deterministic"))
    return made


def unpacked(data: bytes, kind: type[T]) -> T:
    """The noun of these bytes."""
    if kind not in _DECODERS:
        with _LOCK:
            _DECODERS.setdefault(kind, msgspec.msgpack.Decoder(kind))
    made: T = _DECODERS[kind].decode(released(data))
    return made


@cache
def _dictionaries() -> dict[int, zstandard.ZstdCompressionDict]:
    """Dictionaries by number, the newest last."""
    folder = files("mahdar.store").joinpath("dictionaries")
    names = folder.joinpath("SHA256SUMS").read_text("ascii").split()[1::2]
    found = [zstandard.ZstdCompressionDict(folder.joinpath(name).read_bytes()) for name in names]
    for one in found:
        one.precompute_compress(level=_LEVEL)
    return {one.dict_id(): one for one in found}
