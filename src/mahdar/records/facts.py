"""Account lines -> the facts of a story as the page shows them, the best supported first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mahdar.records.record import AccountLine
from mahdar.spans import Anchor, content_id

#: How grave a difference is: the order in which they are shown.
ABOUT = ("number", "date", "polarity", "scope", "attribution", "wording", "name", "fact")
#: A fact most of whose passages a stronger fact has shown is folded away.
MOSTLY = 0.5

_OUTCOMES = frozenset({"agreement", "commitment"})


class Fact(Struct, frozen=True):
    """Everything that the accounts say of one fact.

    `alike` are the passages told alike, `looser` those that joined them less closely, `corroborated` the independent
    origins of the former, `origins` of all. `parts` are its differences, the gravest first. `again` says that a
    stronger fact has shown most of its passages.
    """

    id: str
    number: int
    key: str
    alike: tuple[Anchor, ...]
    looser: tuple[Anchor, ...]
    corroborated: int
    origins: int
    parts: tuple[AccountLine, ...]
    again: bool = False

    @property
    def passages(self) -> tuple[Anchor, ...]:
        """All passages, those told alike first."""
        return (*self.alike, *self.looser)

    @property
    def articles(self) -> int:
        """How many articles tell it."""
        return len({a.article for a in self.passages})

    @property
    def opinion(self) -> bool:
        """Whether it gathers what several said on one issue, which is no fact: agreements and commitments are."""
        kind, _, issue = self.key.partition(" ")
        return bool(issue) and kind not in _OUTCOMES

    @property
    def copied(self) -> bool:
        """Whether one text alone tells it, which several print."""
        return self.origins == 1 and not any(part.relation == "contradicts" for part in self.parts)

    @property
    def sure(self) -> bool:
        """Whether more joins its passages than some words in common: told alike, excluding each other, or claims on one issue."""
        return len(self.alike) > 1 or bool(self.key.partition(" ")[2]) or any(part.relation == "contradicts" for part in self.parts)


def facts_of(accounts: Sequence[AccountLine]) -> tuple[Fact, ...]:
    """The facts, numbered from 1: first those that most independent origins tell alike, then those contradicted, then the rest.

    Wordings of one remark are no facts; they stand with their speaker.
    """
    groups: defaultdict[str, list[AccountLine]] = defaultdict(list)
    for line in accounts:
        if not is_speech(line):
            groups[line.fact].append(line)
    shown: set[Anchor] = set()
    found: list[Fact] = []
    for fact in sorted((_fact(key, lines) for key, lines in groups.items()), key=_weight):
        again = sum(a in shown for a in fact.passages) > MOSTLY * len(fact.passages)
        if not again:
            shown.update(fact.passages)
        found.append(replace(fact, again=again))
    found.sort(key=lambda fact: (fact.articles == 1, fact.again, not fact.sure, fact.copied))
    return tuple(replace(fact, number=number) for number, fact in enumerate(found, 1))


def is_speech(line: AccountLine) -> bool:
    """Whether a line puts wordings of one remark side by side."""
    return line.fact.startswith("speech ")


def _fact(key: str, lines: Sequence[AccountLine]) -> Fact:
    told = [line for line in lines if line.relation in ("corroborates", "only-here")]
    alike = tuple(sorted({a for line in told for a in line.evidence}))
    rest = {a for line in lines for a in line.evidence} - set(alike)
    parts = sorted((line for line in lines if line not in told), key=lambda p: (p.relation != "contradicts", ABOUT.index(p.about), p.id))
    return Fact(
        id=content_id("told", key),
        number=0,
        key=key,
        alike=alike,
        looser=tuple(sorted(rest)),
        corroborated=max((line.origins for line in told), default=0),
        origins=max(line.origins for line in lines),
        parts=tuple(parts),
    )


def _weight(fact: Fact) -> tuple[object, ...]:
    contradicted = any(part.relation == "contradicts" for part in fact.parts)
    told = fact.corroborated if fact.corroborated > 1 else 0
    return (-told, not contradicted, not fact.sure, fact.opinion, -fact.origins, -fact.articles, fact.passages)
