"""Numbers in digits and words, cardinal and ordinal."""

from __future__ import annotations

from mahdar.times.cursor import Cursor

_PARTS = 6  # parts of a number in words, at most
_ADDED = ("small", "ten", "tens", "hundred", "thousand")


def cardinal(c: Cursor) -> int | None:
    """The number at the cursor (16, خمسة، خمسة عشر، خمسة وعشرين، مئة وعشرين), taken; None where there is none."""
    digits = c.take("num")
    if digits:
        return int(digits.value)
    first = c.take(*_ADDED)
    if first is None or (first.code == "hundred" and (first.definite or first.clitic)):
        return None  # في المئة, بالمئة
    total, last = int(first.value), first
    for _ in range(_PARTS):
        following = c.peek(*_ADDED)
        if following is None:
            break
        value = int(following.value)
        teen = last.code == "small" and following.code == "ten" and not following.joined
        scaled = (
            following.code in ("hundred", "thousand")
            and last.code in ("small", "ten")
            and not following.clitic
            and not following.definite
            and value in (100, 1000)
        )
        if teen:
            total += value
        elif scaled:
            total *= value
        elif following.joined and value != 10 and (value > int(last.value) or last.code in ("hundred", "thousand")):
            total += value
        else:
            break
        c.at += 1
        last = following
    return total


def ordinal(c: Cursor) -> int | None:
    """The ordinal at the cursor (الأول، السادس عشر، الحادي والعشرين، العشرين), taken; -1 for the last."""
    first = c.take("ordinal")
    if first is None:
        tens = c.peek("tens")
        if tens is None or not tens.definite:
            return None
        c.at += 1
        return int(tens.value)
    value = int(first.value)
    if value < 1:
        return value
    ten = c.peek("ten")
    if ten and not ten.joined:
        c.at += 1
        return value + 10
    tens = c.peek("tens")
    if tens and tens.joined:
        c.at += 1
        return value + int(tens.value)
    return value
