"""Reading -> Mention."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from msgspec.structs import replace

from mahdar.names.beside import parted
from mahdar.names.consistency import consistent
from mahdar.names.lexicon import lexicon
from mahdar.names.line import Found, Line, Span
from mahdar.names.mention import Mention
from mahdar.names.peel import cores
from mahdar.names.scan import scan
from mahdar.names.seen import Seen, Sight, sight
from mahdar.names.trim import trimmed
from mahdar.sentences import Reading
from mahdar.spans import Anchor, content_id
from mahdar.tags import Tags


def mentions(reading: Reading, tags: Tags | None = None) -> tuple[Mention, ...]:
    """The names and roles of an article, in text order; a role or an event may hold names, names do not overlap.

    `tags` is what a tagger saw in the same reading: the rules take it as one more source of names, so that unknown
    names are found and weak finds of theirs need its consent. Without it the rules speak alone.
    """
    line = _line(reading, tags)
    found: list[Found] = []
    for sentence in reading.sentences:
        found.extend(scan(replace(line, first=sentence.first, last=sentence.last)))
    made = {one.id: one for one in (_mention(reading, each) for each in consistent(reading.words, parted(reading.words, found)))}
    return tuple(sorted(made.values(), key=lambda one: (one.anchor, one.kind)))


def _line(reading: Reading, tags: Tags | None) -> Line:
    """The whole reading as one line, from which those of its sentences are cut."""
    forms = tuple(word.form if word.sort == "word" else "" for word in reading.words)
    counts = Counter(chain.from_iterable(cores(form) for form in forms if form))
    line = Line(
        words=reading.words,
        first=0,
        last=len(reading.words),
        tables=lexicon(),
        text=reading.text,
        forms=forms,
        counts=counts,
        sight={},
        tagged=tags is not None,
        dotted=reading.text.count(" على ") > 3 * reading.text.count(" علي "),
    )
    return (
        replace(line, sight=_trimmed(line, sight(reading.words, tags, counts), [one.last for one in reading.sentences]))
        if tags is not None
        else line
    )


def _trimmed(line: Line, seen: Sight, ends: Sequence[int]) -> Sight:
    """What the tagger saw without what is no name; `ends` are the words behind sentences, and no name goes over one."""
    kept: dict[int, Seen] = {}
    for one in seen.values():
        left = trimmed(line, one)
        if left is not None and bisect_left(ends, left.last) == bisect_right(ends, left.first):
            kept.setdefault(left.first, left)
    return kept


def _mention(reading: Reading, found: Found) -> Mention:
    anchor = _anchor(reading, found.span)
    return Mention(
        id=content_id("mention", reading.article, anchor.start, anchor.end, found.kind),
        anchor=anchor,
        kind=found.kind,
        rule=found.rule,
        phrase=_anchor(reading, found.phrase) if found.phrase else anchor,
        role=_anchor(reading, found.role) if found.role else None,
        acts=found.acts,
        confidence=found.confidence,
    )


def _anchor(reading: Reading, span: Span) -> Anchor:
    """The stretch of text of a span, its clitics left out; a slice always starts at a letter of the text."""
    start, end = reading.words[span.first].start, reading.words[span.last - 1].end
    if span.cut:
        starts = reading.view.starts
        start = start + span.cut if starts is None else starts[bisect_left(starts, start) + span.cut]
    return Anchor(reading.article, start, end)
