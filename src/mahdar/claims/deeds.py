"""What is done by saying -> claims outside of attributions: what was agreed on, asked for, charged with, threatened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mahdar.claims.claim import Claim
from mahdar.claims.clauses import end_of, start_of
from mahdar.claims.phrases import find, stated
from mahdar.claims.speech import claim
from mahdar.claims.voice import Voices
from mahdar.events import Event
from mahdar.sentences import Reading

_KIND = {"AGREE": "agreement", "REQUEST": "demand", "ACCUSE": "accusation", "THREATEN": "warning"}
_TREATY = ("تمديد", "توقيع", "ابرام", "وقع", "ابرم")
# What introduces the content behind each kind of deed.
_INTO = {
    "AGREE": ("علي", "ان", "ل"),
    "REQUEST": ("الي", "علي", "ب", "ان", "ل"),
    "ACCUSE": ("ب", "بان"),
    "THREATEN": ("من", "ب", "بان", "علي", "ان"),
}


def from_events(reading: Reading, starts: Sequence[int], voices: Voices, events: Sequence[Event]) -> list[Claim]:
    """The claims that the events of an article make, and the disagreements and judgements that it states itself."""
    found: list[Claim] = []
    firsts = [s.anchor.start for s in reading.sentences]
    for event in events:
        sentence = reading.sentences[bisect_right(firsts, event.anchor.start) - 1]
        at = bisect_left(starts, event.anchor.start)
        spans, kind = _content(reading, event, at, sentence.last, events)
        for span in spans:
            found.append(claim(reading, voices, span, kind, rule=f"event {event.type}", events=events, parties=event))
    return found + _stated(reading, voices, events)


def _content(reading: Reading, event: Event, at: int, last: int, events: Sequence[Event]) -> tuple[list[tuple[int, int]], str]:
    lemma = event.rule.partition("/")[0]
    if event.mode == "deny":
        return [(at, end_of(reading.words, at, last))], "denial"
    if event.type == "SUPPORT" and lemma in _TREATY:
        return [(at, end_of(reading.words, at, last))], "agreement"
    if event.type not in _KIND or event.status == "denied":
        return [], ""
    begin = _opening(reading, event, at, min(last, at + 14))
    if begin is None:
        return [], ""
    end = end_of(reading.words, begin, last)
    if event.type == "AGREE":
        return _listed(reading, begin, end, events), "agreement"
    return [(begin, end)] if end - begin > 1 else [], _KIND[event.type]


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
        if glued and word.form.startswith(glued) and len(word.form) > 2 and any(e <= word.start for e in ends):
            return i
    if event.type == "ACCUSE" and " noun;" not in event.rule:
        return next((i for i in range(at + 1, last) if reading.words[i].start >= max(ends, default=0)), None)
    return None


def _listed(reading: Reading, begin: int, end: int, events: Sequence[Event]) -> list[tuple[int, int]]:
    """The things agreed on: one at each coordinated event or وعلى."""
    starts = {e.anchor.start for e in events}
    cuts = [begin]
    for i in range(begin + 2, end):
        word = reading.words[i]
        if word.form == "وعلي" or (word.form.startswith("و") and word.start in starts):
            cuts.append(i)
    parts = [(a + 1 if reading.words[a].form == "وعلي" else a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [(a, b) for a, b in parts if b - a > 1]


def _stated(reading: Reading, voices: Voices, events: Sequence[Event]) -> list[Claim]:
    """Disagreements and judgements that the article states in its own voice."""
    found: list[Claim] = []
    for sentence in reading.sentences:
        for hit in find(reading.words, sentence.first, sentence.last, stated()):
            anchor = reading.anchor(hit.first, hit.last)
            if voices.of(anchor.start, anchor.end) is not None or (found and anchor.start < found[-1].anchor.end):
                continue
            begin = start_of(reading.words, hit.first, sentence.first)
            end = end_of(reading.words, hit.last, sentence.last)
            found.append(claim(reading, voices, (begin, end), hit.tells, rule="stated", events=events))
    return found
