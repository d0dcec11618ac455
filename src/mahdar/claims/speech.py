"""What is said -> claims: each clause of an attribution by its events, its words and the cue that brings it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from mahdar.claims.claim import Claim
from mahdar.claims.clauses import clauses, stops_between
from mahdar.claims.phrases import KINDS, ROOM, find, issue, word_set
from mahdar.claims.scope import Scope
from mahdar.events import Event
from mahdar.quotes import Quotation
from mahdar.spans import Anchor, content_id, table

# What an event of the clause makes of it; the lemmas are those of the rule that found the event.
_BY_EVENT = {"THREATEN": "warning", "ACCUSE": "accusation", "REQUEST": "demand"}
_REPORTED = frozenset({"ASSAULT", "COERCE", "CONSULT"})
_HELP = frozenset({"AID", "COOPERATE", "SUPPORT", "RETREAT", "CONCEDE"})
# A future verb, unless it foretells what nobody brings about; words that only look like one are in the same set.
_WILL = re.compile(r"[وف]?س[تين][^\W\d_]{3,}")
_FORETOLD = word_set("foretold")
_STRESSES = word_set("stresses")
# Must and need ask something of somebody only where the sentence names whom; otherwise they weigh.
_NEED = "need"
PROMISES = word_set("promises")
# A clause of so many words that tells no kind leads up to the next one.
_LEADING = 8
_ORDER = ("denial", "warning", "agreement", "disagreement", "commitment", "demand", "accusation", "assessment")


@cache
def _polarities() -> dict[str, str]:
    return {row["polarity"]: row["kind"] for row in table(ROOM, "polarities.tsv")}


def from_quotations(scope: Scope) -> list[Claim]:
    """The claims that the attributions of an article hold, each clause taken by the innermost one."""
    found: list[Claim] = []
    voices, words = scope.voices, scope.words
    for quotation in voices.quotations:
        first, last = scope.word(quotation.content.start), scope.word(quotation.content.end)
        inner = frozenset(scope.word(q.anchor.start) for q in voices.within(quotation))
        parts = [(a, b) for a, b in clauses(words, first, last, inner) if voices.of(words[a].start, words[b - 1].end) is quotation]
        for a, b, kind, rule in _joined(parts, scope, quotation):
            found.append(claim(scope, (a, b), kind, rule=rule))
    return found


def _joined(parts: Sequence[tuple[int, int]], scope: Scope, quotation: Quotation) -> Iterator[tuple[int, int, str, str]]:
    """(first, last, kind, rule) of each statement: a clause that tells no kind belongs to its neighbour in the sentence."""
    open_one: tuple[int, int, str, str] | None = None
    for a, b in parts:
        kind, rule = _kind(scope, a, b, quotation)
        if open_one is None or a - open_one[1] > 3 or (stops_between(scope.words, open_one[1], a) and kind != open_one[2]):
            if open_one is not None and open_one[2]:
                yield open_one
            open_one = (a, b, kind, rule)
        elif not kind or kind == open_one[2] or (not open_one[2] and open_one[1] - open_one[0] <= _LEADING):
            open_one = (open_one[0], b, kind or open_one[2], rule or open_one[3])
        else:
            if open_one[2]:
                yield open_one
            open_one = (a, b, kind, rule)
    if open_one is not None and open_one[2]:
        yield open_one


def _kind(scope: Scope, a: int, b: int, quotation: Quotation) -> tuple[str, str]:
    """The kind of a clause and the rule that told it; empty where it only reports.

    A denial or a warning tells over everything else; of other kinds the one told first.
    """
    told = [(scope.words[hit.first].start, hit.tells) for hit in find(scope.words, a, b, KINDS)]
    inside = scope.deeds(a, b)
    told += [(e.anchor.start, _of_event(e)) for e in inside if _of_event(e)]
    told += [(w.start, "commitment") for w in scope.words[a:b] if _WILL.match(w.form) and w.form.lstrip("وف") not in _FORETOLD]
    asked = any(kind == "demand" for _, kind in told)
    told = [(at, kind if kind != _NEED else "demand" if asked else _weighed(scope, a, b)) for at, kind in told]
    base = _polarities().get(quotation.polarity, "")
    if base == "demand" and quotation.cue is not None and scope.plain(quotation.cue) in _STRESSES:
        base = ""
    strong = next((kind for kind in ("denial", "warning") if any(k == kind for _, k in told)), "")
    if base:
        return ("warning", "words over cue") if base == "demand" and strong == "warning" else (base, "cue")
    if strong:
        return strong, "words"
    if told:
        return min(told, key=lambda t: (t[0], _ORDER.index(t[1])))[1], "words"
    # What is said and reports neither a figure nor an attack, arrest or meeting that took place is how the speaker sees things.
    reports = any(e.status in ("happened", "past") and e.type in _REPORTED for e in inside)
    reports = reports or b - a < 4 or any(w.sort == "number" for w in scope.words[a:b])
    return ("", "") if reports else ("assessment", "speech")


def _weighed(scope: Scope, a: int, b: int) -> str:
    """What must and need make of a clause: we must is a promise, must with someone else's deed a demand, else a judgement."""
    words = scope.words[a:b]
    if any(first.form in ("ان", "علينا") and then.form.startswith("ن") and len(then.form) > 3 for first, then in pairwise(words)):
        return "commitment"
    return "demand" if any(e.actor for e in scope.deeds(a, b)) else "assessment"


def _of_event(event: Event) -> str:
    lemma = event.rule.partition("/")[0]
    if event.status == "denied":
        return ""
    if event.status == "planned" and event.type in _HELP and " imperfect;" in event.rule:
        return "commitment"
    if event.type == "AGREE":
        if lemma in PROMISES:
            return "commitment"
        return "agreement" if event.status == "happened" and len(event.actor) > 1 else ""
    return _BY_EVENT.get(event.type, "")


def claim(scope: Scope, words: tuple[int, int], kind: str, *, rule: str, deed: Event | None = None) -> Claim:
    """The claim that the words `first:last` of the article state."""
    first, last = words
    anchor = scope.reading.anchor(first, last)
    said_by, stated_as = scope.voices.speaker(scope.voices.of(anchor.start, anchor.end))
    about = issue(scope.words, first, last) or issue(scope.words, max(0, first - 12), min(len(scope.words), last + 12))
    inside = deed or next((e for e in scope.deeds(first, last) if e.actor), None)
    by, to = _parties(kind, inside, said_by)
    return Claim(
        id=content_id("claim", anchor.article, anchor.start, anchor.end, kind),
        anchor=anchor,
        kind=kind,  # type: ignore[arg-type]  # the tables hold kinds only
        rule=rule,
        issue=about,
        by=by,
        to=to,
        said_by=said_by,
        stated_as=stated_as,
        evidence=(anchor,),
    )


def _parties(kind: str, event: Event | None, said_by: tuple[Anchor, ...]) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """(who makes the claim, to whom): the event's parties where it is their deed, the speaker for a judgement."""
    if kind == "assessment":
        return said_by, ()
    if event is not None:
        if kind in ("agreement", "disagreement"):
            return (*event.actor, *event.recipient), ()
        if event.type in ("ACCUSE", "REQUEST", "THREATEN", "AGREE", "REJECT"):
            return event.actor, event.recipient
        if kind == "accusation":
            return said_by, event.actor
    return said_by, event.actor if event and kind in ("demand", "warning") else ()
