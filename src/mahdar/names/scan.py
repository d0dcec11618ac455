"""One sentence from left to right: at each word the first rule that finds something speaks."""

from __future__ import annotations

from mahdar.names.line import Found, Line
from mahdar.names.organisations import organisation
from mahdar.names.people import named
from mahdar.names.roles import titled


def scan(line: Line) -> list[Found]:
    """What the rules find in a sentence, in text order."""
    found: list[Found] = []
    i = line.first
    while i < line.last:
        here = _at(line, i) if line.words[i].sort == "word" else []
        found.extend(here)
        i = max([i + 1, *(one.span.last for one in here)])
    return found


def _at(line: Line, i: int) -> list[Found]:
    roles = titled(line, i)
    if roles:
        return roles
    body = organisation(line, i)
    if body is not None:
        return [body]
    person = named(line, i, titled=False)
    if person is not None:
        return [Found(person, "person", "given-name", phrase=person)]
    place = line.look(i, line.tables.places)
    if place is not None and place[1].note != "caution":
        return [Found(place[0], "place", "known-place", place[1].note)]
    return []
