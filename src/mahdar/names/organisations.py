"""Bodies: known by name, or headed by a noun that names bodies (وزارة، مجلس، حزب) with its complement."""

from __future__ import annotations

from mahdar.names.consent import consents
from mahdar.names.lexicon import Entry
from mahdar.names.line import Found, Line, Span
from mahdar.names.nature import nature

_SON = frozenset({"بن", "ابن", "بنت", "ولد"})
_OPENING, _CLOSING = {'"', "«", "“", "”", "'", "("}, {'"', "»", "“", "”", "'", ")"}
# Heads whose name goes on after لـ: المنظمة العالمية للملكية الفكرية.
_SERVING = (
    "منظمه",
    "مجلس",
    "هيئه",
    "لجنه",
    "مفوضيه",
    "رابطه",
    "جمعيه",
    "اتحاد",
    "بنك",
    "جبهه",
    "موسسه",
    "مؤسسه",
    "مركز",
    "معهد",
    "وكاله",
    "مرصد",
)


def organisation(line: Line, i: int) -> Found | None:
    """The body that starts at word `i`."""
    in_marks = _in_marks(line, i)
    if in_marks is not None:
        return in_marks
    headed = _headed(line, i)
    known = line.look(i, line.tables.bodies)
    if known is None or known[1].note == "caution" or (known[1].note == "homograph" and not _stands_out(line, known[0])):
        return headed
    span, entry = known
    if headed is not None and headed.span.last > span.last and headed.span.first == span.first and len(entry.words) == 1:
        return headed
    last = _adjectives(line, span.last, most=1) if line.nation(span.last) else span.last
    whole = Span(span.first, last, span.cut)
    if entry.note == "government" and len(entry.words) > 1:
        return Found(whole, "organisation", "known-body", entry.note)  # مجلس النواب اللبناني is another body than مجلس النواب المصري
    return Found(span, "organisation", "known-body", entry.note, phrase=whole)


def _in_marks(line: Line, i: int) -> Found | None:
    """An outlet whose name is a common word or a place, alone between quotation marks: لـ«الشرق الأوسط»."""
    known = line.look(i, line.tables.marked)
    if known is None or known[0].cut or line.mark(i - 1) not in _OPENING or line.mark(known[0].last) not in _CLOSING:
        return None
    return Found(known[0], "organisation", "outlet-in-marks", "media")


def _stands_out(line: Line, span: Span) -> bool:
    """Whether a body's name that is also a common noun (حماس) stands as a name: not after بـ, not before what it could govern."""
    clitic = line.form(span.first)[: span.cut]
    return "ب" not in clitic and not line.form(span.last).startswith("ال")


def _headed(line: Line, i: int, depth: int = 0) -> Found | None:
    """The body whose head stands at `i`; bodies within bodies are read three deep (رئاسة مجلس إدارة شركة)."""
    head = line.head(i)
    if head is None or depth > 3:
        return None
    peel, entry = head
    if peel.core in {"رئاسه", "قياده", "اداره"} and "ب" in line.form(i)[: peel.cut]:
        return None  # برئاسة الوزير: a preposition more than a body
    loose = entry.note == "group" or (entry.note == "adjective" and entry.kind != "government")
    if loose and depth == 0 and line.look(i, line.tables.bodies) is None and not line.mark(i + 1) and not consents(line, i, "organisation"):
        return None  # حركة الطائرات, الشركة الأسترالية: bodies only where the tagger agrees
    whole = Span(i, i + 1, peel.cut)
    if entry.kind == "media" and (outlet := _outlet(line, whole, entry)) is not None:
        return outlet
    if entry.note == "outlet":
        return _outlet(line, whole, entry)
    last = _extent(line, i + 1, entry.note, depth)
    if last is None:
        return None
    last = _agreeing(line, i, last, peel.core)
    if peel.core.removeprefix("ال") in _SERVING:
        last = _serving(line, last)
    return Found(Span(i, last, peel.cut), "organisation", f"body-{entry.note}", entry.kind)


def _outlet(line: Line, head: Span, entry: Entry) -> Found | None:
    """An outlet or company: the name is what follows the noun, the noun belongs to the phrase."""
    i = head.last + (line.form(head.last) == "انباء")
    body = line.look(i, line.tables.marked) or line.look(i, line.tables.bodies)
    if body is not None and body[0].cut == 0:
        name = body[0]
    elif entry.note != "outlet":
        return None
    else:
        quoted = _quoted(line, i)
        if quoted is not None:
            last = line.form(quoted) and line.nation(quoted)
            return Found(
                Span(i + 1, quoted - 1), "organisation", "outlet", entry.kind, phrase=Span(head.first, quoted + bool(last), head.cut)
            )
        name = _proper(line, i)
        if name.last == i:
            return None
    return Found(name, "organisation", "outlet", entry.kind, phrase=Span(head.first, _adjectives(line, name.last), head.cut))


def _proper(line: Line, i: int) -> Span:
    """Up to three unknown words, empty where the first is none."""
    last = i
    if line.form(i)[:1] == "و" and not line.often(line.form(i)):
        return Span(i, i)  # إرسال فريق وملء الملعب
    while last < i + 3 and line.nature(last) in ({"unknown", "article-name"} if last == i else {"unknown", "given"}):
        last += 1
    return Span(i, last)


def _extent(line: Line, i: int, take: str, depth: int) -> int | None:
    """Where the name of a body ends whose head stands before `i`, or None where the head names no body there."""
    if take == "bare":
        return _adjectives(line, i)
    if take == "adjective":
        last = _adjectives(line, i)
        return last if last > i else None
    if take == "nation":
        return _nation(line, i)
    return _quoted(line, i) or _construct(line, i, take, depth)


def _nation(line: Line, i: int) -> int | None:
    place = line.place(i)
    if place is not None and place[0].cut == 0:
        return place[0].last
    return _adjectives(line, i) if line.nation(i) and line.adjective(i) else None


def _quoted(line: Line, i: int) -> int | None:
    """The index after a short name in marks: حركة "النهضة"."""
    if line.mark(i) not in _OPENING:
        return None
    for j in range(i + 2, min(i + 6, line.last)):
        if line.mark(j) in _CLOSING:
            return j + 1
        if not line.form(j):
            return None
    return None


def _construct(line: Line, i: int, take: str, depth: int) -> int | None:
    """The index after the complement of a head without the article, and the adjectives that follow."""
    for index in (line.tables.bodies, line.tables.places):
        known = line.look(i, index)
        if known is not None and known[0].cut == 0 and known[1].note != "caution":
            return _adjectives(line, known[0].last)
    form, kind = line.form(i), line.nature(i)
    if take != "group" and line.head(i) is not None:
        inner = _headed(line, i, depth + 1)
        if inner is not None and inner.span.cut == 0 and inner.span.first == i:
            return inner.span.last
    if kind in {"unknown", "given"} and take != "construct":
        last = _proper(line, i).last
        return _adjectives(line, last) if last > i else None
    if not form.startswith("ال") or kind == "closed":
        return _indefinite(line, i) if take == "construct" else None
    last = _adjectives(line, _coordinated(line, i + 1) if take == "construct" else i + 1)
    plain = kind == "article-word" and last == i + 1
    if take == "group" and kind == "article-word":
        return i + 1 if plain and line.often(form) else None
    if plain and take == "weak" and not line.nation(i):
        return None
    return last


def _indefinite(line: Line, i: int) -> int | None:
    """The index after a domain without the article that a place completes (وزارة خارجية روسيا), or with two words (مجلس نواب الشعب)."""
    if not line.form(i) or line.nature(i) == "closed":
        return None
    place = line.place(i + 1)
    if place is not None and place[0].cut == 0:
        return place[0].last
    return None


def _coordinated(line: Line, i: int) -> int:
    """The index after a second domain: وزارة التربية والتعليم."""
    form = line.form(i)
    if not form.startswith("وال") or nature(form[1:]) != "article-word" or line.head(i) or line.look(i, line.tables.roles):
        return i
    return i + 1 if line.form(i - 1).startswith("ال") else i


def _serving(line: Line, i: int) -> int:
    """The index after what a body serves: للملكية الفكرية، لحقوق الإنسان."""
    form = line.form(i)
    if form.startswith("لل") and len(form) > 5 and line.place(i) is None:
        return _adjectives(line, i + 1)
    if (
        form.startswith("ل")
        and line.nature(i) == "word"
        and line.form(i + 1).startswith("ال")
        and line.form(i + 1) not in line.tables.closed
    ):
        return _adjectives(line, i + 2)
    return i


def _agreeing(line: Line, i: int, last: int, head: str) -> int:
    """The end of a feminine body's name before a masculine word behind its own adjective: الحكومة التونسية الهادي بن سالم."""
    while head.endswith("ه") and last > i + 2 and line.adjective(last - 1) and line.adjective(last - 2):
        if not line.form(last - 1).endswith("ي") or line.form(last - 1) == "الكبري" or not line.form(last - 2).endswith("ه"):
            break
        last -= 1
    return last


def _adjectives(line: Line, i: int, most: int = 4) -> int:
    """The index after the defining adjectives that stand at `i`."""
    last = i
    while last < line.last and last - i < most and line.adjective(last) and line.form(last + 1) not in _SON:
        last += 1
    return last
