"""Speakers for all: overt ones to persons, elided ones carried over from the main clause before."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.quotes import subjects
from mahdar.quotes.draft import Draft
from mahdar.quotes.people import People, known_name
from mahdar.quotes.scan import COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, members


def nest(drafts: Sequence[Draft]) -> None:
    """Gives each draft whose cue stands inside another's content the innermost such content as its parent."""
    stack: list[int] = []
    for number, draft in enumerate(drafts):
        at = draft.cue[0] if draft.cue else draft.content[0]
        while stack and not (drafts[stack[-1]].content[0] <= at < drafts[stack[-1]].content[1]):
            stack.pop()
        if stack and draft.cue:
            draft.parent = stack[-1]
            draft.flags.append("nested")
        stack.append(number)


def carry(scan: Scan, known: People, drafts: Sequence[Draft]) -> None:
    """Finds the speaker of every draft, in text order."""
    current: int | None = None  # the speaker of the last main clause
    current_unit = -1
    recent: list[int] = []
    for draft in drafts:
        if draft.speaker is not None:  # found by its own rule (relay, headline, post-posed)
            if draft.parent is None and draft.type != "headline":
                current, current_unit = draft.speaker, scan.unit[draft.content[0]]
                recent.append(current)
            continue
        if draft.cue is None:
            continue
        unit = scan.unit[draft.cue[0]]
        participle = "participle" in draft.flags
        if draft.subject is None and not participle and draft.complement:
            if draft.complement.form.inflected.person == 3:
                draft.subject = _subject(
                    scan, draft.complement.index, draft.complement.slot, draft.parent is not None, draft.complement.form.lemma.addressee
                )
        if draft.subject:
            draft.speaker, way = known_name(known, draft.subject.phrase)
            draft.how = draft.subject.how if way == "name" else way
            if draft.speaker is not None and not known.persons[draft.speaker].gender:
                known.persons[draft.speaker].gender = draft.gender
        else:
            draft.flags.append("elided")
            draft.speaker, draft.how = _elided(scan, known, drafts, draft, current, current_unit, unit, recent)
        if draft.parent is None and draft.speaker is not None:
            current, current_unit = draft.speaker, unit
            recent.append(current)
    first = next((d.speaker for d in drafts if d.speaker is not None and d.parent is None), None)
    for draft in drafts:
        if draft.speaker is None and "elided" in draft.flags:
            draft.speaker, draft.how = first, "cataphora"


def _subject(scan: Scan, cue: int, slot: int, nested: bool, addressee: str) -> subjects.Found | None:
    if nested and addressee == "obj" and scan.forms[cue - 1] in COMPLEMENTISERS:
        return None
    if nested and addressee == "obj" and scan.inside[cue] >= 0 and scan.pairs[scan.inside[cue]].first == cue:
        return None
    if subjects.kana(scan, cue):
        found = subjects.before(scan, cue)
        if found:
            return found
    return subjects.after(scan, cue + 1, slot) or subjects.before(scan, cue)


def _elided(
    scan: Scan,
    known: People,
    drafts: Sequence[Draft],
    draft: Draft,
    current: int | None,
    current_unit: int,
    unit: int,
    recent: Sequence[int],
) -> tuple[int | None, str]:
    if draft.parent is not None:
        siblings = [
            d for d in drafts[draft.parent + 1 :][:12] if d.parent == draft.parent and d.order < draft.order and d.speaker is not None
        ]
        if siblings:
            return siblings[-1].speaker, "carried-over-nested"
        return drafts[draft.parent].speaker, "host-speaker"
    participle = "participle" in draft.flags
    if (participle and current_unit != unit) or not participle:
        found = sentence_subject(scan, known, draft)
        if found is not None:
            return found, "sentence-subject"
    if current is not None and not _agrees(known, current, draft):
        for number in reversed(recent[-12:]):
            if _agrees(known, number, draft):
                return number, "carried-over-by-agreement"
    return current, "carried-over"


def _agrees(known: People, number: int, draft: Draft) -> bool:
    person = known.persons[number]
    if draft.gender == "f" and person.gender == "m" and person.number == "s":
        return False
    return not (draft.gender == "m" and draft.number == "s" and person.gender == "f" and person.kind in ("person", "org", "place"))


def sentence_subject(scan: Scan, known: People, draft: Draft) -> int | None:
    """The subject of the sentence's own first verb, where that verb is no cue: هنأ رئيس الوزراء ... مؤكدا."""
    unit = scan.units[scan.unit[draft.cue[0] if draft.cue else draft.content[0]]]
    cue = draft.cue[0] if draft.cue else draft.content[0]
    for start in (unit.first + 1, unit.first):
        if start >= cue or (start - 1 in scan.cues and start > unit.first):
            continue
        form = scan.forms[start]
        if head(form) is None and form not in known.by_token:
            continue
        if start > unit.first and (scan.forms[start - 1] in members("prep") or head(scan.forms[start - 1])):
            continue
        found = subjects.after(scan, start, min(cue, start + 20))
        if found and found.phrase.kind in ("person", "role", "org", "anon", "place"):
            number, _ = known_name(known, found.phrase)
            return number
    return None
