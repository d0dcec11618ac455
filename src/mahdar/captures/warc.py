"""WARC archives -> a capture for each HTML response; this module loads fastwarc, so it is imported when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from fastwarc.warc import WarcRecord  # type: ignore[attr-defined, unused-ignore]

from mahdar.captures.capture import Capture
from mahdar.captures.decoding import decoding
from mahdar.captures.intact import BROKEN, Damage, intact
from mahdar.captures.limits import PAGE_LIMIT, too_long
from mahdar.captures.meta import from_fields
from mahdar.captures.overgrown import overgrown
from mahdar.captures.payload import page_bytes
from mahdar.captures.sniffing import declared_charset
from mahdar.errors import InputError

_CUT = "this record breaks off; its page is not used"


def responses(
    file: Path, name: str, *, ignore_meta: bool = False, start: int = 0, end: int | None = None, first: int = 1
) -> Iterator[Capture | InputError]:
    """A capture for each HTML response of an archive, its row the response's place among them, counted from 1.

    Redirects and what is no HTML are passed over; pages with which a server refuses, records that break off and
    stretches that are damaged are InputErrors, and the rest goes on. `start` is the byte at which the first record read
    begins, `first` that response's place; responses that begin at the byte `end` or later are not read.
    """
    with file.open("rb") as stream:
        place, told = first - 1, False
        for met in intact(stream, start):
            if isinstance(met, Damage):
                if not told:
                    yield InputError(name, str(met))
                continue
            if end is not None and met.stream_pos >= end:
                return
            place, told = place + 1, False
            found = _page(met, name, str(place), ignore_meta=ignore_meta)
            if found:
                told = isinstance(found, InputError) and found.reason == _CUT
                yield found


def _page(record: WarcRecord, name: str, place: str, *, ignore_meta: bool) -> Capture | InputError | None:
    """The page of a response, what is wrong with it, or None where there is nothing to read in it."""
    http = record.http_headers
    if http is None or "html" not in (record.http_content_type or "") or 300 <= (status := http.status_code or 200) < 400:
        return None
    if status >= 400:
        return InputError(name, f"the server answered {status}: a page that stands in for one that it would not give", row=place)
    kept = _payload(record)
    if kept is None:
        return InputError(name, _CUT, row=place)
    data = page_bytes(kept, http.items(), PAGE_LIMIT)
    if data is None:
        return InputError(name, too_long(PAGE_LIMIT), row=place)
    if wrong := overgrown(data.decode("utf-8", "replace")):
        return InputError(name, wrong, row=place)
    how = decoding(data, declared=record.http_charset or declared_charset(data), lenient=True) if data else None
    if how is None:
        return None
    given = {} if ignore_meta else {"url": (record.headers.get("WARC-Target-URI") or "").strip("<>")}
    return Capture(name, "page", data, sha256(data).hexdigest(), place, from_fields(given)[0], how.encoding, how.damaged)


def _payload(record: WarcRecord) -> bytes | None:
    """The bytes of a response behind its headers, as far as a page may be long; None where they break off."""
    try:
        data = record.reader.read(PAGE_LIMIT + 1)
    except BROKEN:
        return None
    return data if len(data) >= min(record.content_length, PAGE_LIMIT + 1) else None
