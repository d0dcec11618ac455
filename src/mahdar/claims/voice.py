"""Where words stand -> whose they are: the innermost attribution that holds them, its speaker, fact or document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mahdar.claims.claim import StatedAs
from mahdar.claims.phrases import is_document
from mahdar.quotes import Quotation
from mahdar.sentences import Reading
from mahdar.spans import Anchor, folded


class Voices:
    """The attributions of one article, asked by place."""

    def __init__(self, reading: Reading, quotations: Sequence[Quotation]) -> None:
        self.quotations = tuple(sorted(quotations, key=lambda q: (q.content.start, -q.content.end)))
        self._starts = [q.content.start for q in self.quotations]
        self._text = reading.text

    def of(self, start: int, end: int) -> Quotation | None:
        """The innermost attribution whose content takes in most of `start:end`."""
        best: Quotation | None = None
        for q in reversed(self.quotations[max(0, bisect_right(self._starts, start) - 8) : bisect_right(self._starts, (start + end) // 2)]):
            shared = min(end, q.content.end) - max(start, q.content.start)
            if 2 * shared > end - start and (best is None or q.content.end - q.content.start < best.content.end - best.content.start):
                best = q
        return best

    def within(self, quotation: Quotation) -> list[Quotation]:
        """The attributions that stand inside the content of another."""
        inside = self.quotations[bisect_left(self._starts, quotation.content.start) : bisect_left(self._starts, quotation.content.end)]
        return [q for q in inside if q is not quotation and quotation.content.holds(q.content) and q.content != quotation.content]

    def speaker(self, quotation: Quotation | None) -> tuple[tuple[Anchor, ...], StatedAs]:
        """(who speaks, stated as what) in an attribution; nobody and fact outside of any."""
        if quotation is None:
            return (), "fact"
        who = quotation.name or quotation.speaker
        if who is None:
            return (), "speaker"
        first = folded((quotation.speaker or who).of(self._text)).split()[:1]
        return (who,), "document" if first and is_document(first[0]) else "speaker"
