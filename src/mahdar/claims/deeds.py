"""Events -> what was agreed on, asked for, charged with, threatened: the words behind the deed that tell it."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.claims.clauses import end_of, stop_of
from mahdar.claims.phrases import BLAME, find, word_set
from mahdar.claims.scope import Scope
from mahdar.events import Event
from mahdar.sentences import Reading, Sentence

_HARM = ("COERCE", "ASSAULT")
_NO_CONTENT = word_set("no_content")
_FEWEST = 2  # words of a content that says something
_REACH = 14  # words behind a deed among which its content begins
_BLAMED = 7  # words before a harm among which it is laid at somebody's door
_PRONOUNS = ("ها", "ه", "هما", "هم")  # what was denied stands before
# What introduces the content behind each kind of deed.
_INTO = {
    "AGREE": ("علي", "ان", "ل"),
    "REQUEST": ("الي", "علي", "ب", "ان", "ل"),
    "ACCUSE": ("ب", "بان"),
    "THREATEN": ("من", "ب", "بان", "علي", "ان"),
    "REJECT": ("ان",),
    "SUPPORT": ("علي",),
}


def contents(scope: Scope, event: Event, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """(source, first, last) of each stretch that may state what a deed was about: its content, and the deed with it."""
    at, last = scope.word(event.anchor.start), sentence.last
    harm = event.type in _HARM and bool(find(scope.words, max(0, at - _BLAMED), at, BLAME))
    begin = _opening(scope.reading, event, at, min(last, at + _REACH)) if event.type in _INTO else None
    if harm or event.mode == "deny" or event.type in ("SUPPORT", "REJECT") or (event.type == "AGREE" and begin is None):
        yield "deed", at, _told(scope, event, at, last)
    if begin is None:
        return
    for source, end in (("content", end_of(scope.words, begin, last)), ("long content", stop_of(scope.words, begin, last))):
        end = scope.up_to_cue(begin, end)
        if sum(w.sort == "word" for w in scope.words[begin:end]) >= _FEWEST:
            yield source, begin, end
    if event.type == "AGREE":
        yield from (("listed", a, b) for a, b in _listed(scope, begin, end_of(scope.words, begin, last)))


def _told(scope: Scope, event: Event, at: int, last: int) -> int:
    """Where a deed with what it did ends: at the first comma where a pronoun stands for its content (نفتها موسكو، ...)."""
    if event.mode == "deny" and scope.words[at].form.endswith(_PRONOUNS):
        comma = next((i for i in range(at + 2, min(last, at + _REACH)) if scope.words[i].form in ("،", ",")), last)
        return min(comma, end_of(scope.words, at, last))
    return end_of(scope.words, at, last)


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
    if event.type in ("ACCUSE", "REJECT") and " noun;" not in event.rule:
        return next((i for i in range(at + 1, last) if reading.words[i].start >= max(ends, default=0)), None)
    return None


def _listed(scope: Scope, begin: int, end: int) -> list[tuple[int, int]]:
    """The things agreed on: one at each coordinated event or وعلى."""
    cuts = [begin]
    for i in range(begin + 2, end):
        word = scope.words[i]
        if word.form == "وعلي" or (word.form.startswith("و") and word.start in scope.begins):
            cuts.append(i)
    if len(cuts) == 1:
        return []
    parts = [(a + 1 if scope.words[a].form == "وعلي" else a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [(a, b) for a, b in parts if b - a > 1]
