"""The bytes of one article -> its capture."""

from __future__ import annotations

from hashlib import sha256

from mahdar.captures.capture import Capture, Declared, Kind
from mahdar.captures.decoding import decoding
from mahdar.captures.limits import DUMP_LIMIT, PAGE_LIMIT, too_long
from mahdar.captures.overgrown import overgrown
from mahdar.captures.sniffing import binary, declared_charset, unread
from mahdar.errors import InputError


def received(name: str, kind: Kind, data: bytes, declared: Declared, *, charset: str | None = None) -> Capture | InputError:
    """The capture of one article's bytes, or an InputError that says why they are none.

    `charset` is the encoding that came with the bytes, as HTTP gives it; it is one vote among others.
    """
    if not data:
        return InputError(name, "empty (0 bytes); save it again")
    limit = PAGE_LIMIT if kind == "page" else DUMP_LIMIT
    if len(data) > limit:
        return InputError(name, f"{len(data) / (1 << 20):.0f} MB, {too_long(limit)}")
    if what := binary(data) or unread(name, data):
        return InputError(name, what)
    page = kind == "page"
    how = decoding(data, declared=charset or declared_charset(data) if page else None, lenient=page)
    if how is None:
        return InputError(name, _unreadable(data))
    found = Capture(name, kind, data, sha256(data).hexdigest(), None, declared, how.encoding, how.damaged)
    text = found.text
    if not any(map(str.isalpha, text)):
        return InputError(name, "no letters in it, so nothing to read")
    wrong = overgrown(text) if page else None
    return InputError(name, wrong) if wrong else found


def _unreadable(data: bytes) -> str:
    if b"\x00" in data:
        return "a binary file, not text; save its text as a .txt file in UTF-8 and give that instead"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return (
            f"its bytes are no text in UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start}), windows-1256, "
            "ISO-8859-6 or UTF-16; save it again in UTF-8"
        )
    return "not text"
