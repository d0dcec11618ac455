"""Ids made from content, so that two runs over the same input name everything alike."""

from __future__ import annotations

from hashlib import blake2b


def content_id(kind: str, *parts: object) -> str:
    """A short stable id: three letters for the kind of thing, then 14 hex digits of a digest of its parts.

    >>> content_id("quotation", "a1", 5, 9) == content_id("quotation", "a1", 5, 9)
    True
    """
    digest = blake2b("\x1f".join(map(str, (kind, *parts))).encode(), digest_size=7).hexdigest()
    return f"{kind[:3]}{digest}"
