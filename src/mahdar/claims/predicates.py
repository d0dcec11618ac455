"""A candidate -> how its clause is built: who its subject is, what kind of verb leads it, what stands inside and behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from mahdar.claims.facts import Facts, among
from mahdar.claims.phrases import word_set
from mahdar.claims.scope import Scope
from mahdar.quotes import Quotation

_REACH = 16  # words of a clause among which its verb stands
_NEAR = 4  # words behind a fight that are what is fought
_MANY = 3  # commas that are as good as more
_ASIDES = word_set("asides")
_STOPS = frozenset({".", "؛", "!", "؟", "…", ";", ":", "»", "”", "“", '"'})


def built(scope: Scope, first: int, last: int, quotation: Quotation | None) -> Iterator[str]:
    """The features of how the words `first:last` are built."""
    facts, end = scope.facts, min(last, first + _REACH)
    at, verb = facts.leading(first, end)
    subject = _subject(facts, first, at, last, scope.sides(quotation) if quotation is not None else frozenset())
    yield f"verb={verb}"
    yield f"subject={subject}"
    yield f"{subject} {verb}"
    if quotation is not None:
        yield from (f"{cue}>{verb}" for cue in scope.cue(quotation))
    yield from _inside(facts, first, last)
    yield _behind(scope, last)


def _subject(facts: Facts, first: int, at: int, last: int, own: frozenset[str]) -> str:
    """Whose clause it is: that of the words before what leads it, of those right behind where nothing stands before."""
    before = range(first, at) if at > first else range(first + 1, min(last, first + _NEAR))
    for i in before:
        if facts.plain[i].relative:
            break
        one, signs = facts.plain[i], facts.told[i]
        if one.whose == "own" or "we" in signs:
            return "we"
        if one.state:
            return "own" if one.state in own else "other"
        if "foe" in signs:
            return "foe"
        if one.whose:
            return one.whose
    return "somebody"


def _inside(facts: Facts, first: int, last: int) -> Iterator[str]:
    if facts.among("aside", first + 1, last):
        yield "holds aside"
    yield f"commas={min(len(facts.among('comma', first, last)), _MANY)}"
    if facts.among("toll", first, last):
        yield "toll in numbers" if facts.among("number", first, last) else "toll"
    wrongs, fights = among(facts.wrongs, first, last), facts.among("fight", first, last)
    if fights:
        yield "fights"
    if wrongs:
        yield "wrong done" if any(_unfought(fights, i) for i in wrongs) else "wrong fought"


def _unfought(fights: Sequence[int], at: int) -> bool:
    """Whether no fight stands at or closely before word `at`."""
    k = bisect_right(fights, at)
    return k == 0 or fights[k - 1] < at - _NEAR


def _behind(scope: Scope, last: int) -> str:
    """What follows a candidate: a stop, a comma, a word that opens another clause, or the rest of its own."""
    if last >= len(scope.words):
        return "then=stop"
    word = scope.words[last]
    if word.form in _STOPS:
        return "then=stop"
    if word.sort == "mark":
        return "then=comma" if word.form in ("،", ",") else "then=mark"
    if word.form in _ASIDES:
        return "then=aside"
    return "then=and" if word.form.startswith("و") else "then=word"
