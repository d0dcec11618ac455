"""WARC archives -> a capture for each HTML response; this module loads fastwarc, so it is imported when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType  # type: ignore[attr-defined, unused-ignore]

from mahdar.captures.capture import Capture
from mahdar.captures.decoding import decoding
from mahdar.captures.limits import PAGE_LIMIT, too_long
from mahdar.captures.meta import from_fields
from mahdar.captures.overgrown import overgrown
from mahdar.captures.payload import page_bytes
from mahdar.captures.sniffing import declared_charset
from mahdar.errors import InputError


def responses(
    file: Path, name: str, *, ignore_meta: bool = False, start: int = 0, first: int = 1, count: int | None = None
) -> Iterator[Capture | InputError]:
    """A capture for each HTML response of an archive, its row the record's place in the archive, counted from 1.

    `start` is the byte at which the first record read begins, `first` that record's place, `count` how many responses
    are read from there; all of them where it is None.
    """
    with file.open("rb") as stream:
        stream.seek(start)
        try:
            records = islice(ArchiveIterator(stream, record_types=WarcRecordType.response), count)
            for place, record in enumerate(records, first):
                http = record.http_headers
                if http is None or "html" not in (record.http_content_type or ""):
                    continue
                data = page_bytes(record.reader.read(PAGE_LIMIT + 1), http.items(), PAGE_LIMIT)
                given = {} if ignore_meta else {"url": (record.headers.get("WARC-Target-URI") or "").strip("<>")}
                if data is None:
                    yield InputError(name, too_long(PAGE_LIMIT), row=str(place))
                elif wrong := overgrown(data.decode("utf-8", "replace")):
                    yield InputError(name, wrong, row=str(place))
                elif found := _page(data, record.http_charset):
                    data, encoding, damaged = found
                    yield Capture(name, "page", data, sha256(data).hexdigest(), str(place), from_fields(given)[0], encoding, damaged)
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            yield InputError(name, f"the archive breaks off or is no WARC ({str(error)[:80]}); what came before is used")


def places(file: Path, every: int) -> Iterator[int]:
    """The byte at which every `every`-th response begins, from the first on; an archive that breaks off ends there."""
    with file.open("rb") as stream:
        try:
            found = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False)
            yield from (record.stream_pos for number, record in enumerate(found) if number % every == 0)
        except (OSError, ValueError, EOFError, RuntimeError):
            return


def _page(data: bytes, charset: str | None) -> tuple[bytes, str, bool] | None:
    how = decoding(data, declared=charset or declared_charset(data), lenient=True) if 0 < len(data) <= PAGE_LIMIT else None
    return (data, how.encoding, how.damaged) if how else None
