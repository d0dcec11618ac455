"""The responses of a WARC archive one after another, past what is damaged; this module loads fastwarc."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType  # type: ignore[attr-defined, unused-ignore]
from msgspec import Struct

BROKEN = (OSError, ValueError, EOFError, RuntimeError)  # what fastwarc raises over bytes that are no record
_PACKED = b"\x1f\x8b\x08"  # gzip, deflate: each record of a packed archive is a member of its own
_PLAIN = b"WARC/1."
_BLOCK = 1 << 20


class Damage(Struct, frozen=True):
    """A stretch that is no record: why, its first byte as far as can be told, and the byte from which records are read again."""

    why: str
    start: int
    end: int | None

    def __str__(self) -> str:
        if self.end is None:
            return f"the archive breaks off or is no WARC ({self.why}, after byte {self.start}); what came before is used"
        return f"damaged somewhere between the bytes {self.start} and {self.end} ({self.why}); the records before and after are used"


def intact(stream: BinaryIO, start: int, *, parse_http: bool = True) -> Iterator[WarcRecord | Damage]:
    """The responses from the byte `start` on; where bytes are no record, the damage, and then what follows it."""
    at: int | None = start
    damage: Damage | None = None
    while at is not None:
        stream.seek(at)
        last, at = at, None
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=parse_http):
                if damage:
                    yield damage
                last, damage = record.stream_pos, None
                yield record
            if not damage and not _closed(stream, last):
                damage = Damage("the last record is not whole", last, None)
        except BROKEN as error:
            at = _next(stream, last + 1)
            why, since = (damage.why, damage.start) if damage else (str(error)[:80], last)
            damage = Damage(why, since, at)
    if damage:
        yield damage


def places(stream: BinaryIO, every: int) -> list[int]:
    """The bytes from which the archive can be read in stretches of `every` responses, the first of them 0.

    An archive that is packed as one piece can be read from its beginning alone.
    """
    found = (record for record in intact(stream, 0, parse_http=False) if not isinstance(record, Damage))
    starts = [record.stream_pos for number, record in enumerate(found) if number % every == 0][1:]
    return [0, *starts] if all(_begins(stream, at) for at in starts) else [0]


def _begins(stream: BinaryIO, at: int) -> bool:
    """Whether a record begins at this byte, packed or not."""
    stream.seek(at)
    head = stream.read(512)
    if head.startswith(_PACKED):
        try:
            head = zlib.decompressobj(31).decompress(head, len(_PLAIN))
        except zlib.error:
            return False
    return head.startswith(_PLAIN)


def _next(stream: BinaryIO, at: int) -> int | None:
    """The first byte from `at` on at which a record begins."""
    stream.seek(0)
    mark = _PACKED if stream.read(len(_PACKED)) == _PACKED else _PLAIN
    stream.seek(at)
    kept = b""
    while block := stream.read(_BLOCK):
        data = kept + block
        found = data.find(mark)
        while found >= 0:
            if _begins(stream, at + found):
                return at + found
            found = data.find(mark, found + 1)
        kept = data[1 - len(mark) :]
        at += len(data) - len(kept)
        stream.seek(at + len(kept))
    return None


def _closed(stream: BinaryIO, at: int) -> bool:
    """Whether the archive, of which the last response begins at `at`, ends where a record does."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(at)
    if at >= size or stream.read(len(_PACKED)) != _PACKED:  # empty, packed as one piece, or not packed
        stream.seek(max(0, size - 1))
        return at >= size or stream.read(1) == b"\n"
    stream.seek(at)
    member, rest = zlib.decompressobj(31), b""
    while block := rest or stream.read(_BLOCK):
        try:
            member.decompress(block)
        except zlib.error:
            return False
        rest = member.unused_data
        if member.eof:
            member = zlib.decompressobj(31)
            if not rest and stream.tell() == size:
                return True
    return False
