"""Nouns -> compact bytes, and back: MessagePack in zstd, so that a line comes back exactly as it was written."""

from __future__ import annotations

from threading import local
from typing import TypeVar

import msgspec
import zstandard

T = TypeVar("T")

_LEVEL = 6
_MINE = local()  # a compressor serves one thread at a time


def squeezed(data: bytes) -> bytes:
    """The bytes compressed; the same bytes give the same result."""
    if not hasattr(_MINE, "squeeze"):
        _MINE.squeeze = zstandard.ZstdCompressor(level=_LEVEL)
    made: bytes = _MINE.squeeze.compress(data)
    return made


def released(data: bytes) -> bytes:
    """The bytes that were compressed."""
    if not hasattr(_MINE, "release"):
        _MINE.release = zstandard.ZstdDecompressor()
    made: bytes = _MINE.release.decompress(data)
    return made


def packed(noun: object) -> bytes:
    """A noun as bytes."""
    return squeezed(msgspec.msgpack.encode(noun, order="deterministic"))


def unpacked(data: bytes, kind: type[T]) -> T:
    """The noun of these bytes."""
    return msgspec.msgpack.decode(released(data), type=kind)
