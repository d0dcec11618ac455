"""Reading -> Moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mahdar.articles import Published
from mahdar.sentences import Reading
from mahdar.spans import Anchor, content_id
from mahdar.times import context
from mahdar.times.atoms import Atom, atoms
from mahdar.times.draft import Draft
from mahdar.times.grammar import scan
from mahdar.times.masks import merged
from mahdar.times.moment import Moment
from mahdar.times.resolve import Resolved, resolve
from mahdar.times.today import Found, today

# Where an article has no date, its expressions are resolved against two days that share nothing, and only what comes
# out alike is kept.
_PROBES = (date(1991, 1, 2), date(2034, 12, 29))
_NEWS = range(1600, 2200)  # years that a newspaper can be from; a date outside is none


def moments(reading: Reading, published: Published | None, spoken: Sequence[Anchor] = ()) -> tuple[Moment, ...]:
    """The temporal expressions of an article, resolved against its date; `spoken` are the stretches of speech in it."""
    found = drafts(reading)
    said = context.speech(reading, spoken)
    ends = _ends(published)
    days = [today(found, day, said) for day in ends] if ends is not _PROBES else list(ends)
    lines = [_Line(day) for day in days]
    out: list[Moment] = []
    for one in found:
        held = said.holds(one.anchor.start)
        results = [line.resolved(one, held=held) for line in lines]
        moment = _moment(one, results, dated=ends is not _PROBES)
        if moment:
            out.append(moment)
    return tuple(out)


class _Line:
    """One reading of an article as of one day: what was named before is kept for what follows."""

    __slots__ = ("day", "previous", "sentence", "uttered")

    def __init__(self, day: date) -> None:
        self.day = day
        self.previous: date | None = None
        self.uttered: date | None = None
        self.sentence = -1

    def resolved(self, one: Found, *, held: bool) -> Resolved | None:
        """The value of an expression; in direct speech as of the day on which the sentence says that it was spoken."""
        if one.sentence != self.sentence:
            self.sentence, self.uttered = one.sentence, None
        spoken_on = self.uttered if held and self.uttered else self.day
        result = resolve(one.draft, context.Now(spoken_on, self.previous, one.tense, held, one.event))
        if result and result.days and result.granularity in ("day", "part", "minute"):
            self.previous = result.days[0]
            if not held and self.previous <= self.day:
                self.uttered = self.previous
        return result


def drafts(reading: Reading) -> list[Found]:
    """Every expression of an article as read, not yet resolved, in text order."""
    out: list[Found] = []
    ends = {m.inner.end for m in reading.marked if context.is_short(reading, m.inner)}
    for sentence in reading.sentences:
        line = atoms(reading, sentence)
        if not any(a.entries for a in line):
            continue
        for i, end, draft in scan(line):
            if draft.kind == "name":
                continue
            anchor = _anchor(reading, line, i, end)
            if draft.kind == "ref" and reading.text[anchor.start] == "آ":
                continue  # the name آلان folds to the same letters as الآن
            if anchor.end in ends and _may_be_a_name(draft):
                continue  # “روسيا اليوم”
            out.append(Found(anchor, draft, _tense(line, i, end), context.after_event(line, i), sentence.first))
    return out


def _may_be_a_name(draft: Draft) -> bool:
    """Whether the words also make names of outlets and parties: اليوم, الغد, المستقبل and no more."""
    bare = draft.offset in (0, 1) and draft.weekday is None and draft.part is None and draft.day is None
    return bare or (draft.kind == "ref" and draft.loose)


def _tense(line: Sequence[Atom], i: int, end: int) -> context.Tense:
    tense = context.tense(line, i, end)
    return "future" if tense == "open" and context.imperfect(line, i) else tense


def _anchor(reading: Reading, line: Sequence[Atom], i: int, end: int) -> Anchor:
    first, last = reading.words[line[i].first], reading.words[line[end - 1].last - 1]
    start = first.start
    for _ in range(line[i].entries[0].clitic):
        start += 1
        while start < first.end and not reading.text[start].isalnum():
            start += 1
    return Anchor(reading.article, start if start < first.end else first.start, last.end)


def _ends(published: Published | None) -> tuple[date, ...]:
    """The first and last day that the article may be from, once where they are one; the probes where it has no usable date."""
    if published is None:
        return _PROBES
    try:
        days = tuple(date.fromisoformat(end[:10]) for end in (published.first, published.last))
    except ValueError:
        return _PROBES
    if any(day.year not in _NEWS for day in days):
        return _PROBES
    return days[:1] if days[0] == days[1] else days


def _moment(one: Found, results: Sequence[Resolved | None], *, dated: bool) -> Moment | None:
    got = [r for r in results if r is not None]
    if len(got) < len(results):
        return None
    first, last = got[0], got[-1]
    value = merged(one.draft, first.value, last.value)
    if value is None:
        return None
    days = None
    if first.value == last.value:
        days = first.days
    elif dated and first.days and last.days:
        days = min(first.days[0], last.days[0]), max(first.days[1], last.days[1])
    return Moment(
        id=content_id("time", one.anchor.article, one.anchor.start, one.anchor.end),
        anchor=one.anchor,
        type=first.type,
        value=value,
        granularity=first.granularity,
        rule=one.draft.rule,
        basis=first.basis,
        first=days[0].isoformat() if days else None,
        last=days[1].isoformat() if days else None,
        checks=first.checks if first.value == last.value else (),
    )
