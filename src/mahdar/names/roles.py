"""Titles and offices: head, adjectives, complement, one after another; and the name that follows or goes before."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.names.lexicon import Entry
from mahdar.names.line import Found, Line, Span
from mahdar.names.nature import nature
from mahdar.names.organisations import organisation
from mahdar.names.people import AFTER_TITLE, ENOUGH, named, weight
from mahdar.names.places import place

_COMMAS = {"،", ","}
_MOST = 6  # honorifics, ranks or adjectives in a row; a page of nothing else must not cost more than its length
_DASHES = {"-", "–"}
_MARKS = {'"', "«", "“", "”", "'", "("}
_VOICES = frozenset({"متحدث", "متحدثه", "ناطق", "ناطقه", "المتحدث", "المتحدثه", "الناطق", "الناطقه"})


class Title(Found, frozen=True):
    """A chain of titles: `span` of all, `definite` and `full` of the last: whether it has the article, whether it is completed."""

    definite: bool = False
    full: bool = False
    take: str = ""
    inner: tuple[Found, ...] = ()


def titled(line: Line, i: int) -> list[Found]:
    """The role that starts at word `i`, with the person it titles if one follows; names inside the role come too."""
    title = chain(line, i)
    if title is None:
        return []
    person = name_after(line, title)
    if person is None and (second := _second(line, title)) is not None:
        title, person = second, name_after(line, second)
    if person is not None:
        whole = Span(i, person.last, title.span.cut)
        return [Found(person, "person", "title-name", "", whole, title.span), *title.inner]
    if _stands_alone(line, title):
        return [Found(title.span, "role", title.rule, "", title.span), *title.inner]
    return list(title.inner)


def _second(line: Line, title: Title) -> Title | None:
    """Both titles where a comma parts them before the name: المتحدث باسم الرئاسة، السفير علاء يوسف."""
    at = title.span.last
    after = chain(line, at + 1) if title.full and line.mark(at) in _COMMAS else None
    if after is None or after.span.cut or name_after(line, after) is None:
        return None
    return replace(after, span=Span(title.span.first, after.span.last, title.span.cut), inner=(*title.inner, *after.inner))


def chain(line: Line, i: int) -> Title | None:
    """The titles that follow each other from word `i` on (سمو الشيخ، نائب رئيس الوزراء وزير الدفاع)."""
    start, cut = i, None
    title: Title | None = None
    for _ in range(4):
        honoured = _honorifics(line, i)
        looked = line.look(honoured, line.tables.roles)
        if looked is None or (title is not None and (looked[0].cut or _is_given(line, i))):
            if honoured > i and title is None:
                title = Title(Span(i, honoured, _honorific_cut(line, i)), "role", "honorific", take="title", definite=True)
            break
        if cut is None:
            cut = looked[0].cut if honoured == i else _honorific_cut(line, i)
        title = _one(line, Span(start, looked[0].last, cut), looked, title)
        i = title.span.last
    return title


def _is_given(line: Line, i: int) -> bool:
    """Whether a title after a title is rather a given name (الفريق رائد شاكر)."""
    return line.form(i) in line.tables.given and line.nature(i + 1) in {"given", "caution", "article-name", "unknown"}


def _one(line: Line, span: Span, looked: tuple[Span, Entry], before: Title | None) -> Title:
    at, entry = looked
    definite = entry.iso != "" or entry.note == "counterpart"
    last, inner = complement(line, at.last, entry, definite=definite)
    full = last > at.last or (entry.words[-1].startswith("ال") and not definite)
    rule = "counterpart" if entry.note == "counterpart" else "role"
    names = (*(before.inner if before else ()), *inner)
    return Title(Span(span.first, last, span.cut), "role", rule, definite=definite, full=full, take=entry.note, inner=names)


def _honorifics(line: Line, i: int) -> int:
    """The index after honorifics (صاحب السمو الملكي، معالي)."""
    form = line.form(i)
    if form.startswith(("و", "ل", "ب")) and form not in line.tables.honorifics:
        form = form[1:]
    if form not in line.tables.honorifics or (form == "دوله" and not _held(line, i + 1)):
        return i
    last = i + 1
    while last < i + _MOST and line.form(last) in line.tables.honorifics:
        last += 1
    return last


def _held(line: Line, i: int) -> bool:
    """Whether دولة before `i` is an honorific: دولة الرئيس, دولة فلان."""
    return line.form(i) in line.tables.given or line.look(i, line.tables.roles) is not None


def _honorific_cut(line: Line, i: int) -> int:
    return 0 if line.form(i) in line.tables.honorifics else 1


def _stands_alone(line: Line, title: Title) -> bool:
    """Whether a title without a name is a role of its own."""
    if title.take == "counterpart":
        return title.full
    if title.take == "title":
        return False
    return title.full or (title.definite and title.take == "both")


def name_after(line: Line, title: Title) -> Span | None:
    """The name after a title; after a comma only where an office is complete and a comma or أن closes the name."""
    at, comma = title.span.last, False
    for _ in range(_MOST):
        rank = line.form(at) in line.tables.ranks and line.nature(at + 1) != "closed"
        at += line.form(at) in line.tables.honorifics or rank
    if title.full and line.form(at) in {"في", "لدي"} and line.mark(at + 2) in _COMMAS:
        at += 2  # مراسل الإذاعة في العاصمة، فلان
    if title.full and line.mark(at) in _COMMAS:
        at, comma = at + 1, True
    if line.mark(at) in _MARKS or (title.full and line.mark(at) in _DASHES):
        at += 1
    if line.nature(at) in {"article-name", "article-word"} and line.nature(at + 1) == "given":
        at += 1  # العقيد المنشق نديم الحسن
    person = named(line, at, support=AFTER_TITLE)
    if person is None:
        return None
    own = weight(line, person, line.form(at))
    sure = own >= ENOUGH - 1.5
    if person.last - person.first == 1 and line.nature(at) != "given":
        sure = _lone_name(line, title, at)
    if comma:
        closed = line.mark(person.last) in _COMMAS | {")"} or line.form(person.last) in {"ان", "انه", "انها"}
        return person if (closed or own >= ENOUGH) and person.last - person.first > 1 else None
    if not title.definite and not title.full:
        return person if own >= ENOUGH else None
    return person if sure else None


def _lone_name(line: Line, title: Title, i: int) -> bool:
    """Whether a single word that is no given name may be the name after a title (الرئيس بوتين)."""
    form = line.form(i)
    if (
        line.nature(i) not in {"unknown", "caution", "article-name", "article-word"}
        or len(form) < 4
        or (title.take == "title" and not title.definite)
    ):
        return False
    if line.clitic(form) or line.feminine(i):
        return False
    if form.startswith("ال"):
        return line.often(form) and nature(form[2:]) not in {"word", "caution"}  # الرئيس السيسي, but not الحاكم الظالم
    return line.nature(i + 1) in {"closed", "none"} or line.often(form)


def complement(line: Line, i: int, entry: Entry, *, definite: bool) -> tuple[int, list[Found]]:
    """The index after adjectives and complement of the title before `i`, and the names inside them."""
    inner: list[Found] = []
    last = i
    voice = entry.words[-1] in _VOICES
    for _ in range(4):
        before = last
        last = _adjectives(line, last, definite=definite)
        joined = _joined(line, last, construct=not definite and last == i)
        if joined is not None:
            inner.append(joined)
            last = (joined.phrase or joined.span).last
        elif line.form(last) == "باسم" and voice:
            last = _domain(line, last + 1, before=last + 1)
        elif line.form(last) in {"لشوون", "لشؤون"} or (
            line.form(last).startswith("لل") and (definite or last > i) and line.look(last, line.tables.roles) is None
        ):
            last = _domain(line, last + (line.form(last)[:2] != "لل"), before=last)
        elif not definite and last == i:
            last = _served(line, last, inner) or _domain(line, last, before=last)
        if last == before:
            break
    return last, inner


def _served(line: Line, i: int, inner: list[Found]) -> int:
    """The index after the person served (مستشار بوتين للسياسة الخارجية), or 0."""
    if line.nature(i) not in {"unknown", "given"} or not line.form(i + 1).startswith("لل") or line.form(i) in line.tables.roles:
        return 0
    inner.append(Found(Span(i, i + 1), "person", "served"))
    return i + 1


def _adjectives(line: Line, i: int, *, definite: bool) -> int:
    for _ in range(_MOST):
        form = line.form(i)
        if not form or (line.saw(i, "person", 0.7) is not None and not line.nation(i)):
            break  # الوزير الجعفري: a surname that looks like an adjective
        nation = line.nation(i) and (form.startswith("ال") or not definite)
        if not (nation or form in line.tables.office or (line.adjective(i) and form not in line.tables.given)):
            break
        i += 1
    return i


def _joined(line: Line, i: int, *, construct: bool) -> Found | None:
    """A body or place that completes the title: رئيس البرلمان، سفير روسيا، الأمين العام للأمم المتحدة، باسم البيت الأبيض، في القاهرة.

    `construct` says that a head without the article stands right before: only then no preposition is needed.
    """
    at = i + 1 if line.form(i) in {"باسم", "في", "لدي", "الي"} else i
    for rule in (organisation, place):
        found = rule(line, at)
        if found is None:
            continue
        whole = found.phrase or found.span
        lam = line.form(at)[: whole.cut] in {"ل", "لل"}
        if lam or (whole.cut == 0 and (at > i or construct)):
            return found
    return None


def _domain(line: Line, i: int, *, before: int) -> int:
    """The index after a domain with the article (وزير الخارجية، المتحدث باسم الخارجية), or `before` where there is none."""
    form = line.form(i)
    if form in line.tables.domain and (known := line.place(i + 1) or line.look(i + 1, line.tables.bodies)) and not known[0].cut:
        return known[0].last
    if form in line.tables.domain and line.form(i + 1).startswith("ال"):
        i += 1
        form = line.form(i)
    if form.startswith("لل"):
        return i + 1
    if not form.startswith("ال") or nature(form) in {"closed", "given", "none"}:
        return before
    last = i + 1
    if line.form(last).startswith("وال") and nature(line.form(last)[1:]) == "article-word" and line.look(last, line.tables.roles) is None:
        last += 1
    return last
