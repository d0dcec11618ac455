"""The time section: a chart of the days that the outlets name, then every moment by day with its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from mahdar.records.chart import BEFORE, chart, from_day
from mahdar.records.index import Index
from mahdar.records.labels import Label, date_label, day_of, label
from mahdar.records.markup import marked
from mahdar.records.record import ArticleLine, EventLine, TimeLine
from mahdar.records.segments import Mark
from mahdar.records.stretch import stretch_of
from mahdar.records.template import fill
from mahdar.records.wording import bare_words

# How far from a moment its sentence is looked for: longer sentences are cut between words.
REACH = 240
_END = re.compile(r"[.!?؟…]+[\"'”“»’)\]]*(?=\s)|\n")
_CUT = Markup('<span class="cut"></span>')


class Again(Struct, frozen=True):
    """Another outlet that prints the sentence, with the ids of its moments."""

    outlet: Markup
    outlet_key: int
    ids: tuple[str, ...]


class Entry(Struct, frozen=True):
    """One sentence with the moments of a day that it names; `again` are the outlets that print the same words."""

    outlet: Markup
    outlet_key: int
    article: str
    sentence: Markup
    again: tuple[Again, ...] = ()
    label: tuple[Label, ...] = ()


class Day(Struct, frozen=True):
    """One day or period, and the sentences that name it."""

    id: str
    label: Label
    value: str
    count: int
    entries: tuple[Entry, ...]


class Plan(Struct, frozen=True):
    """One sentence that tells what is planned or proposed for after the last article; `id` where no other line leads back."""

    ids: tuple[str, ...]
    day: Label | None
    status: Label
    what: Label
    outlet: Markup
    outlet_key: int
    article: str
    sentence: Markup


def times(index: Index) -> Markup:
    """The section."""
    before, lines = _apart(index)
    days = days_of(index, lines)
    plans = plans_of(index)
    return fill(
        "times.html.j2",
        background=_background(index, before),
        days=days,
        other=other_of(index),
        chart=chart(index.whole) if index.part == 1 else Markup(""),
        plans=tuple(p for p in plans if p.day),
        someday=tuple(p for p in plans if not p.day),
    )


def _apart(index: Index) -> tuple[list[TimeLine], list[TimeLine]]:
    """The moments on the calendar: those that lie before what the chart shows of the story, and the others."""
    issued = [d for a in index.whole.record.articles if a.published and (d := day_of(a.published.value))]
    first = from_day(min(issued), -BEFORE).isoformat() if issued else ""
    before, rest = list[TimeLine](), list[TimeLine]()
    for line in index.record.times:
        period = index.period(line)
        if period:
            (before if period[1] < first else rest).append(line)
    return before, rest


def _background(index: Index, lines: Sequence[TimeLine]) -> tuple[Entry, ...]:
    """The sentences that name days long before the story, each once with all of these, in the order of the calendar."""
    ordered = sorted(lines, key=lambda line: index.period(line) or ("", ""))
    found = []
    for entry, group in _entries(index, ordered):
        values = dict.fromkeys(date_label(line.value[:10] if day_of(line.value) else line.value) for line in group)
        found.append(replace(entry, label=tuple(values)))
    return tuple(found)


def plans_of(index: Index) -> tuple[Plan, ...]:
    """What is ahead, a sentence once; what has no day to come stands last."""
    groups: defaultdict[tuple[str, int, int], list[EventLine]] = defaultdict(list)
    for line in index.ahead:
        at = line.trigger
        groups[at.article, *sentence_around(index.articles[at.article], at.start, at.end)].append(line)
    stepped = {name for one in index.record.lifecycles for step in one.steps for name in step.events}
    return tuple(_plan(index, article, start, end, lines, stepped) for (article, start, end), lines in groups.items())


def _plan(index: Index, article: str, start: int, end: int, lines: Sequence[EventLine], stepped: set[str]) -> Plan:
    first = lines[0]
    here = [Mark(e.trigger.start, e.trigger.end, "here", href=f"#w-{e.id}") for e in lines]
    published = index.articles[article].published
    ahead = stretch_of(first.date or "")
    told = ahead and (published is None or ahead.last > published.value)
    return Plan(
        ids=tuple(e.id for e in lines if e.id not in stepped),
        day=date_label(first.date or "") if told else None,
        status=label(f"stage.{'planned' if first.status == 'planned' else 'proposed'}"),
        what=label(f"event.{first.event}"),
        outlet=index.outlet(article),
        outlet_key=index.outlet_key(article),
        article=f"article-{index.numbers[article]}",
        sentence=Markup("<bdi>{}</bdi>").format(marked(index.articles[article].text, here, start=start, end=end)),
    )


def days_of(index: Index, lines: Sequence[TimeLine] | None = None) -> tuple[Day, ...]:
    """The days and periods that these moments name, all of the record where none are given, in the order of the calendar, longer first."""
    groups: defaultdict[tuple[str, str], list[TimeLine]] = defaultdict(list)
    for line in index.record.times if lines is None else lines:
        period = index.period(line)
        if period:
            groups[period].append(line)
    ordered = sorted(groups.items(), key=lambda g: (g[0][0], _backwards(g[0][1])))
    return tuple(_day(index, first, last, lines) for (first, last), lines in ordered)


def other_of(index: Index) -> tuple[tuple[Label, tuple[Entry, ...]], ...]:
    """Durations and repetitions, then moments that no calendar holds."""
    rest = [line for line in index.record.times if not index.period(line)]
    spans = [line for line in rest if line.type in {"DURATION", "SET"}]
    vague = [line for line in rest if line.type not in {"DURATION", "SET"}]
    named = (("durations", spans), ("vague", vague))
    return tuple((label(key), tuple(entry for entry, _ in _entries(index, lines))) for key, lines in named if lines)


def _backwards(value: str) -> tuple[int, ...]:
    return tuple(-ord(c) for c in value)


def _day(index: Index, first: str, last: str, lines: Sequence[TimeLine]) -> Day:
    values = {line.value[:10] if day_of(line.value) else line.value for line in lines}
    value = first if first == last else values.pop() if len(values) == 1 else f"{first}/{last}"
    return Day(
        id=f"day-{first}" if first == last else f"day-{first}-{last}",
        label=date_label(value, weekday=True),
        value=value,
        count=len(lines),
        entries=tuple(entry for entry, _ in _entries(index, lines)),
    )


def _entries(index: Index, lines: Sequence[TimeLine]) -> Iterator[tuple[Entry, Sequence[TimeLine]]]:
    """The sentences of these moments with them; moments of one sentence share it, and so do outlets that print the same words."""
    groups: defaultdict[tuple[str, int, int], list[TimeLine]] = defaultdict(list)
    for line in lines:
        article = index.articles[line.article]
        groups[line.article, *sentence_around(article, line.start, line.end)].append(line)
    printed: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for article_id, start, end in groups:
        printed[bare_words(index.articles[article_id].text[start:end])].append((article_id, start, end))
    for places in printed.values():
        entry = _entry(index, *places[0], groups[places[0]])
        again = tuple(Again(index.outlet(at[0]), index.outlet_key(at[0]), tuple(t.id for t in groups[at])) for at in places[1:])
        yield replace(entry, again=again), groups[places[0]]


def _entry(index: Index, article: str, start: int, end: int, lines: Sequence[TimeLine]) -> Entry:
    text = index.articles[article].text
    here = [Mark(line.start, line.end, "here", id=line.id, href=f"#w-{line.id}") for line in lines]
    words = marked(text, here, start=start, end=end)
    cut_before = start > 0 and text[start - 1] == " " and not _END.search(text, max(0, start - 4), start + 1)
    return Entry(
        outlet=index.outlet(article),
        outlet_key=index.outlet_key(article),
        article=f"article-{index.numbers[article]}",
        sentence=Markup("<bdi>{}{}</bdi>").format(_CUT if cut_before else "", words),
    )


def sentence_around(article: ArticleLine, start: int, end: int) -> tuple[int, int]:
    """The stretch of the sentence that holds `start:end`: within its block, and within reach."""
    blocks = article.blocks
    at = bisect_right(blocks, start, key=lambda b: b.start) - 1
    inside = at >= 0 and blocks[at].end >= end
    first, last = (blocks[at].start, blocks[at].end) if inside else (0, len(article.text))
    near, far = max(first, start - REACH), min(last, end + REACH)
    text = article.text
    before = [m.end() for m in _END.finditer(text, near, start)]
    after = _END.search(text, end, far)
    begin = before[-1] if before else near if near == first else _next_space(text, near, start)
    stop = after.end() if after else far if far == last else text.rfind(" ", end, far)
    while begin < start and text[begin].isspace():
        begin += 1
    stop = max(stop, end)
    while stop > end and text[stop - 1].isspace():
        stop -= 1
    return begin, stop


def _next_space(text: str, near: int, start: int) -> int:
    found = text.find(" ", near, start)
    return near if found < 0 else found
