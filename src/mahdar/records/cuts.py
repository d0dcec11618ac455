"""A section of a large record -> the parts that have a page each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from mahdar.records.index import Index
from mahdar.records.record import ClaimLine, Record
from mahdar.records.sections.claims import OUTCOMES, STANCES
from mahdar.records.sections.engagement import chosen_of

#: A story of more articles than this is written on several pages: browsers take seconds over what is longer.
LARGE = 60
#: How much of a section stands on one page: lines, or for what stands together the passages and steps in it.
SIZES = {"engagement": 300, "outcomes": 400, "stances": 400, "said": 400, "times": 400, "accounts": 600}
#: How many articles in full stand on one page.
ARTICLES = 25

T = TypeVar("T")


def parts_of(index: Index, key: str) -> tuple[Index, ...]:
    """The parts of a section in their order; the section itself where it is no longer than a page."""
    if key not in _CUTS:
        return (index,)
    cut = list(_CUTS[key](index))
    if len(cut) < 2:
        return (index,)
    return tuple(Index(part, whole=index, part=number) for number, part in enumerate(cut, 1))


def groups(things: Iterable[T], size: int, weight: Callable[[T], int] = lambda _: 1) -> Iterator[list[T]]:
    """The things in stretches that weigh no more than `size` each, a heavier thing alone."""
    found: list[T] = []
    total = 0
    for thing in things:
        if found and total + weight(thing) > size:
            yield found
            found, total = [], 0
        found.append(thing)
        total += weight(thing)
    if found:
        yield found


def _engagement(index: Index) -> Iterator[Record]:
    """What the page opens with and the engagements beside it, then the rest."""
    record, chosen = index.record, chosen_of(index)
    if chosen is None:
        return
    ordered = [chosen, *(one for one in record.lifecycles if one is not chosen)]
    for some in groups(ordered, SIZES["engagement"], lambda one: len(one.steps)):
        yield replace(record, lifecycles=tuple(some))


def _claims(kinds: Sequence[str], size: int) -> Callable[[Index], Iterator[Record]]:
    """Whole issues together, those that most claims are on first; claims on none come last."""

    def cut(index: Index) -> Iterator[Record]:
        issues: defaultdict[str, list[ClaimLine]] = defaultdict(list)
        for line in index.record.claims:
            if line.kind in kinds:
                issues[line.issue or ""].append(line)
        ordered = sorted(issues, key=lambda issue: (not issue, -len(issues[issue]), issue))
        for some in groups(ordered, size, lambda issue: len(issues[issue])):
            yield replace(index.record, claims=tuple(line for issue in some for line in issues[issue]))

    return cut


def _said(index: Index) -> Iterator[Record]:
    for some in groups((line for _, lines in index.voices for line in lines), SIZES["said"]):
        yield replace(index.record, quotations=tuple(some))


def _times(index: Index) -> Iterator[Record]:
    ordered = sorted(index.record.times, key=lambda t: index.period(t) or ("9999", "9999"))
    for some in groups(ordered, SIZES["times"]):
        yield replace(index.record, times=tuple(some))


def _accounts(index: Index) -> Iterator[Record]:
    for some in groups(index.facts, SIZES["accounts"], lambda fact: len(fact.passages)):
        keys = {fact.key for fact in some}
        yield replace(index.record, accounts=tuple(line for line in index.record.accounts if line.fact in keys))


_CUTS: dict[str, Callable[[Index], Iterator[Record]]] = {
    "engagement": _engagement,
    "outcomes": _claims(OUTCOMES, SIZES["outcomes"]),
    "stances": _claims(STANCES, SIZES["stances"]),
    "said": _said,
    "times": _times,
    "accounts": _accounts,
}
