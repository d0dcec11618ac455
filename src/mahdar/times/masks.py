"""One value out of two, what they do not share masked with X: for articles whose day is not known."""

from __future__ import annotations

import re

from mahdar.times.draft import Draft

_WEEKDAY = re.compile(r"(\d{4})-\d{2}-\d{2}(.*)")
_PIECE = re.compile(r"[-/T]|[^-/T]+")


def merged(draft: Draft, one: str, other: str) -> str | None:
    """The value that both share: equal parts stay, others become X; a weekday becomes `2021-WXX-5`."""
    if one == other:
        return one
    if draft.weekday is not None and draft.day is None:
        a, b = _WEEKDAY.fullmatch(one), _WEEKDAY.fullmatch(other)
        if a and b and a[2] == b[2]:
            return f"{a[1] if a[1] == b[1] else 'XXXX'}-WXX-{draft.weekday}{a[2]}"
    left, right = _PIECE.findall(one), _PIECE.findall(other)
    if len(left) != len(right):
        return None
    return "".join(a if a == b else _masked(a, b) for a, b in zip(left, right, strict=True))


def _masked(one: str, other: str) -> str:
    """W24 and W25 as WXX, 2021 and 2034 as XXXX."""
    keep = one[0] if one[0] == other[0] and one[0].isalpha() else ""
    return keep + "X" * (len(one) - len(keep))
