"""A candidate -> how its clause is built: who its subject is, what kind of verb leads it, what stands inside and behind it."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.claims.phrases import word_set
from mahdar.claims.scope import Scope
from mahdar.claims.shapes import marks_of, nation
from mahdar.quotes import Quotation

_REACH = 16  # words of a clause among which its verb stands
_NEAR = 4  # words behind a fight that are what is fought
# What leads a clause, by its sign; the earlier in the clause the more it leads.
_LEADING = frozenset({"wont", "didnt", "must", "need", "copula", "bring", "harm", "aim", "plan", "pledge", "continue", "ready", "agreed"})
_NOT = word_set("negations")
_RELATIVES = word_set("relatives")
_AGENTS, _THINGS = word_set("agents"), word_set("things")
_FIGHTS, _TOLLS, _ASIDES = word_set("fights"), word_set("tolls"), word_set("asides")
_CONTRASTS, _OWN = word_set("contrasts"), word_set("own")
_WRONGS = frozenset({"crime", "meddle", "attack", "fail"})
_PREFIXES = ("وال", "بال", "فال", "لل", "ال", "و", "ف", "ب", "ل")


def built(scope: Scope, first: int, last: int, quotation: Quotation | None) -> Iterator[str]:
    """The features of how the words `first:last` are built."""
    at, verb = _leading(scope, first, min(last, first + _REACH))
    subject = _subject(scope, first, at, last, quotation)
    yield f"verb={verb}"
    yield f"subject={subject}"
    yield f"{subject} {verb}"
    if quotation is not None:
        yield from (f"{cue}>{verb}" for cue in scope.cue(quotation))
    yield from _inside(scope, first, last)
    yield from _behind(scope, last)


def _leading(scope: Scope, first: int, last: int) -> tuple[int, str]:
    """(word, class) of what leads a clause: a negation, a future, a verb of `signs.tsv`; else nothing does."""
    for i in range(first, last):
        form = scope.words[i].form
        if i > first and scope.words[i - 1].form in _RELATIVES:
            continue
        if form in _NOT:
            return i, "not"
        if "will" in marks_of(form):
            return i, "will"
        for sign in scope.signs(i, i + 1):
            if sign in _LEADING:
                return i, sign
        if form.startswith("ي") and len(form) > 3 and not nation(form):
            return i, "does"
    return last, "none"


def _subject(scope: Scope, first: int, at: int, last: int, quotation: Quotation | None) -> str:
    """Whose clause it is: that of the words before what leads it, of those right behind where nothing stands before."""
    before = range(first, at) if at > first else range(first + 1, min(last, first + _NEAR))
    own = scope.sides(quotation) if quotation is not None else frozenset()
    for i in before:
        form = scope.words[i].form
        if form in _RELATIVES:
            break
        signs = scope.signs(i, i + 1)
        if "we" in signs or form in _OWN or "ours" in marks_of(form):
            return "we"
        state = nation(form)
        if state:
            return "own" if state in own else "other"
        if "foe" in signs:
            return "foe"
        bare = _bare(form)
        if bare in _AGENTS:
            return "agent"
        if bare in _THINGS:
            return "thing"
    return "somebody"


def _bare(form: str) -> str:
    lead = next((p for p in _PREFIXES if form.startswith(p) and len(form) - len(p) > 2), "")
    return form[len(lead) :]


def _inside(scope: Scope, first: int, last: int) -> Iterator[str]:
    words = scope.words
    fought: set[int] = set()
    commas = tolls = numbers = 0
    for i in range(first, last):
        form = words[i].form
        if _bare(form) in _FIGHTS:
            fought.update(range(i, i + 1 + _NEAR))
        commas += form in ("،", ",")
        tolls += _bare(form) in _TOLLS
        numbers += words[i].sort == "number"
        if i > first and form in _ASIDES:
            yield "holds aside"
        if form in _CONTRASTS:
            yield "contrast"
    yield f"commas={min(commas, 3)}"
    if tolls:
        yield "toll" if not numbers else "toll in numbers"
    wrongs = {i for i in range(first, last) if _WRONGS.intersection(scope.signs(i, i + 1))}
    if fought:
        yield "fights"
    if wrongs:
        yield "wrong done" if wrongs - fought else "wrong fought"


def _behind(scope: Scope, last: int) -> Iterator[str]:
    """What follows a candidate: a stop, a comma, a word that opens another clause, or the rest of its own."""
    if last >= len(scope.words):
        yield "then=stop"
        return
    word = scope.words[last]
    if word.form in (".", "؛", "!", "؟", "…", ";", ":", "»", "”", "“", '"'):
        yield "then=stop"
    elif word.sort == "mark":
        yield "then=comma" if word.form in ("،", ",") else "then=mark"
    elif word.form in _ASIDES:
        yield "then=aside"
    else:
        yield "then=and" if word.form.startswith("و") else "then=word"
