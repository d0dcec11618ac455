"""Reading -> clauses: the stretches between commas that are long enough to tell something by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.sentences import Reading

#: A stretch with fewer words than this joins its neighbour: most sentences stay whole, and only long ones are split. Shorter
#: pieces join more passages and join more of them wrongly (measured on two stories told by 6 and 5 articles).
LEAST_WORDS = 20
_BORDERS = {"،", "؛", ",", ":", ";"}


def clauses(reading: Reading) -> Iterator[tuple[int, int]]:
    """The clauses of an article as ranges of its words, half open, in order; captions and datelines tell nothing."""
    for sentence in reading.sentences:
        if reading.paragraphs[sentence.paragraph].role in {"body", "headline", "subhead", "kicker"}:
            yield from _split(reading, sentence.first, sentence.last)


def _split(reading: Reading, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = previous = first
    size = joined = 0
    for i in range(first, last):
        size += reading.words[i].sort != "mark"
        if reading.words[i].form in _BORDERS or i == last - 1:
            if joined >= LEAST_WORDS and size >= LEAST_WORDS:
                yield start, previous
                start, joined = previous, 0
            joined, size, previous = joined + size, 0, i + 1
    if start < previous:
        yield start, previous
