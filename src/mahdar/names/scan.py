"""One sentence from left to right: at each word the first rule that finds something speaks."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.names.acts import acts
from mahdar.names.consent import LEAST, SURE, doubtful
from mahdar.names.events import event
from mahdar.names.line import Found, Line, Span
from mahdar.names.openings import Openings, openings
from mahdar.names.organisations import organisation
from mahdar.names.people import AFTER_ACTING, AFTER_NATION, AFTER_PERSON, AFTER_SAYING, named
from mahdar.names.places import place
from mahdar.names.roles import chain, name_after, titled

_COMMAS = {"،", ","}
_HEADED = 2  # words that a body with a head noun has at least


def scan(line: Line) -> list[Found]:
    """What the rules find in a sentence, in text order."""
    found: list[Found] = []
    i = line.first
    while i < line.last:
        form = line.forms[i]
        if not form or (not openings(form).any and i not in line.sight):
            i += 1
            continue
        here = _at(line, i, found[-1] if found else None)
        for one in here:
            found.append(replace(one, acts=True) if acts(line, one, found[-1] if found else None) else one)
        i = max([i + 1, *((one.phrase or one.span).last for one in here if one.kind != "event")])
    return found


def _at(line: Line, i: int, before: Found | None) -> list[Found]:
    may = openings(line.forms[i])
    roles = titled(line, i) if may.title else []
    if roles:
        return [*_held(line, roles[0]), *roles[1:]]
    happening = event(line, i) if may.event else None
    rest = _name(line, i, before, may)
    return [happening, *rest] if happening else rest


def _name(line: Line, i: int, before: Found | None, may: Openings) -> list[Found]:
    body = organisation(line, i) if may.body else None
    if body is not None:
        return [_reaching(line, body)]
    support = _support(line, i, before) if may.person or may.unknown or i in line.sight else 0.0
    person = named(line, i, support=support) if may.person or support >= AFTER_NATION or i in line.sight else None
    if person is not None:
        return _apposed(line, person)
    where = place(line, i) if may.place else None
    if where is not None and not _body_named_after(line, i, where):
        return [where]
    return _tagged(line, i)


def _reaching(line: Line, body: Found) -> Found:
    """A body found by its head noun as far as a certain tagger sees it reach: وزارة الشؤون البلدية والقروية."""
    seen = line.saw(body.span.first, "organisation", SURE)
    if seen is None or body.phrase is not None or not body.rule.startswith("body-") or seen.last - seen.first < _HEADED:
        return body
    return replace(body, span=replace(body.span, last=seen.last))


def _body_named_after(line: Line, i: int, where: Found) -> bool:
    """Whether the tagger sees a body there whose name goes on after that of the place: مانشستر يونايتد."""
    seen = line.saw(i, "organisation", LEAST)
    return seen is not None and where.phrase is None and seen.last > where.span.last


def _tagged(line: Line, i: int) -> list[Found]:
    """What only the tagger saw at word `i`."""
    seen = line.sight.get(i)
    if seen is None or doubtful(line, seen):
        return []
    span = Span(seen.first, seen.last, seen.cut)
    return [Found(span, seen.kind, "tagger", phrase=span, confidence=seen.probability)]


def _support(line: Line, i: int, before: Found | None) -> float:
    """What the words before `i` weigh for a name of a person there."""
    form = line.form(i - 1)
    if form:
        bare = form[1:] if form[0] in "وف" else form
        if form in line.tables.say or bare in line.tables.say:
            return AFTER_SAYING
        if form in line.tables.act or bare in line.tables.act:
            return AFTER_ACTING
        if bare in line.tables.nations and bare.startswith("ال"):
            return AFTER_NATION
    if before is not None and before.kind == "person" and (before.phrase or before.span).last == i and line.form(i).startswith("و"):
        return AFTER_PERSON
    return 0.0


def _held(line: Line, one: Found) -> list[Found]:
    """A titled person with the office that follows the name too: السفير نبيل فهمي، وزير الخارجية السابق."""
    if one.kind != "person" or one.phrase is None or one.span.last != one.phrase.last:
        return [one]
    person, *inner = _apposed(line, one.span)
    if person.role is None or person.phrase is None:
        return [one]
    return [replace(one, phrase=Span(one.phrase.first, person.phrase.last, one.phrase.cut)), *inner]


def _apposed(line: Line, person: Span) -> list[Found]:
    """A person with the office that follows the name: سامح شكري وزير الخارجية المصري."""
    at = person.last + (line.mark(person.last) in _COMMAS)
    title = chain(line, at)
    comma = at > person.last
    if title is not None and title.full and not title.span.cut and title.take in {"both", "office"}:
        closed = line.mark(title.span.last) in _COMMAS or line.form(title.span.last) in {"ان", "انه", "انها"}
        if (not comma or closed) and name_after(line, title) is None:
            whole = Span(person.first, title.span.last, person.cut)
            return [Found(person, "person", "name-title", "", whole, title.span), *title.inner]
    seen = line.saw(person.first, "person", SURE)
    if seen is not None:
        return [Found(person, "person", "tagger", phrase=person, confidence=seen.probability)]
    lone = person.last - person.first == 1
    return [Found(person, "person", "name-after-verb" if lone else "given-name", phrase=person, confidence=0.8 if lone else 1.0)]
