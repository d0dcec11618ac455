"""Bodies: known by name, or headed by a noun that names bodies (وزارة، مجلس، حزب) with its complement."""

from __future__ import annotations

from mahdar.names.line import Found, Line, Span

_LONGEST = 7


def organisation(line: Line, i: int) -> Found | None:
    """The body that starts at word `i`."""
    headed = _headed(line, i)
    known = line.look(i, line.tables.bodies)
    if known is None or known[1].kind == "caution":
        return headed
    span, entry = known
    if headed is not None and headed.span.last > span.last and headed.span.cut == span.cut:
        return headed
    last = span.last
    while last < line.last and line.nation(last) and line.adjective(last) and len(entry.words) > 1 and entry.note != "international":
        last += 1
    return Found(Span(span.first, last, span.cut), "organisation", "known-body", entry.note)


def _headed(line: Line, i: int) -> Found | None:
    head = line.head(i)
    if head is None:
        return None
    peel, entry = head
    last = extent(line, i + 1, entry.note, peel.core)
    if last is None:
        return None
    return Found(Span(i, last, peel.cut), "organisation", f"body-{entry.note}", entry.kind)


def extent(line: Line, i: int, take: str, head: str) -> int | None:
    """Where the name of a body ends whose head stands before `i`, or None where the head names no body there."""
    if take == "bare":
        return _adjectives(line, i)
    if take == "adjective":
        last = _adjectives(line, i)
        return last if last > i else None
    if take == "nation":
        return _nation(line, i)
    if take == "quoted":
        return _quoted(line, i)
    return _quoted(line, i) or _construct(line, i, proper=take == "proper")


def _nation(line: Line, i: int) -> int | None:
    place = line.look(i, line.tables.places)
    if place is not None and place[0].cut == 0:
        return place[0].last
    return _adjectives(line, i) if line.nation(i) else None


def _quoted(line: Line, i: int) -> int | None:
    """The end after a name in marks: حركة "النهضة"."""
    if line.mark(i) not in {'"', "«", "“", "”", "'"}:
        return None
    for j in range(i + 2, min(i + 5, line.last)):
        if line.mark(j) in {'"', "»", "“", "”", "'"}:
            return j + 1
    return None


def _construct(line: Line, i: int, *, proper: bool) -> int | None:
    form = line.form(i)
    place = line.look(i, line.tables.places)
    if place is not None and place[0].cut == 0:
        return _adjectives(line, place[0].last)
    body = line.look(i, line.tables.bodies)
    if body is not None and body[0].cut == 0:
        return _adjectives(line, body[0].last)
    if line.head(i) is not None and not proper:
        inner = _headed(line, i)
        if inner is not None and inner.span.cut == 0:
            return inner.span.last
    if not form.startswith("ال") or line.ends_names(form):
        unknown = proper and len(form) > 3 and not line.ends_names(form) and form not in line.tables.common and not line.nation(i)
        return _adjectives(line, i + 1) if unknown else None
    last = i + 1
    if line.form(last).startswith("وال") and not proper and line.form(last)[1:] not in line.tables.closed:
        joined = line.form(last)[1:]
        if joined.endswith(("ه", "يم", "ام", "ل", "اء", "اد", "ي")) and line.look(last, line.tables.places) is None:
            last += 1
    return _adjectives(line, last, most=i + _LONGEST)


def _adjectives(line: Line, i: int, most: int = 1 << 30) -> int:
    """The index after the defining adjectives that stand at `i`, at most four."""
    last = i
    while last < min(line.last, i + 4, most) and line.adjective(last):
        last += 1
    return last
