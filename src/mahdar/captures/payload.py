"""The payload of an HTTP response as an archive keeps it -> the page: chunks joined, packing undone, within a limit."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

_CHUNK = re.compile(rb"\s{0,2}([0-9A-Fa-f]{1,8})[^\r\n]{0,100}\r?\n")
_HEADS = (b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_EITHER = 47  # zlib finds out itself whether gzip or zlib heads the stream


def page_bytes(data: bytes, headers: Iterable[tuple[str, str]], limit: int) -> bytes | None:
    """The bytes of a page, or None where they unpack to more than `limit`.

    Many archives keep headers of a transfer that they have undone already, so what is said is done only where the
    bytes look it. What breaks off or is damaged is used as far as it goes.
    """
    said = {name.lower(): value.lower() for name, value in headers}
    if "chunked" in said.get("transfer-encoding", "") and _CHUNK.match(data):
        data = _joined(data)
    if said.get("content-encoding", "").strip() in ("gzip", "x-gzip", "deflate") and data.startswith(_HEADS):
        return _unpacked(data, limit)
    return data if len(data) <= limit else None


def _joined(data: bytes) -> bytes:
    found, at = bytearray(), 0
    while size := _CHUNK.match(data, at):
        length = int(size[1], 16)
        if length == 0:
            break
        found += data[size.end() : size.end() + length]
        at = size.end() + length
    return bytes(found)


def _unpacked(data: bytes, limit: int) -> bytes | None:
    unpack = zlib.decompressobj(_EITHER)
    found = bytearray()
    try:
        for at in range(0, len(data), 1 << 16):
            found += unpack.decompress(data[at : at + (1 << 16)], limit + 1 - len(found))
            if len(found) > limit:
                return None
    except zlib.error:
        pass
    return bytes(found)
