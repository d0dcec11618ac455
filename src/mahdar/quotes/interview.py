"""Interviews: the answers between the questions, by the layout that sets the two apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from mahdar.quotes.draft import Draft
from mahdar.quotes.people import People, match
from mahdar.quotes.scan import Scan
from mahdar.quotes.terms import members
from mahdar.spans import folded

_BULLET = re.compile(r"[*•●■□▪►◄◆=\-–—ـ\N{SUBSTITUTE}]+\s*")
_LETTER = re.compile(r"(س|ج|سؤال|السؤال|جواب|الجواب)\s*\d*\s*[:\-–/]\s*")
_LABEL = re.compile(r"([^:؟.،\n]{2,40}?)\s*:\s*")
_PAIRS = 2  # times that a question's mark and its answer's must follow one another
_BARE = 3  # times that an unmarked line of a question must, in an article that calls itself an interview
_HEADING = 10  # words of a heading
_QUESTION = 70  # words of a question


class Turn(Struct, frozen=True):
    """A paragraph as somebody's turn: its words `first:last` behind what it is marked with, and whether it asks.

    `label` is what stands before a colon behind the mark.
    """

    lead: str
    first: int
    last: int
    asks: bool
    label: str = ""


def interviews(scan: Scan, known: People, titles: Sequence[Draft]) -> list[Draft]:
    """The answers of an interview, each paragraph one, said by whoever is asked; nothing where the article is none."""
    turns = _turns(scan)
    layout = _layout(scan, turns)
    if layout is None:
        return []
    asking, answering = layout
    asked = [i for i, t in enumerate(turns) if (t.lead == asking if asking else t.asks)]
    labelled = _labelled(known, answering)
    guest = labelled if labelled is not None else _guest(scan, known, titles, turns[asked[0]].first)
    answers: list[Turn] = []
    for number, question in enumerate(asked):
        final = number + 1 == len(asked)
        between = turns[question + 1 : question + 2 if final else asked[number + 1]]
        if answering:
            between = between[next((i for i, t in enumerate(between) if t.lead == answering), len(between)) :]
        answers += [t for i, t in enumerate(between) if i == 0 or _said(scan, t)]
    voices = {n for t in answers if (n := _labelled(known, t.label)) is not None}
    if len(voices) > 1:
        guest = None  # of several guests each is named before what he says
    told = [(t, speaker) for t in answers if t.last > t.first and (speaker := _labelled(known, t.label, guest)) is not None]
    return [_answer(turn, speaker) for turn, speaker in told]


def _said(scan: Scan, turn: Turn) -> bool:
    """Whether a paragraph that goes on with an answer is a sentence, and no heading of what follows."""
    return turn.last - turn.first > _HEADING or (turn.last < len(scan.forms) and scan.forms[turn.last] in ".!؟")


def _answer(turn: Turn, speaker: int) -> Draft:
    said = Draft(None, (turn.first, turn.last), "indirect", "interview-answer", speaker=speaker, how="interview", order=turn.first)
    said.flags.append("unmarked")
    return said


def _turns(scan: Scan) -> list[Turn]:
    """The paragraphs of the body."""
    reading, found = scan.reading, []
    for paragraph in reading.paragraphs:
        if paragraph.role in ("headline", "kicker") or paragraph.first >= paragraph.last:
            continue
        first, last = reading.sentences[paragraph.first].first, reading.sentences[paragraph.last - 1].last
        text = paragraph.anchor.of(reading.text)
        lead, label, size = _lead(text)
        begin = paragraph.anchor.start + size
        while first < last and reading.words[first].start < begin:
            first += 1
        asks = last - first <= _QUESTION and text.rstrip(' ."»”!').endswith("؟")
        found.append(Turn(lead, *scan.trim(first, last), asks, label))
    return found


def _lead(text: str) -> tuple[str, str, int]:
    """What a paragraph is marked with, the name with a colon behind it, and how many characters they take: *, س:, حداد:."""
    bullet = _BULLET.match(text)
    at = bullet.end() if bullet else 0
    letter = _LETTER.match(text, at)
    if letter:
        return folded(letter[1]).removeprefix("ال")[0], "", letter.end()
    label = _LABEL.match(text, at)
    name = folded(label[1]) if label else ""
    return text[:at].strip() or name, name, label.end() if label else at


def _layout(scan: Scan, turns: Sequence[Turn]) -> tuple[str, str] | None:
    """What marks the questions and what the answers, by the pairs that come again and again."""
    seen: Counter[tuple[str, str]] = Counter()
    for question, answer in pairwise(turns):
        if question.asks and not answer.asks:
            seen[question.lead, answer.lead] += 1
    if not seen:
        return None
    (asking, answering), times = min(seen.items(), key=lambda s: (-s[1], s[0]))
    if asking == answering:
        first = next(t.first for t in turns if t.asks)
        return (asking, answering) if not asking and times >= _BARE and _announced(scan, first) else None
    return (asking, answering) if times >= _PAIRS else None


def _announced(scan: Scan, first: int) -> bool:
    """Whether a word before `first` calls the article an interview."""
    return any(f.removeprefix("ال") in members("interview") for f in scan.forms[:first])


def _labelled(known: People, label: str, otherwise: int | None = None) -> int | None:
    """The person whose name stands before what he says."""
    number = match(known, label.split()) if len(label) > 2 else None
    return otherwise if number is None else number


def _guest(scan: Scan, known: People, titles: Sequence[Draft], first: int) -> int | None:
    """Whoever speaks in the headline, else the person named again and again before the first question."""
    for title in titles:
        if title.speaker is not None and known.persons[title.speaker].kind == "person":
            return title.speaker
    counts = Counter(scan.forms[:first])
    named = [n for n, p in enumerate(known.persons) if p.kind == "person" and p.first < first]
    guest = max(named, key=lambda n: (counts[scan.forms[known.persons[n].last - 1]], -n), default=None)
    return guest if guest is not None and (counts[scan.forms[known.persons[guest].last - 1]] > 1 or _announced(scan, first)) else None
