"""Places: known by name, or named after a noun that says what they are (مدينة، محافظة، جزيرة)."""

from __future__ import annotations

from mahdar.names.consent import consents
from mahdar.names.line import Found, Line, Span
from mahdar.names.peel import core_of, peels

_STATE_HEADS = frozenset({"دوله", "جمهوريه", "مملكه", "اماره", "سلطنه"})


def place(line: Line, i: int) -> Found | None:
    """The place that starts at word `i`; the noun before the name belongs to its phrase."""
    known = line.look(i, line.tables.places)
    if known is not None and known[1].note != "caution" and not _is_noun(line, i, known[0]):
        span, entry = known
        if core_of(line.form(i), span.cut) == "دوله" and span.last - span.first == 2:
            return Found(Span(i + 1, span.last), "place", "known-place", entry.note, phrase=span)
        return Found(span, "place", "known-place", entry.note)
    return _headed(line, i)


def _is_noun(line: Line, i: int, span: Span) -> bool:
    """Whether a name that is also an adjective (سورية، مالي) stands as one: right after a noun."""
    core = core_of(line.form(i), span.cut)
    if span.last - span.first > 1 or span.cut or core not in line.tables.nations:
        return False
    before = line.form(i - 1)
    if before.endswith("ت") and not before.endswith("ات"):
        return False  # دخلت سورية
    return line.nature(i - 1) in {"word", "unknown", "article-word", "given", "caution"} and line.form(i - 1) not in line.tables.placeheads


def _headed(line: Line, i: int) -> Found | None:
    for peel in peels(line.form(i)):
        if peel.core not in line.tables.placeheads:
            continue
        at = i + 1
        if line.mark(at) in {'"', "«", "“", "”"}:
            at += 1
        known = line.look(at, line.tables.places)
        if known is not None and known[0].cut == 0:
            return Found(known[0], "place", "known-place", known[1].note, phrase=_phrase(line, i, peel.cut, known[0].last))
        if peel.core in _STATE_HEADS or at >= line.last:
            return None
        last = _unknown(line, at) if consents(line, at, "place") else at
        if last > at:
            return Found(Span(at, last), "place", "place-after-noun", peel.core, phrase=_phrase(line, i, peel.cut, last), confidence=0.8)
    return None


def _phrase(line: Line, i: int, cut: int, last: int) -> Span:
    return Span(i, last, cut)


def _unknown(line: Line, i: int) -> int:
    """The index after an unknown name of a place, or `i`."""
    if line.nature(i) not in {"unknown", "article-name"} or line.head(i) or line.look(i, line.tables.roles):
        return i
    if line.form(i)[0] in "يت" and line.nature(i + 1) in {"closed", "article-word"}:
        return i  # a verb of a relative clause: منطقة تعاني من
    last = i + 1
    if line.nature(last) == "unknown" and line.nature(i) == "unknown":
        last += 1
    return last
