"""The rules in one list, and how a sentence is read with them: at each place the longest reading wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mahdar.times import lengths, points, ranges
from mahdar.times.atoms import Atom
from mahdar.times.cursor import Cursor
from mahdar.times.draft import Draft

Rule = Callable[[Cursor], Draft | None]

# Each rule with the classes that its first atom may have. Of two readings of one length the earlier rule's is kept.
RULES: tuple[tuple[Rule, frozenset[str]], ...] = tuple(
    (rule, frozenset(first.split()))
    for rule, first in (
        (ranges.days_of_one_month, "num numbers ordinal tens unit the"),
        (ranges.two_points, "firstday date num month ordinal tens unit the weekday"),
        (ranges.two_years, "num years unit"),
        (points.same_day, "today this"),
        (points.day_and_hour, "firstday bound part today deictic weekday unit num numbers ordinal tens the clock date this"),
        (points.month_or_date, "firstday month hmonth unit bound boundword num ordinal tens the"),
        (points.within, "hourof ref"),
        (points.part_of_year, "fraction bound"),
        (points.year_alone, "unit num bound"),
        (points.unit_point, "unit this bound boundword"),
        (points.season, "season this bound"),
        (points.feast, "feast"),
        (points.century, "unit decade bound"),
        (lengths.duration, "num small ten tens hundred thousand unit vague approx every before after fraction the"),
        (lengths.vague_span, "unit this"),
        (lengths.reference, "ref"),
        (lengths.in_the_past, "rel"),
        (lengths.repetition, "set setadj unit"),
        (lengths.each_day, "every"),
    )
)
_STARTS: dict[str, tuple[Rule, ...]] = {
    code: tuple(rule for rule, first in RULES if code in first) for code in sorted({c for _, first in RULES for c in first})
}


def scan(atoms: Sequence[Atom]) -> list[tuple[int, int, Draft]]:
    """The expressions of one sentence, left to right, as (first atom, last atom, draft); they do not overlap."""
    found: list[tuple[int, int, Draft]] = []
    i = 0
    while i < len(atoms):
        best = _best(atoms, i) if atoms[i].entries else None
        if best is None:
            i += 1
            continue
        end, draft = best
        found.append((i, end, draft))
        i = end
    return found


def _best(atoms: Sequence[Atom], i: int) -> tuple[int, Draft] | None:
    tried: list[Rule] = []
    best: tuple[int, Draft] | None = None
    for entry in atoms[i].entries:
        for rule in _STARTS.get(entry.code, ()):
            if rule in tried:
                continue
            tried.append(rule)
            cursor = Cursor(atoms, i)
            draft = rule(cursor)
            if draft is not None and (best is None or cursor.at > best[0]):
                best = cursor.at, draft
    return best
