"""The body of an answer, read to its end or to its limit, unpacked as it comes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from mahdar.errors import InputError

_PACKED = ("gzip", "x-gzip", "deflate")
_EITHER = 47  # zlib finds out itself whether gzip or zlib heads the stream


def body(chunks: Iterable[bytes], packing: str, limit: int, name: str) -> bytes:
    """The bytes of an answer, unpacked; InputError where they are over `limit`, packed or not, or cannot be unpacked.

    Never more than `limit` bytes and one chunk are held, whatever a chunk unpacks to.
    """
    packing = packing.strip().lower()
    if packing in ("", "identity"):
        return _whole(chunks, limit, name)
    if packing not in _PACKED:
        raise InputError(name, f"packed as {packing[:40]}, which was not asked for")
    return _unpacked(chunks, limit, name)


def _whole(chunks: Iterable[bytes], limit: int, name: str) -> bytes:
    found = bytearray()
    for chunk in chunks:
        if len(found) + len(chunk) > limit:
            raise _over(limit, name)
        found += chunk
    return bytes(found)


def _unpacked(chunks: Iterable[bytes], limit: int, name: str) -> bytes:
    found, taken, unpack = bytearray(), 0, zlib.decompressobj(_EITHER)
    try:
        for chunk in chunks:
            taken += len(chunk)
            if taken > limit:
                raise _over(limit, name)
            rest = chunk
            while rest:
                if unpack.eof:
                    unpack = zlib.decompressobj(_EITHER)
                found += unpack.decompress(rest, limit + 1 - len(found))
                if len(found) > limit or unpack.unconsumed_tail:
                    raise _over(limit, name)
                rest = unpack.unused_data
    except zlib.error:
        raise InputError(name, "its packed body is damaged; it is tried again later") from None
    if taken and not unpack.eof:
        raise InputError(name, "its packed body breaks off; it is tried again later")
    return bytes(found)


def _over(limit: int, name: str) -> InputError:
    return InputError(name, f"longer than {limit / (1 << 20):.1f} MB, the most that is taken of such an address")
