"""Bytes -> the encoding that reads them as Arabic.

What a page declares is one vote; the letters decide. Arabic news comes in UTF-8, windows-1256, ISO-8859-6 and
UTF-16, and each of them read as another gives letters too, but not the words that every Arabic text is full of.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

# Words of one to three letters that make up a fifth of any Arabic news text, and the article at the head of a word.
_COMMON = re.compile(
    r"(?<!\w)(?:[وفبلك]?ال(?=\w\w)"
    r"|(?:في|فى|من|على|علي|إلى|الى|عن|أن|ان|إن|ما|لا|مع"
    r"|هذا|هذه|التي|الذي|قال|كان|بعد|بين)(?!\w))"
)
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]")
_WORD = re.compile(r"[\u0621-\u064a]+")
# What a wrong codec leaves: controls; Latin letters, vowel marks of case and signs glued between Arabic letters.
_LETTER = r"[\u0621-\u063a\u0641-\u064a]"
_ODD = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]"
    rf"|(?<={_LETTER})(?:[A-Za-zÀ-ÿŒœƒˆ]|[\u064c\u064d§©®°±²³µ¶·¸¹¼½¾¦¨¬¯´¢£¤¥€†‡‰‹›„‚•™](?={_LETTER}))"
    rf"|[A-Za-zÀ-ÿŒœƒˆ](?={_LETTER})|[ٹپچژڈگڑںھہے]{{2}}"
)
_SAMPLE = 400_000
_FEW = 15  # words
# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE = ("cp1256", "iso8859_6")


class Decoding(Struct, frozen=True):
    """A codec, and whether some bytes are beyond it; they are then read as U+FFFD."""

    encoding: str
    damaged: bool = False


def decoding(data: bytes, *, declared: str | None = None, lenient: bool = False) -> Decoding | None:
    """How to read `data`, or None where no known encoding reads it as text.

    `declared` is what a header or a page says of its own encoding; it is believed only where the bytes do not speak
    against it. `lenient` forgives a few broken characters, as browsers do. No text holds a NUL: databases refuse it.
    """
    found = _decoding(data, declared, lenient=lenient)
    if found and found.encoding.startswith(("utf-16", "utf-32")) and "\x00" in data.decode(found.encoding, "replace"):
        return None
    return found


def _decoding(data: bytes, declared: str | None, *, lenient: bool) -> Decoding | None:
    for bom, codec in _BOMS:
        if data.startswith(bom) and (found := _reads(data, codec, lenient=lenient)):
            return found
    if wide := _utf16(data):
        return wide
    if b"\x00" in data:
        return None
    if found := _reads(data, "utf-8", lenient=lenient):
        return found
    return _single_byte(data, declared)


def _reads(data: bytes, codec: str, *, lenient: bool) -> Decoding | None:
    """The codec if it reads the bytes: all of them, all but a character cut off at the end, or, leniently, nearly all."""
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.start > 3 and not data[: error.start].isascii():
            return Decoding(codec, damaged=True)
        if not lenient:
            return None
        text = data.decode(codec, "replace")
        broken, wide = text.count("\ufffd"), sum(1 for _ in _ARABIC.finditer(text))
        return Decoding(codec, damaged=True) if broken * 20 < wide else None
    return Decoding(codec)


def _utf16(data: bytes) -> Decoding | None:
    """UTF-16 without a mark: nearly all high bytes are those of Arabic (0x06), Latin (0x00) or punctuation (0x20)."""
    sample = data[: min(len(data), _SAMPLE) & ~1]
    if len(sample) < 4:
        return None
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high.count(6) + high.count(0) + high.count(0x20) > 0.9 * len(high) and high.count(0x20) < 0.5 * len(high):
            try:
                text = data[: len(data) & ~1].decode(codec)
            except UnicodeDecodeError:
                return None
            controls = sum(1 for c in text[:_SAMPLE] if c < " " and c not in "\t\r\n\f")
            if controls * 50 < len(text):
                return Decoding(codec, damaged=len(data) % 2 == 1)
    return None


def _single_byte(data: bytes, declared: str | None) -> Decoding | None:
    scores = {codec: arabic_likeness(data[:_SAMPLE].decode(codec, "replace")) for codec in _SINGLE}
    best = max(_SINGLE, key=lambda codec: scores[codec])
    if scores[best] > 0:
        return Decoding(best, damaged=b"\xff" in data and best == "iso8859_6" and _broken(data, best))
    name = _codec(declared) or ("cp1252" if _mostly_ascii(data[:_SAMPLE]) else None)
    return Decoding(name) if name and not _broken(data, name) else None


def _mostly_ascii(data: bytes) -> bool:
    """Whether the bytes are those of a text in Latin letters, with a few beyond ASCII."""
    plain = sum(data.count(b) for b in b"\t\n\r") + sum(0x20 <= b < 0x7F for b in data)
    controls = sum(b < 0x20 and b not in b"\t\n\r\f" for b in data)
    return controls * 200 < len(data) and plain > 0.75 * len(data)


def _codec(declared: str | None) -> str | None:
    """The Python codec of a declared charset, if it is a text encoding that we know."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    return name if name.startswith(("iso8859", "cp", "koi8", "mac")) else None


def _broken(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return True
    return False


def arabic_likeness(text: str) -> float:
    """How much `text` is like Arabic: above 0 for Arabic words, at or below 0 for letters that a wrong codec made.

    The share of words that are common ones or carry the article, less three times the share of odd characters; a
    text of a few words, which may hold no common one, is let off if nothing in it is odd.
    """
    words = sum(1 for _ in _WORD.finditer(text))
    if not words:
        return 0.0
    common = sum(1 for _ in _COMMON.finditer(text))
    odd = sum(1 for _ in _ODD.finditer(text))
    return common / words - 3 * odd / words - (0.05 if words > _FEW else -0.01)
