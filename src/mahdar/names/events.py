"""Named happenings: a summit, war, treaty or conference with what it is named after."""

from __future__ import annotations

from mahdar.names.line import Found, Line, Span
from mahdar.names.peel import peels


def event(line: Line, i: int) -> Found | None:
    """The event named at word `i` (قمة جنيف، القمة الأميركية الروسية، اتفاق أوسلو، الحرب العالمية الثانية)."""
    for peel in peels(line.form(i)):
        core = peel.core.removeprefix("ال")
        if core not in line.tables.eventheads:
            continue
        last = _defined(line, i + 1) if peel.core != core else _named(line, i + 1)
        if last is not None:
            return Found(Span(i, last, peel.cut), "event", "event-noun", core, confidence=0.8)
    return None


def _named(line: Line, i: int) -> int | None:
    place = line.place(i)
    if place is not None and place[0].cut == 0:
        return place[0].last
    body = line.look(i, line.tables.bodies)
    if body is not None and body[0].cut == 0:
        return body[0].last
    return i + 1 if line.nature(i) == "unknown" and line.form(i - 1).endswith(("معاهده", "اتفاق", "اتفاقيه", "معركه")) else None


def _defined(line: Line, i: int) -> int | None:
    last = i
    while line.adjective(last) and last - i < 3:
        last += 1
    if last == i:
        return None
    if line.form(last) in line.tables.ordinals or line.form(last) in {"الثانيه", "الاولي", "الثالثه"}:
        last += 1
    return last if line.nation(i) or line.form(i) in {"العالميه", "الاهليه", "البارده"} else None
