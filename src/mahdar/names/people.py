"""Names of people, found by what their words are and by what stands before them.

Every word of a candidate weighs something, and so does its place: after a title, after a verb of saying, after a
demonym, after another person and و. A candidate is a name when the weights reach `ENOUGH`.
"""

from __future__ import annotations

from mahdar.names.consent import SURE, consents, doubtful
from mahdar.names.extent import run
from mahdar.names.line import Line, Span
from mahdar.names.nature import Nature, ordinary
from mahdar.names.peel import peels

ENOUGH = 3.0
# What a word adds when it stands in a candidate; hand-set, so that two sure words, or one sure and one unknown, suffice.
WEIGHT: dict[Nature, float] = {
    "given": 2.0,
    "caution": 1.0,
    "link": 1.5,
    "tail": 1.5,
    "ordinal": 0.6,
    "nation": 0.4,
    "article-name": 1.2,
    "article-word": 1.0,
    "unknown": 1.0,
}
AFTER_TITLE, AFTER_SAYING, AFTER_NATION, AFTER_PERSON, AFTER_ACTING = 3.0, 2.0, 1.0, 1.5, 0.8
_SURE_LINKS = frozenset({"عبد", "ابو"})


def named(line: Line, i: int, *, support: float = 0.0, known: frozenset[str] = frozenset()) -> Span | None:
    """The name of a person that starts at word `i`.

    `support` is what the words before it weigh, `known` the surnames that the article has given to people.
    """
    seen = line.saw(i, "person", SURE)
    if seen is not None and not (support >= AFTER_TITLE and seen.cut) and not doubtful(line, seen) and not _known_otherwise(line, i):
        return Span(i, seen.last, seen.cut)
    for peel in peels(line.form(i)):
        if peel.cut and support >= AFTER_TITLE:
            break
        whole = line.form(i)
        if peel.cut and (whole in line.tables.common or (len(peel.core) < 4 and ordinary(whole))) and line.nature(i, peel.core) != "link":
            continue  # برقية is no ب before رقية
        if line.nature(i, peel.core) == "unknown" and (support < AFTER_NATION or (peel.cut and support < AFTER_PERSON)):
            continue
        if not support and line.nature(i, peel.core) == "caution" and _unfounded(line, i):
            continue  # على فتح آفاق أرحب
        if peel.core in line.tables.verbs and not line.form(i - 1) and line.nature(i + 1) in {"given", "caution", "link"}:
            continue  # من جهته، طالب مسعود الحسن بـ
        span = Span(i, run(line, i, peel.core, titled=support >= AFTER_TITLE), peel.cut)
        if span.last > i and weight(line, span, peel.core) + support >= ENOUGH and not _lone_word(line, span, peel.core, support, known):
            return span
    return None


def _unfounded(line: Line, i: int) -> bool:
    """Whether nothing stands behind a common word that makes it a given name: no name, link or word with the article."""
    return line.nature(i + 1) == "unknown" and line.nature(i + 2) == "unknown" and not line.often(line.form(i + 1)) and not line.tagged


def _known_otherwise(line: Line, i: int) -> bool:
    """Whether the word at `i` starts a title or a place that the tables know."""
    return line.look(i, line.tables.roles) is not None or line.place(i) is not None


def weight(line: Line, span: Span, core: str) -> float:
    """What the words of a candidate weigh together; `core` is its first word without clitics."""
    total = 0.0
    for k in range(span.first, span.last):
        form = core if k == span.first else line.form(k)
        total += WEIGHT.get(line.nature(k, form), 0.0) + 0.5 * (form in _SURE_LINKS)
    return total


def _lone_word(line: Line, span: Span, core: str, support: float, known: frozenset[str]) -> bool:
    """Whether a candidate is a single word that what stands around it does not make a name."""
    if span.last - span.first > 1 or core in known:
        return False
    kind = line.nature(span.first, core)
    if kind == "link":
        return True
    if support < AFTER_SAYING:
        return True
    if support >= AFTER_TITLE or kind == "given":
        return False
    if not consents(line, span.first, "person"):
        return True
    return len(core) < 4 or (core.endswith("ا") and not line.often(core)) or line.nature(span.last) not in {"closed", "none"}
