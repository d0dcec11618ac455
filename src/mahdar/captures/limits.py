"""How long one article may be: an edition of a newspaper fits many times over, a disk image does not."""

from __future__ import annotations

DUMP_LIMIT = 4 << 20  # bytes of a text dump or a row: over 300,000 Arabic words in UTF-8
PAGE_LIMIT = 24 << 20  # bytes of a page: saved pages carry their pictures inside


def too_long(limit: int) -> str:
    """What to say of an article that is longer than `limit` bytes."""
    return f"longer than {limit >> 20} MB, the most that one article may have; split it into its articles and give those"
