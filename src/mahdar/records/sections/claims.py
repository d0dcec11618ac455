"""Positions and outcomes: what was agreed, promised, demanded, warned of, alleged, denied, by issue and by outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.labels import Label, label
from mahdar.records.markup import shown
from mahdar.records.record import ClaimLine
from mahdar.records.template import fill
from mahdar.spans import table

# Assessments are opinions, not outcomes: they stand among who said what.
KINDS = ("agreement", "commitment", "demand", "warning", "accusation", "denial", "disagreement")


class Position(Struct, frozen=True):
    """One claim in one outlet."""

    id: str
    words: Markup
    by: Markup
    to: Markup
    said_by: Markup
    stated: Label
    fact: bool
    outlet: Markup
    outlet_key: int
    date: Label


class Issue(Struct, frozen=True):
    """The claims of one kind on one issue, in the order of their articles."""

    label: Label
    outlets: int
    positions: tuple[Position, ...]


class Kind(Struct, frozen=True):
    """The claims of one kind by issue, the issue of most outlets first."""

    label: Label
    count: int
    issues: tuple[Issue, ...]


def claims(index: Index) -> Markup:
    """The section."""
    return fill("claims.html.j2", kinds=kinds(index))


def kinds(index: Index) -> tuple[Kind, ...]:
    """The kinds that have claims."""
    names = {row["issue"]: Label(row["label_ar"], row["label_en"]) for row in table("mahdar.claims", "issues.tsv")}
    found = []
    for kind in KINDS:
        groups: defaultdict[str, list[ClaimLine]] = defaultdict(list)
        for line in index.record.claims:
            if line.kind == kind and line.evidence:
                groups[line.issue or ""].append(line)
        issues = [_issue(index, names.get(key, label("no-issue")), lines) for key, lines in groups.items()]
        if issues:
            ordered = sorted(issues, key=lambda i: (-i.outlets, -len(i.positions), i.label.en))
            found.append(Kind(label(f"claim.{kind}"), sum(len(i.positions) for i in issues), tuple(ordered)))
    return tuple(found)


def _issue(index: Index, name: Label, lines: Sequence[ClaimLine]) -> Issue:
    ordered = sorted(lines, key=lambda c: (index.numbers[c.evidence[0].article], c.evidence[0]))
    positions = tuple(_position(index, line) for line in ordered)
    return Issue(name, len({p.outlet_key for p in positions}), positions)


def _position(index: Index, line: ClaimLine) -> Position:
    at = line.evidence[0]
    return Position(
        id=line.id,
        words=index.words(at.article, at.start, at.end),
        by=_names(index, line.by),
        to=_names(index, line.to),
        said_by=_names(index, line.said_by),
        stated=label(f"stated.{line.stated_as}"),
        fact=line.stated_as == "fact",
        outlet=index.outlet(at.article),
        outlet_key=index.outlet_key(at.article),
        date=index.date(at.article),
    )


def _names(index: Index, actors: Sequence[str]) -> Markup:
    """The actors by name, each leading to its place among the people."""
    named = [index.actors[a] for a in actors if a in index.actors]
    return Markup("، ").join(Markup('<a href="#{}"><bdi>{}</bdi></a>').format(a.id, shown(a.name)) for a in named)
