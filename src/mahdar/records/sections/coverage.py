"""The coverage grid: which outlets carry which facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.facts import Fact
from mahdar.records.figures import Share, bars
from mahdar.records.index import Index
from mahdar.records.labels import Label, label
from mahdar.records.markup import shown
from mahdar.records.sections.accounts import FIRST, title_of
from mahdar.records.template import fill

# A row's name: so many characters of the shortest telling; the whole stands where the name leads.
NAME = 84


class Cell(Struct, frozen=True):
    """How an outlet carries a fact: told alike, told otherwise, or not at all; and where."""

    href: str
    sign: str
    label: Label


class Row(Struct, frozen=True):
    """One fact across the outlets."""

    href: str
    number: int
    name: Markup
    cells: tuple[Cell, ...]
    count: int


def coverage(index: Index) -> Markup:
    """The section."""
    shown = [fact for fact in index.facts if fact.articles > 1 and fact.sure and not fact.again]
    rows = _rows(index, sorted(shown, key=lambda fact: fact.opinion))
    cut = min(FIRST, sum(not fact.opinion for fact in shown) or FIRST)
    drawing = bars(_shares(index, shown))
    return fill("coverage.html.j2", outlets=tuple(index.outlets), first=rows[:cut], rest=rows[cut:], drawing=drawing)


def _shares(index: Index, facts: Sequence[Fact]) -> list[Share]:
    """Of the facts of the grid, how many each outlet tells alike and near, and of all, how many it tells alone."""
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fact in facts:
        alike = {index.outlet_key(at.article) for at in fact.alike if len(fact.alike) > 1}
        for key in alike | {index.outlet_key(at.article) for at in fact.passages}:
            counts[key][key not in alike] += 1
    for fact in index.facts:
        if fact.articles == 1:
            counts[index.outlet_key(fact.passages[0].article)][2] += 1
    return [Share(name, (counts[key][0], counts[key][1], counts[key][2])) for name, key in index.outlets.items()]


def _rows(index: Index, facts: Sequence[Fact]) -> tuple[Row, ...]:
    """A row for each fact, each under a name of its own."""
    used: set[str] = set()
    return tuple(_row(index, fact, used) for fact in facts)


def _row(index: Index, fact: Fact, used: set[str]) -> Row:
    carried: dict[int, Cell] = {}
    for kind, sign, passages in (("cell.alike", "●", fact.alike), ("cell.otherwise", "○", fact.looser)):
        for at in passages:
            carried.setdefault(index.outlet_key(at.article), Cell(f"#{index.passages[at][0]}", sign, label(kind)))
    none = Cell("", "", label("cell.none"))
    cells = tuple(carried.get(key, none) for key in index.outlets.values())
    return Row(f"#{fact.id}", fact.number, _name(index, fact, used), cells, len(carried))


def _name(index: Index, fact: Fact, used: set[str]) -> Markup:
    """The shortest of its tellings that says something and names no fact before it."""
    title = title_of(fact)
    if title:
        return title.__html__()
    texts = [" ".join(at.of(index.articles[at.article].text).split()) for at in fact.alike or fact.looser]
    fresh = [text for text in texts if text.count(" ") > 2 and text not in used] or texts[:1]
    words = min(fresh, key=lambda text: (len(text), text))
    used.add(words)
    cut = words if len(words) <= NAME else words[:NAME].rsplit(" ", 1)[0] + "\N{HORIZONTAL ELLIPSIS}"
    return Markup("<bdi>{}</bdi>").format(shown(cut))
