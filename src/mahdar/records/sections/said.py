"""Who said what: the lines by speaker, most lines first, in the order of their articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.labels import Label, label
from mahdar.records.marks import name_id
from mahdar.records.markup import marked
from mahdar.records.record import QuotationLine
from mahdar.records.sections.wordings import Remark, remarks
from mahdar.records.segments import Mark
from mahdar.records.template import fill

# Below this chance a line says so before it is opened.
LOW = 0.5


class Fact(Struct, frozen=True):
    """One thing that is known of a line: shown on demand."""

    name: Label
    value: Markup


class Line(Struct, frozen=True):
    """One statement as the page shows it."""

    id: str
    number: int
    words: Markup
    cue: Markup
    type: Label
    polarity: Label
    asserts: bool
    named_at: str
    parent: str
    within: Markup
    low: bool
    facts: tuple[Fact, ...]


class Batch(Struct, frozen=True):
    """The lines of one speaker in one article."""

    article: str
    outlet: Markup
    outlet_key: int
    date: Label
    lines: tuple[Line, ...]


class Speaker(Struct, frozen=True):
    """One speaker with everything that is reported of it."""

    id: str
    name: Markup
    role: Markup
    actor: str
    count: int
    outlets: int
    batches: tuple[Batch, ...]
    remarks: tuple[Remark, ...]


def said(index: Index) -> Markup:
    """The section; its filter offers the outlets and speakers that have lines."""
    worded = remarks(index.whole)
    opens = {lines[0].id for _, lines in index.whole.voices}
    speakers = tuple(
        _speaker(index, name, lines, worded.get(index.speaker_key(lines[0]), ()) if lines[0].id in opens else ())
        for name, lines in index.voices
    )
    return fill("said.html.j2", speakers=speakers, outlets=index.outlets)


def _speaker(index: Index, name: str, lines: Sequence[QuotationLine], worded: tuple[Remark, ...]) -> Speaker:
    batches = [_batch(index, article, tuple(group)) for article, group in groupby(lines, key=lambda q: q.article)]
    return Speaker(
        id=name,
        name=index.speaker_label(lines[0]),
        role=_role(index, lines),
        actor=lines[0].actor if lines[0].actor in index.actors else "",
        count=len(lines),
        outlets=len({b.outlet_key for b in batches}),
        batches=tuple(batches),
        remarks=worded,
    )


def _role(index: Index, lines: Sequence[QuotationLine]) -> Markup:
    """The title most often given to the speaker, as printed; the first of equals."""
    titles = Counter(index.articles[q.article].text[q.role.start : q.role.end] for q in lines if q.role)
    return Markup("<bdi>{}</bdi>").format(titles.most_common(1)[0][0]) if titles else Markup("")


def _batch(index: Index, article: str, lines: Sequence[QuotationLine]) -> Batch:
    return Batch(
        article=f"article-{index.numbers[article]}",
        outlet=index.outlet(article),
        outlet_key=index.outlet_key(article),
        date=index.date(article),
        lines=tuple(_line(index, q) for q in lines),
    )


def _line(index: Index, q: QuotationLine) -> Line:
    parent = index.quotations.get(q.parent or "")
    return Line(
        id=q.id,
        number=index.numbers[q.id],
        words=words(index.articles[q.article].text, q),
        cue=index.words(q.article, q.cue.start, q.cue.end) if q.cue else Markup(""),
        type=label(f"type.{q.type}"),
        polarity=label(f"polarity.{q.polarity}"),
        asserts=q.polarity == "asserts",
        named_at="" if q.speaker else name_id(q),
        parent=parent.id if parent else "",
        within=index.speaker_label(parent) if parent else Markup(""),
        low=q.confidence < LOW,
        facts=tuple(_facts(index, q)),
    )


def words(text: str, q: QuotationLine) -> Markup:
    """The words of a line; what stood in quotation marks is marked so, and shows marks where the slice left them out."""
    start, end = q.content.start, q.content.end
    marks = []
    for span in q.quoted or ((q.content,) if q.type == "direct" else ()):
        first, last = max(span.start, start), min(span.end, end)
        sides = " opens" * (first == start) + " closes" * (last == end)
        marks.append(Mark(first, last, f"verbatim{sides}"))
    return Markup("<bdi>{}</bdi>").format(marked(text, marks, start=start, end=end))


def _facts(index: Index, q: QuotationLine) -> Iterator[Fact]:
    text = index.articles[q.article].text
    yield Fact(label("how"), Markup("{}").format(label(f"how.{q.how}")))
    if q.speaker:
        yield Fact(label("written"), index.words(q.article, q.speaker.start, q.speaker.end))
    for key, span in (("role", q.role), ("to-whom", q.addressee), ("venue", q.venue)):
        if span:
            yield Fact(label(key), index.words(q.article, span.start, span.end))
    if q.alternatives:
        readings = (Markup("<bdi>{}</bdi> {:.0%}").format(text[a.start : a.end], a.confidence) for a in q.alternatives)
        yield Fact(label("others"), Markup("، ").join(readings))
    yield Fact(label("confidence"), Markup("{:.0%}").format(q.confidence))
    if q.flags:
        yield Fact(label("flags"), Markup("، ").join(Markup("{}").format(label(f"flag.{flag}")) for flag in q.flags))
    yield Fact(label("rule"), Markup('<code dir="ltr">{}</code>').format(q.rule))
    yield Fact(label("place"), Markup('<code dir="ltr">[{}:{}]</code>').format(q.content.start, q.content.end))
