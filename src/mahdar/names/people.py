"""Names of people: given names, particles, surnames, and what may follow a title."""

from __future__ import annotations

from mahdar.names.line import Line, Span
from mahdar.names.peel import peels

_LONGEST = 6


def named(line: Line, i: int, *, titled: bool) -> Span | None:
    """The name of a person that starts at word `i`; `titled` says that a title stands right before it."""
    form = line.form(i)
    if not form or (titled and form in line.tables.closed):
        return None
    if titled:
        last = run(line, i, titled=True)
        return Span(i, last) if last is not None else None
    for peel in peels(form):
        sure = line.tables.given.get(peel.core)
        if peel.core in {"عبد", "ابو"} and line.form(i + 1):
            sure = True
        if sure:
            last = run(line, i, titled=False)
            if last is not None and last > i + 1:
                return Span(i, last, peel.cut)
    return None


def run(line: Line, i: int, *, titled: bool) -> int | None:
    """The index after the name that starts at `i`, or None where nothing there can be a name."""
    last, proper = i, 0
    while last < line.last and last - i < _LONGEST:
        form = line.form(last)
        if form in line.tables.links and line.form(last + 1) and not line.ends_names(line.form(last + 1)):
            last += 2
            proper += 1
            continue
        if not may(line, last, first=last == i, titled=titled):
            break
        last += 1
        proper += 1
    return last if proper else None


def may(line: Line, i: int, *, first: bool, titled: bool) -> bool:
    """Whether the word at `i` may stand in a name."""
    form = line.form(i)
    tables = line.tables
    if line.ends_names(form) or len(form) < 2:
        return False
    if form in tables.given:
        return True
    if form in tables.common or line.nation(i) or any(line.look(i, index) for index in (tables.places, tables.bodies, tables.roles)):
        return False
    if line.head(i) is not None:
        return False
    if first:
        return titled and not form.startswith("ال")
    if form.startswith("ال"):
        return form[2:] not in tables.common and "ال" + form[2:] + "ه" not in tables.common
    return not _verbal(line, form)


def _verbal(line: Line, form: str) -> bool:
    """Whether a word looks like an inflected verb, a noun with a pronoun or a word with clitics rather than a name."""
    tables = line.tables
    known = tables.common | tables.closed
    if form[0] in "وف" and (form[1:] in known or form[1:] in tables.given or form[1:] in tables.roles or form[1:3] == "ال"):
        return True
    if form[0] in "بلك" and form[1:] in known:
        return True
    if form[0] in "يتن" and (form[1:] in known or len(form) == 3):
        return True
    return any(
        form.endswith(end) and (form[: -len(end)] in known or form[: -len(end)] + "ه" in known)
        for end in ("ه", "ها", "هم", "ا", "ين", "ون", "ات")
    )
