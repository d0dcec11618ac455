"""What is done by saying -> claims outside of attributions: what was agreed on, asked for, charged with, threatened."""

from __future__ import annotations

from bisect import bisect_right

from mahdar.claims.claim import Claim
from mahdar.claims.clauses import end_of, start_of
from mahdar.claims.kinds import PROMISES
from mahdar.claims.phrases import BLAME, STATED, find, word_set
from mahdar.claims.scope import Scope
from mahdar.claims.speech import claim
from mahdar.events import Event
from mahdar.sentences import Reading

_KIND = {"AGREE": "agreement", "REQUEST": "demand", "ACCUSE": "accusation", "THREATEN": "warning"}
_HARM = ("COERCE", "ASSAULT")
_JOINT = word_set("joint")
_NO_CONTENT = word_set("no_content")
_CONSENTS = word_set("consents")
_FEWEST = 2  # words of a content that says something
_TREATY = ("تمديد", "توقيع", "ابرام", "وقع", "ابرم")
# What introduces the content behind each kind of deed.
_INTO = {
    "AGREE": ("علي", "ان", "ل"),
    "REQUEST": ("الي", "علي", "ب", "ان", "ل"),
    "ACCUSE": ("ب", "بان"),
    "THREATEN": ("من", "ب", "بان", "علي", "ان"),
}


def from_events(scope: Scope) -> list[Claim]:
    """The claims that the events of an article make, and the disagreements and judgements that it states itself."""
    found: list[Claim] = []
    sentences = scope.reading.sentences
    firsts = [s.anchor.start for s in sentences]
    for event in scope.events:
        last = sentences[bisect_right(firsts, event.anchor.start) - 1].last
        spans, kind = _content(scope, event, scope.word(event.anchor.start), last)
        for span in spans:
            found.append(claim(scope, span, kind, rule=f"event {event.type}", deed=event))
    return found + _stated(scope)


def _content(scope: Scope, event: Event, at: int, last: int) -> tuple[list[tuple[int, int]], str]:
    lemma = event.rule.partition("/")[0]
    if event.mode == "deny":
        return [(at, end_of(scope.words, at, last))], "denial"
    if event.type == "SUPPORT" and lemma in _TREATY:
        return [(at, end_of(scope.words, at, last))], "agreement"
    if event.type in _HARM and _blamed(scope, at):
        return [(at, end_of(scope.words, at, last))], "accusation"
    if event.type not in _KIND or event.status == "denied":
        return [], ""
    begin = _opening(scope.reading, event, at, min(last, at + 14))
    if begin is None:
        return [], ""
    end = end_of(scope.words, begin, last)
    if event.type == "AGREE":
        if lemma in PROMISES or lemma in _CONSENTS:
            kind = "agreement" if lemma in _CONSENTS and len(event.actor) > 1 else "commitment"
            return [(begin, end)] if end - begin > _FEWEST else [], kind
        return (_listed(scope, begin, end), "agreement") if lemma in _JOINT and len(event.actor) != 1 else ([], "")
    fewest = _FEWEST - (event.type == "REQUEST" and " noun;" not in event.rule)
    end = scope.up_to_cue(begin, end)
    return [(begin, end)] if sum(w.sort == "word" for w in scope.words[begin:end]) > fewest else [], _KIND[event.type]


def _blamed(scope: Scope, at: int) -> bool:
    """Whether the harm at word `at` is laid at somebody's door: sanctions because of it, involvement in it."""
    near = scope.words[max(0, at - 7) : at]
    return any(find([w], 0, 1, BLAME) for w in near)


def _opening(reading: Reading, event: Event, at: int, last: int) -> int | None:
    """The word at which the content of a deed begins, its preposition left out."""
    free = [w for w in _INTO[event.type] if len(w) > 1]
    glued = tuple(w for w in _INTO[event.type] if len(w) == 1)
    ends = [a.end for a in (*event.actor, *event.recipient) if a.start > event.anchor.start]
    for i in range(at + 1, last):
        word = reading.words[i]
        if word.form in (".", "؛", ":"):
            return None
        if word.form in free:
            return i + 1 if i + 1 < last else None
        if (
            glued
            and word.form.startswith(glued)
            and len(word.form) > 2
            and word.form not in _NO_CONTENT
            and any(e <= word.start for e in ends)
        ):
            return i
    if event.type == "ACCUSE" and " noun;" not in event.rule:
        return next((i for i in range(at + 1, last) if reading.words[i].start >= max(ends, default=0)), None)
    return None


def _listed(scope: Scope, begin: int, end: int) -> list[tuple[int, int]]:
    """The things agreed on: one at each coordinated event or وعلى."""
    cuts = [begin]
    for i in range(begin + 2, end):
        word = scope.words[i]
        if word.form == "وعلي" or (word.form.startswith("و") and word.start in scope.begins):
            cuts.append(i)
    parts = [(a + 1 if scope.words[a].form == "وعلي" else a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [(a, b) for a, b in parts if b - a > 1]


def _stated(scope: Scope) -> list[Claim]:
    """Disagreements and judgements that the article states in its own voice."""
    found: list[Claim] = []
    reading, words = scope.reading, scope.words
    for sentence in reading.sentences:
        for hit in find(words, sentence.first, sentence.last, STATED):
            anchor = reading.anchor(hit.first, hit.last)
            if scope.voices.of(anchor.start, anchor.end) is not None or (found and anchor.start < found[-1].anchor.end):
                continue
            begin = start_of(words, hit.first, sentence.first)
            end = end_of(words, hit.last, sentence.last)
            found.append(claim(scope, (begin, end), hit.tells, rule="stated"))
    return found
