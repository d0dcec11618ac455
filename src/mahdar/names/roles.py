"""Titles and offices: head, adjectives, complement; and the name that follows."""

from __future__ import annotations

from mahdar.names.line import Found, Line, Span
from mahdar.names.organisations import organisation
from mahdar.names.people import named

_COMMAS = {"،", ","}
_MARKS = {'"', "«", "“", "”", "'", "("}


def titled(line: Line, i: int) -> list[Found]:
    """The role that starts at word `i`, with the person it titles if one follows; names inside the role come too."""
    looked = line.look(i, line.tables.roles)
    if looked is None:
        return []
    span, entry = looked
    last, inner = complement(line, span.last, definite=entry.iso != "" or line.words[i].form[span.cut :].startswith("ال"))
    bare = last == span.last
    person, comma = _name_after(line, last, apposed=not bare)
    if person is not None and entry.note == "title" and not entry.iso and line.form(person.first) not in line.tables.given:
        person = None
    role = Span(i, last, span.cut)
    if person is not None and not (comma and entry.note == "title"):
        whole = Span(i, person.last, span.cut)
        return [Found(person, "person", "title-name", "", whole, role), *inner]
    definite = line.words[i].form[span.cut :].startswith("ال")
    if entry.note == "title" or (bare and not definite) or (bare and entry.note == "office") or entry.note == "counterpart":
        return inner
    return [Found(role, "role", "role", "", role), *inner]


def _name_after(line: Line, i: int, *, apposed: bool) -> tuple[Span | None, bool]:
    """The name at `i`, after an opening mark or, for an office, after a comma."""
    at, comma = i, False
    if apposed and line.mark(at) in _COMMAS:
        at, comma = at + 1, True
    if line.mark(at) in _MARKS:
        at += 1
    person = named(line, at, titled=True)
    if person is not None and comma and line.form(at) not in line.tables.given:
        closed = line.mark(person.last) in _COMMAS or line.form(person.last) in {"ان", "انه", "انها"}
        return (person if closed and person.last - person.first in (2, 3) else None), comma
    return person, comma


def complement(line: Line, i: int, *, definite: bool) -> tuple[int, list[Found]]:
    """The index after adjectives and complement of the title before `i`, and the names inside them."""
    inner: list[Found] = []
    last = i
    for _ in range(4):
        before = last
        last = _adjectives(line, last)
        joined = _joined(line, last)
        if joined is not None:
            inner.append(joined)
            last = joined.span.last
        elif line.form(last) == "باسم":
            last = _domain(line, last + 1, before=last)
        elif not definite and last == i:
            last = _domain(line, last, before=last)
        if last == before:
            break
    return last, inner


def _adjectives(line: Line, i: int) -> int:
    while line.form(i) and (
        line.nation(i) or line.form(i) in line.tables.office or (line.adjective(i) and line.form(i) not in line.tables.given)
    ):
        i += 1
    return i


def _joined(line: Line, i: int) -> Found | None:
    """A body or place that completes the title: رئيس البرلمان، سفير روسيا، الأمين العام للأمم المتحدة، باسم البيت الأبيض، في القاهرة."""
    at = i + 1 if line.form(i) in {"باسم", "في", "لدي", "الي"} else i
    body = organisation(line, at)
    if body is not None and _fits(line, at, body.span.cut):
        return body
    place = line.look(at, line.tables.places)
    if place is not None and place[1].note != "caution" and _fits(line, at, place[0].cut):
        return Found(place[0], "place", "known-place", place[1].note)
    return None


def _fits(line: Line, i: int, cut: int) -> bool:
    """Whether the clitics cut from the word at `i` are none or a lone ل."""
    return cut == 0 or (cut == 1 and line.form(i)[0] == "ل")


def _domain(line: Line, i: int, *, before: int) -> int:
    """The index after a domain with the article (وزير الخارجية، المتحدث باسم الخارجية), or `before` where there is none."""
    form = line.form(i)
    if form in line.tables.domain and line.form(i + 1).startswith("ال"):
        i += 1
        form = line.form(i)
    if not form.startswith("ال") or line.ends_names(form) or form in line.tables.given:
        return before
    last = i + 1
    if line.form(last).startswith("وال") and line.form(last)[1:] not in line.tables.closed and line.look(last, line.tables.roles) is None:
        last += 1
    return last
