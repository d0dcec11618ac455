"""The position table: who stands where on which issue, in counts that lead to their lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.figures import spots
from mahdar.records.index import Index
from mahdar.records.labels import Label, issue_label, label
from mahdar.records.markup import shown
from mahdar.records.record import ClaimLine
from mahdar.records.sections.claims import KINDS
from mahdar.records.sections.ties import ties
from mahdar.records.template import fill

# So many parties and issues stand in the table; what lies beyond is listed below it.
ROWS, COLUMNS = 10, 7
# So many claims of a cell are led to; all of them stand in their own section.
LED = 6


class Stand(Struct, frozen=True):
    """The claims of one kind of one party on one issue: a line each."""

    kind: str
    label: Label
    hrefs: tuple[str, ...]
    count: int


class Cell(Struct, frozen=True):
    """One party on one issue."""

    issue: Label
    stands: tuple[Stand, ...]


class Row(Struct, frozen=True):
    """One party."""

    name: Markup
    cells: tuple[Cell, ...]
    count: int


def positions(index: Index) -> Markup:
    """The section."""
    held = _held(index)
    total, about = Counter[str](), Counter[str]()
    for (actor, issue), lines in held.items():
        total[actor] += len(lines)
        about[issue] += len(lines)
    foremost = {actor for actor, _ in sorted(total.items(), key=lambda i: (-i[1], index.actors[i[0]].name, i[0]))[:ROWS]}
    within = Counter({issue: sum(len(held.get((actor, issue), ())) for actor in foremost) for issue in about})
    issues = sorted(about, key=lambda i: (not within[i], not i, -within[i], -about[i], i))
    columns = [issue for issue in issues[:COLUMNS] if within[issue]]
    named = {actor for actor, issue in held if issue in set(columns)}
    actors = sorted(total, key=lambda a: (a not in named, -total[a], index.actors[a].name, a))
    rows = [actor for actor in actors[:ROWS] if actor in named]
    table = tuple(_row(index, actor, columns, held) for actor in rows)
    beyond = [_row(index, actor, issues[len(columns) :] if i < len(rows) else issues, held) for i, actor in enumerate(actors)]
    rest = tuple(row for row in beyond if row.count)
    counts = [[sum(stand.count for stand in cell.stands) for cell in row.cells] for row in table]
    drawing = spots([index.actors[actor].name for actor in rows], [issue_label(i) for i in columns], counts)
    return fill("positions.html.j2", ties=ties(index), drawing=drawing, issues=tuple(map(issue_label, columns)), rows=table, rest=rest)


def _held(index: Index) -> dict[tuple[str, str], list[ClaimLine]]:
    """The claims of each party on each issue; whoever says it stands for it where no party is named."""
    found: defaultdict[tuple[str, str], list[ClaimLine]] = defaultdict(list)
    for line in index.record.claims:
        if line.kind in KINDS and line.evidence:
            for actor in line.by or line.said_by:
                if actor in index.actors:
                    found[actor, line.issue or ""].append(line)
    return found


def _row(index: Index, actor: str, issues: Sequence[str], held: dict[tuple[str, str], list[ClaimLine]]) -> Row:
    cells = tuple(Cell(issue_label(issue), _stands(held.get((actor, issue), ()))) for issue in issues)
    name = Markup('<a href="#{}"><bdi>{}</bdi></a>').format(actor, shown(index.actors[actor].name))
    return Row(name, cells, sum(stand.count for cell in cells for stand in cell.stands))


def _stands(lines: Sequence[ClaimLine]) -> tuple[Stand, ...]:
    by_kind = [(kind, tuple(f"#{line.id}" for line in lines if line.kind == kind)) for kind in KINDS]
    return tuple(Stand(kind, label(f"stand.{kind}"), hrefs[:LED], len(hrefs)) for kind, hrefs in by_kind if hrefs)
