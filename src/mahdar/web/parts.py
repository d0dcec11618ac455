"""A story in parts: the sections of the record page, each in pages of a size that a browser reads at once, with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from mahdar.records import Record
from mahdar.records.facts import facts_of, is_speech
from mahdar.records.index import Index
from mahdar.records.sections import SECTIONS
from mahdar.records.sections.claims import OUTCOMES, STANCES

T = TypeVar("T")


class Part(Struct, frozen=True):
    """One part of a story: how many lines it has, and its record page by page."""

    key: str
    count: int
    pages: tuple[Record, ...]


#: How many lines stand on a page of a part.
SIZES = {"engagement": 15, "outcomes": 120, "stances": 120, "said": 80, "times": 160, "accounts": 40, "coverage": 60, "people": 120}
KEYS = tuple(section.key for section in SECTIONS if section.key != "sources")
#: The parts that the overview shows, each with its first page.
OVERVIEW = ("engagement", "outcomes", "coverage")


def part_of(record: Record, key: str) -> Part:
    """One part of a record; an empty one has one page all the same."""
    count, pages = _CUTS[key](record)
    return Part(key, count, tuple(pages) or (record,))


def counts_of(record: Record) -> dict[str, int]:
    """How many lines each part has."""
    return {key: _CUTS[key](record)[0] for key in KEYS}


def shown(index: Index, key: str) -> Markup:
    """A part of an index's record as the record page shows it."""
    return next(section for section in SECTIONS if section.key == key).render(index)


def page_of(part: Part, line: str) -> int:
    """The number of the page that holds a line; 1 when none does."""
    for number, page in enumerate(part.pages, 1):
        if line in _ids(page, part.key):
            return number
    return 1


def _ids(record: Record, key: str) -> set[str]:
    if key == "said":
        return {q.id for q in record.quotations}
    if key in ("outcomes", "stances"):
        return {c.id for c in record.claims}
    if key == "times":
        periods = (p for p in map(Index(record).period, record.times) if p)
        days = {f"day-{first}" if first == last else f"day-{first}-{last}" for first, last in periods}
        return days | {t.id for t in record.times} | {e.id for e in record.events}
    if key == "accounts":
        return {fact.id for fact in facts_of(record.accounts)} | {a.id for a in record.accounts}
    if key == "engagement":
        return {one.id for one in record.lifecycles} | {name for one in record.lifecycles for step in one.steps for name in step.events}
    return {a.id for a in record.actors}


def _cut(lines: Sequence[T], size: int) -> Iterator[tuple[T, ...]]:
    return (tuple(lines[at : at + size]) for at in range(0, len(lines), size))


def _engagement(record: Record) -> tuple[int, Iterator[Record]]:
    lines = record.lifecycles
    return len(lines), (replace(record, lifecycles=some) for some in _cut(lines, SIZES["engagement"]))


def _claims(kinds: Sequence[str], key: str) -> Callable[[Record], tuple[int, Iterator[Record]]]:
    def cut(record: Record) -> tuple[int, Iterator[Record]]:
        lines = sorted((c for c in record.claims if c.kind in kinds), key=lambda c: (not c.issue, c.issue or ""))
        return len(lines), (replace(record, claims=some) for some in _cut(lines, SIZES[key]))

    return cut


def _positions(record: Record) -> tuple[int, Iterator[Record]]:
    held = {actor for c in record.claims if c.kind in (*OUTCOMES, *STANCES) for actor in c.by or c.said_by}
    return len(held), iter((record,))


def _said(record: Record) -> tuple[int, Iterator[Record]]:
    lines = [line for _, lines in Index(record).voices for line in lines]
    return len(lines), (replace(record, quotations=some) for some in _cut(lines, SIZES["said"]))


def _times(record: Record) -> tuple[int, Iterator[Record]]:
    index = Index(record)
    lines = sorted(record.times, key=lambda t: index.period(t) or ("9999", "9999"))
    pages = (replace(record, times=some, events=record.events if not n else ()) for n, some in enumerate(_cut(lines, SIZES["times"])))
    return len(lines), pages


def _accounts(key: str, *, several: bool) -> Callable[[Record], tuple[int, Iterator[Record]]]:
    def cut(record: Record) -> tuple[int, Iterator[Record]]:
        facts = [f for f in facts_of(record.accounts) if not several or (f.articles > 1 and f.sure and not f.again)]
        speech = tuple(a for a in record.accounts if is_speech(a))

        def pages() -> Iterator[Record]:
            for some in _cut(facts, SIZES[key]):
                names = {f.key for f in some}
                yield replace(record, accounts=(*speech, *(a for a in record.accounts if a.fact in names)))

        return len(facts), pages()

    return cut


def _people(record: Record) -> tuple[int, Iterator[Record]]:
    lines = sorted(record.actors, key=lambda a: (-len(a.mentions), a.name, a.id))
    return len(lines), (replace(record, actors=some) for some in _cut(lines, SIZES["people"]))


_CUTS: dict[str, Callable[[Record], tuple[int, Iterator[Record]]]] = {
    "engagement": _engagement,
    "outcomes": _claims(OUTCOMES, "outcomes"),
    "stances": _claims(STANCES, "stances"),
    "positions": _positions,
    "said": _said,
    "times": _times,
    "accounts": _accounts("accounts", several=False),
    "coverage": _accounts("coverage", several=True),
    "people": _people,
}
