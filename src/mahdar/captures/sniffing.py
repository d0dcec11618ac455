"""Bytes -> what kind of file they are, and what to say of those that are no text."""

from __future__ import annotations

import re

# First bytes of the files that people drop in by mistake, and what to do with them instead.
_SIGNATURES = (
    (b"%PDF", "a PDF file; save its text as a .txt file and give that instead"),
    (b"\x89PNG", "a picture (PNG), not text"),
    (b"\xff\xd8\xff", "a picture (JPEG), not text"),
    (b"GIF8", "a picture (GIF), not text"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save its text as a .txt file, and give that instead"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save its text as a .txt file and give that instead"),
    (b"\x1f\x8b", "a gzip archive; unpack it and give what is inside (only .warc.gz is read packed)"),
    (b"PAR1", "a Parquet file, which this command does not read; export it as JSON Lines"),
    (b"SQLite format 3", "a database, not text"),
    (b"\x7fELF", "a program, not text"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def binary(data: bytes) -> str | None:
    """What kind of binary file this is and what to do about it, or None if it does not look like a known one."""
    return next((what for head, what in _SIGNATURES if data.startswith(head)), None)


def unread(name: str, data: bytes) -> str | None:
    """What to say of a text file of a format that holds articles but is not read here, or None."""
    if name.lower().endswith(".json"):
        return "a JSON file that is no JSON Lines; write one object with a `text` a line (.jsonl) and give that instead"
    if re.match(rb"\s*<(?:\?xml|!doctype|rss|feed|urlset|sitemapindex)\b", data[:200].lower()) and not is_page(data):
        return "an XML file, not an article; save the pages that it points to and give those"
    return None


def is_page(data: bytes) -> bool:
    """Whether the bytes open as an HTML document does; pages in UTF-16 are seen through their zero bytes."""
    head = data[:4096].replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
    return bool(_HTML.match(head))


def is_warc(data: bytes) -> bool:
    """Whether the bytes open as a WARC archive does."""
    return data.startswith(b"WARC/")


def is_rows(data: bytes) -> bool:
    """Whether the first line opens as a JSON object with a text does."""
    line = data[:65536].removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    return line.startswith(b"{") and b'"text"' in line


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares of itself in its first bytes."""
    found = _CHARSET.search(data[:8192])
    return found[1].decode("ascii", "replace") if found else None
