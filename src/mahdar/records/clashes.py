"""Facts of a story -> its contradictions: values that exclude each other, each with the words around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mahdar.records.facts import Fact
from mahdar.records.record import AccountLine
from mahdar.spans import Anchor, folded

#: So many words before and after a value that is contradicted say what it is of.
AROUND = 3


class Contradiction(Struct, frozen=True):
    """One contradiction: the fact that it is of, and the line that says where its values stand."""

    fact: Fact
    line: AccountLine


class Value(Struct, frozen=True):
    """One value of a contradiction: where it is printed, and around the first of these places the stretch that says what it is of."""

    places: tuple[Anchor, ...]
    start: int
    end: int


def clashes_of(facts: Sequence[Fact]) -> tuple[Contradiction, ...]:
    """The contradictions in the order of their facts; those that share a value in print are one."""
    found: list[Contradiction] = []
    for fact in facts:
        for line in fact.parts:
            if line.relation == "contradicts":
                home = next((i for i, known in enumerate(found) if known.line.about == line.about and _meet(known.line, line)), None)
                if home is None:
                    found.append(Contradiction(fact, line))
                else:
                    found[home] = replace(found[home], line=_both(found[home].line, line))
    return tuple(found)


def values_of(line: AccountLine, text: Callable[[str], str], outlet: Callable[[str], object]) -> Iterator[Value]:
    """The values of a contradiction, those of most outlets first; `text` and `outlet` give those of an article by its id."""
    printed: defaultdict[str, list[Anchor]] = defaultdict(list)
    for at in line.where:
        printed[folded(at.of(text(at.article)))].append(at)
    for group in sorted(printed.values(), key=lambda g: (-len({outlet(a.article) for a in g}), g[0])):
        at, words = group[0], text(group[0].article)
        passage = next((e for e in line.evidence if e.holds(at)), at)
        before, after = words[passage.start : at.start].split(" "), words[at.end : passage.end].split(" ")
        start, end = at.start - len(" ".join(before[-AROUND - 1 :])), at.end + len(" ".join(after[: AROUND + 1]))
        yield Value(tuple(group), start, end)


def _meet(one: AccountLine, other: AccountLine) -> bool:
    return not set(one.where).isdisjoint(other.where)


def _both(one: AccountLine, other: AccountLine) -> AccountLine:
    evidence, where = (tuple(sorted({*a, *b})) for a, b in ((one.evidence, other.evidence), (one.where, other.where)))
    return replace(one, evidence=evidence, where=where)
