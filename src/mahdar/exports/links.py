"""Addresses that an export may write: those of pages on the web, nothing that a reader's program would run or open."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_KEPT = "%/:=&?~#+!$,;'@()*[]"  # what a URL may hold beside letters and digits, RFC 3986


def web(url: str | None) -> str:
    """The URL with its letters escaped where it is an http(s) address; nothing otherwise.

    >>> web("https://outlet.example/خبر?id=1"), web("javascript:alert(1)"), web(None)
    ('https://outlet.example/%D8%AE%D8%A8%D8%B1?id=1', '', '')
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return quote(url.strip(), safe=_KEPT) if parts.scheme in ("http", "https") and parts.netloc else ""
