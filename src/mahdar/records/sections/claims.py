"""What came out of it: agreements and commitments, then demands, warnings, accusations, denials, each by issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

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
# So many claims on an issue stand open, and all that several outlets carry; the rest fold away.
FIRST = 4


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
    by: Markup
    to: Markup
    outlets: int
    positions: tuple[Position, ...]


class Issue(Struct, frozen=True):
    """The claims of one kind on one issue, those of most outlets first."""

    label: Label
    outlets: int
    first: tuple[Joint, ...]
    rest: tuple[Joint, ...]


class Kind(Struct, frozen=True):
    """The claims of one kind by issue."""

    key: str
    label: Label
    count: int
    issues: tuple[Issue, ...]


def outcomes(index: Index) -> Markup:
    """The section of agreements and commitments."""
    return fill("claims.html.j2", kinds=kinds_of(index, OUTCOMES), nothing="no-outcomes")


def stances(index: Index) -> Markup:
    """The section of demands, warnings, accusations, denials and disagreements."""
    return fill("claims.html.j2", kinds=kinds_of(index, STANCES), nothing="no-stances")


def kinds_of(index: Index, kinds: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds that have claims, in the order given; in each the issue of most outlets first, claims on no issue last."""
    groups: defaultdict[str, defaultdict[str, list[ClaimLine]]] = defaultdict(lambda: defaultdict(list))
    for line in index.record.claims:
        if line.kind in kinds and line.evidence:
            groups[line.kind][line.issue or ""].append(line)
    return tuple(_kind(index, kind, groups[kind]) for kind in kinds if kind in groups)


def _kind(index: Index, kind: str, by_issue: Mapping[str, Sequence[ClaimLine]]) -> Kind:
    found = [(not key, _issue(index, issue_label(key), lines)) for key, lines in by_issue.items()]
    ordered = sorted(found, key=lambda i: (i[0], -i[1].outlets, -len(i[1].first) - len(i[1].rest), i[1].label.en))
    issues = tuple(one for _, one in ordered)
    return Kind(kind, label(f"claim.{kind}"), sum(len(one.first) + len(one.rest) for one in issues), issues)


def _issue(index: Index, name: Label, lines: Sequence[ClaimLine]) -> Issue:
    joints = sorted(_joints(index, lines), key=lambda j: (-j.outlets, -len(j.positions)))
    carrying = {c.outlet_key for j in joints for p in j.positions for c in p.copies}
    several = sum(joint.outlets > 1 for joint in joints)
    cut = len(joints) if len(joints) <= FIRST + 1 else max(FIRST, several)
    return Issue(name, len(carrying), tuple(joints[:cut]), tuple(joints[cut:]))


def _joints(index: Index, lines: Sequence[ClaimLine]) -> Iterator[Joint]:
    """Claims of one kind on one issue, joined where they word one thing and one party makes them; agreements have several parties."""
    makers: defaultdict[tuple[str, ...], list[ClaimLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda c: (index.numbers[c.evidence[0].article], c.evidence[0])):
        makers[() if line.kind == "agreement" else line.by or line.said_by].append(line)
    for made in makers.values():
        texts = [c.evidence[0].of(index.articles[c.evidence[0].article].text) for c in made]
        for group in joined(texts):
            yield _joint(index, [made[place] for place in group])


def _joint(index: Index, lines: Sequence[ClaimLine]) -> Joint:
    worded: defaultdict[str, list[ClaimLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda c: c.stated_as != "fact"):
        at = line.evidence[0]
        worded[bare_words(at.of(index.articles[at.article].text))].append(line)
    by = _most(lines, "by") or _most(lines, "said_by")
    positions = tuple(_position(index, group, by) for group in worded.values())
    return Joint(
        kind=lines[0].kind,
        by=_names(index, by),
        to=_names(index, [actor for actor in _most(lines, "to") if actor not in by]),
        outlets=len({c.outlet_key for p in positions for c in p.copies}),
        positions=positions,
    )


def _most(lines: Sequence[ClaimLine], field: Literal["by", "to", "said_by"]) -> tuple[str, ...]:
    """The parties that most of the lines name, the fuller of equals."""
    named = [{"by": line.by, "to": line.to, "said_by": line.said_by}[field] for line in lines]
    return max(named, key=lambda n: (bool(n), named.count(n), len(n)))


def _position(index: Index, lines: Sequence[ClaimLine], by: Sequence[str]) -> Position:
    at = lines[0].evidence[0]
    return Position(index.words(at.article, at.start, at.end), tuple(_copy(index, line, by) for line in lines))


def _copy(index: Index, line: ClaimLine, by: Sequence[str]) -> Copy:
    """The copy; who says it is named where it is another than who makes the claim."""
    article = line.evidence[0].article
    own = line.stated_as == "speaker" and bool(line.said_by) and set(line.said_by) <= set(by)
    return Copy(
        id=line.id,
        said_by=Markup("") if own else _names(index, line.said_by),
        stated=label("stated.own" if own else f"stated.{line.stated_as}"),
        fact=line.stated_as == "fact",
        outlet=index.outlet(article),
        outlet_key=index.outlet_key(article),
        date=index.date(article),
    )


def _names(index: Index, actors: Sequence[str]) -> Markup:
    """The actors by name, each leading to its place among the people."""
    named = [index.actors[a] for a in actors if a in index.actors]
    return Markup("، ").join(Markup('<a href="#{}"><bdi>{}</bdi></a>').format(a.id, shown(a.name)) for a in named)
