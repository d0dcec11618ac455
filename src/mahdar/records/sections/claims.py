"""What came out of it: agreements and commitments, then demands, warnings, accusations, denials, by issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.labels import Label, issue_label, label
from mahdar.records.markup import shown
from mahdar.records.record import ClaimLine
from mahdar.records.template import fill
from mahdar.records.wording import bare_words, joined

OUTCOMES = ("agreement", "commitment")
STANCES = ("demand", "warning", "accusation", "denial", "disagreement")
# Assessments are opinions, not outcomes: they stand among who said what.
KINDS = (*OUTCOMES, *STANCES)


class Copy(Struct, frozen=True):
    """One claim in one outlet."""

    id: str
    said_by: Markup
    stated: Label
    fact: bool
    outlet: Markup
    outlet_key: int
    date: Label


class Position(Struct, frozen=True):
    """One wording of a claim, and the outlets that print it."""

    words: Markup
    copies: tuple[Copy, ...]


class Joint(Struct, frozen=True):
    """One claim as several outlets word it, those that state it as a fact first."""

    kind: str
    label: Label
    by: Markup
    to: Markup
    outlets: int
    positions: tuple[Position, ...]


class Issue(Struct, frozen=True):
    """The claims on one issue, those of most outlets first."""

    label: Label
    outlets: int
    count: int
    joints: tuple[Joint, ...]


def outcomes(index: Index) -> Markup:
    """The section of agreements and commitments."""
    return fill("claims.html.j2", issues=issues(index, OUTCOMES), nothing="no-outcomes")


def stances(index: Index) -> Markup:
    """The section of demands, warnings, accusations, denials and disagreements."""
    return fill("claims.html.j2", issues=issues(index, STANCES), nothing="no-stances")


def issues(index: Index, kinds: Sequence[str]) -> tuple[Issue, ...]:
    """The issues that have claims of these kinds, the one of most outlets first; claims on no issue come last."""
    groups: defaultdict[str, list[ClaimLine]] = defaultdict(list)
    for line in index.record.claims:
        if line.kind in kinds and line.evidence:
            groups[line.issue or ""].append(line)
    found = [(not key, _issue(index, issue_label(key), lines, kinds)) for key, lines in groups.items()]
    return tuple(one for _, one in sorted(found, key=lambda i: (i[0], -i[1].outlets, -i[1].count, i[1].label.en)))


def _issue(index: Index, name: Label, lines: Sequence[ClaimLine], kinds: Sequence[str]) -> Issue:
    joints = [joint for kind in kinds for joint in _joints(index, [line for line in lines if line.kind == kind])]
    order = {kind: place for place, kind in enumerate(kinds)}
    joints.sort(key=lambda j: (order[j.kind], -j.outlets, -len(j.positions)))
    carrying = {c.outlet_key for j in joints for p in j.positions for c in p.copies}
    return Issue(name, len(carrying), len(lines), tuple(joints))


def _joints(index: Index, lines: Sequence[ClaimLine]) -> list[Joint]:
    """Claims of one kind on one issue, joined where they word one thing."""
    ordered = sorted(lines, key=lambda c: (index.numbers[c.evidence[0].article], c.evidence[0]))
    texts = [c.evidence[0].of(index.articles[c.evidence[0].article].text) for c in ordered]
    return [_joint(index, [ordered[place] for place in group]) for group in joined(texts)]


def _joint(index: Index, lines: Sequence[ClaimLine]) -> Joint:
    worded: defaultdict[str, list[ClaimLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda c: c.stated_as != "fact"):
        at = line.evidence[0]
        worded[bare_words(at.of(index.articles[at.article].text))].append(line)
    positions = tuple(_position(index, group) for group in worded.values())
    return Joint(
        kind=lines[0].kind,
        label=label(f"stand.{lines[0].kind}"),
        by=_names(index, _most(lines, "by")),
        to=_names(index, _most(lines, "to")),
        outlets=len({c.outlet_key for p in positions for c in p.copies}),
        positions=positions,
    )


def _most(lines: Sequence[ClaimLine], field: str) -> tuple[str, ...]:
    """The parties that most of the lines name, the fuller of equals."""
    named: list[tuple[str, ...]] = [line.by if field == "by" else line.to for line in lines]
    return max(named, key=lambda n: (bool(n), named.count(n), len(n)))


def _position(index: Index, lines: Sequence[ClaimLine]) -> Position:
    at = lines[0].evidence[0]
    return Position(index.words(at.article, at.start, at.end), tuple(_copy(index, line) for line in lines))


def _copy(index: Index, line: ClaimLine) -> Copy:
    article = line.evidence[0].article
    return Copy(
        id=line.id,
        said_by=_names(index, line.said_by),
        stated=label(f"stated.{line.stated_as}"),
        fact=line.stated_as == "fact",
        outlet=index.outlet(article),
        outlet_key=index.outlet_key(article),
        date=index.date(article),
    )


def _names(index: Index, actors: Sequence[str]) -> Markup:
    """The actors by name, each leading to its place among the people."""
    named = [index.actors[a] for a in actors if a in index.actors]
    return Markup("، ").join(Markup('<a href="#{}"><bdi>{}</bdi></a>').format(a.id, shown(a.name)) for a in named)
