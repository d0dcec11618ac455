"""Two outlets on one story: what both tell, and what others tell that only one of the two does."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mahdar.records import Record
from mahdar.records.facts import Fact, facts_of
from mahdar.records.index import outlet_of
from mahdar.records.record import AccountLine
from mahdar.spans import Anchor
from mahdar.web.narrow import of_outlets


class Between(Struct, frozen=True):
    """The record of what both tell, and the passages that one of them has alone, each with its fact."""

    both: Record
    only_a: tuple[Anchor, ...]
    only_b: tuple[Anchor, ...]


def between(record: Record, a: str, b: str) -> Between:
    """Two outlets side by side; the accounts are cut to their articles, and origins are counted among those alone."""
    of_a = frozenset(one.id for one in record.articles if outlet_of(one) == a)
    of_b = frozenset(one.id for one in record.articles if outlet_of(one) == b)
    origin = {one.id: one.copy_of or one.id for one in record.articles}
    shared = [_cut(line, of_a | of_b, origin) for line in record.accounts if _in(line, of_a) and _in(line, of_b)]
    both = replace(of_outlets(record, {a, b}), accounts=tuple(shared))
    facts = facts_of(record.accounts)
    return Between(both, _alone(facts, of_a, of_b), _alone(facts, of_b, of_a))


def _in(line: AccountLine, articles: frozenset[str]) -> bool:
    return any(at.article in articles for at in line.evidence)


def _cut(line: AccountLine, articles: frozenset[str], origin: dict[str, str]) -> AccountLine:
    evidence = tuple(at for at in line.evidence if at.article in articles)
    where = tuple(at for at in line.where if at.article in articles)
    return replace(line, evidence=evidence, where=where, origins=len({origin[at.article] for at in evidence}))


def _alone(facts: Sequence[Fact], mine: frozenset[str], theirs: frozenset[str]) -> tuple[Anchor, ...]:
    """The passages of facts that the other outlet does not tell, in the order of the facts, each once."""
    found: dict[Anchor, None] = {}
    for fact in facts:
        if not any(at.article in theirs for at in fact.passages):
            found.update(dict.fromkeys(at for at in fact.passages if at.article in mine))
    return tuple(found)
