"""Quotation marks of one article, read together: kinds, direction, reversal, imbalance, nesting.

The direction of a mark is a habit of the article, not of the character: one outlet writes “…”, another ”…“, a
third the same mark at both ends. So each mark is first judged by what stands on either side of it, the clear cases
of the article teach what its glyphs do, and only then are marks paired, within a paragraph or over its break.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from mahdar.sentences.reading import Marked
from mahdar.spans import Anchor

_ENTITY = r"&(?:quot|laquo|raquo|ldquo|rdquo|#34|#171|#187|#822[01]);"
_MARK = re.compile(rf"[«»“”„‟\"＂]|{_ENTITY}|(?<!['’])''(?!['’])")
_GUILLEMETS = {"«", "»", "&laquo;", "&raquo;", "&#171;", "&#187;"}
_CURLY = {"“", "”", "„", "‟", "&ldquo;", "&rdquo;", "&#8220;", "&#8221;"}
# What a glyph does where an article gives no evidence of its own; straight marks do either.
_USUAL = {"«": 1, "»": -1, "“": 1, "”": -1, "„": 1, "&laquo;": 1, "&raquo;": -1, "&ldquo;": 1, "&rdquo;": -1, "&#8220;": 1, "&#8221;": -1}
_ENDS = ".!؟?…؛"
_OPENS_AFTER = ":([{-–—،,/" + _ENDS
# Clitics that a writer glues to the mark: ب« ل« و« لـ" بال".
_GLUED = re.compile(r"(?:^|[\s(\[])(?:[وف]?[بلك](?:ال)?|[وف](?:ال)?|ال)ـ*$")
_HALT = re.compile(r"[.!؟?](?=\s|$)")
_FURTHEST = 8  # paragraphs over which an open quotation may run


class _Mark(Struct):
    start: int
    end: int
    glyph: str
    family: str
    leaning: int  # what its surroundings say: 2 surely opens, -2 surely closes, 0 either


def marks(article: str, text: str, spans: Sequence[tuple[int, int]]) -> list[Marked]:
    """The stretches in quotation marks of the paragraphs `spans` of one article, in text order."""
    paragraphs = [_found(text, start, end) for start, end in spans]
    habits = _habits([mark for paragraph in paragraphs for mark in paragraph])
    found: list[Marked] = []
    pending: tuple[_Mark, int] | None = None  # an opener that its paragraph left open, and that paragraph's number
    for number, paragraph in enumerate(paragraphs):
        pairs, left, strays = _paired(text, paragraph, habits)
        if pending and strays and number - pending[1] <= _FURTHEST and (not pairs or strays[0].start < pairs[0][0].start):
            found += _marked(article, text, pending[0], strays[0])
            pending = None
        for opening, closing, depth in pairs:
            found += _marked(article, text, opening, closing, depth=depth)
        if left:
            if pending:
                found += _given_up(article, text, pending, spans, paragraphs, number)
            for mark in left[:-1]:
                found += _open(article, text, mark, spans[number][1], paragraph)
            pending = (left[-1], number)
        elif pending and (pairs or number - pending[1] >= _FURTHEST):
            found += _given_up(article, text, pending, spans, paragraphs, number)
            pending = None
    if pending:
        found += _open(article, text, pending[0], spans[pending[1]][1], paragraphs[pending[1]])
    return sorted(found, key=lambda m: (m.outer.start, -m.outer.end))


def _given_up(
    article: str,
    text: str,
    pending: tuple[_Mark, int],
    spans: Sequence[tuple[int, int]],
    paragraphs: Sequence[Sequence[_Mark]],
    number: int,
) -> list[Marked]:
    """A mark left open: to the end of its paragraph where the next one, `number`, opens again with it, else of its clause."""
    opening, at = pending
    following = paragraphs[number]
    start = spans[number][0]
    again = number == at + 1 and bool(following) and following[0].glyph == opening.glyph and not text[start : following[0].start].strip()
    if again and not any(m.start > opening.start for m in paragraphs[at]):
        end = spans[at][1]
        return _marked(article, text, opening, _Mark(end, end, "", opening.family, -2))
    return _open(article, text, opening, spans[at][1], paragraphs[at])


def _found(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of one paragraph, each judged by what stands on either side."""
    return [
        _Mark(
            m.start(),
            m.end(),
            m[0],
            "guillemet" if m[0] in _GUILLEMETS else "curly" if m[0] in _CURLY else "straight",
            _leaning(text, m, start, end),
        )
        for m in _MARK.finditer(text, start, end)
    ]


def _leaning(text: str, mark: re.Match[str], start: int, end: int) -> int:
    """What stands on either side says of a mark: 2 it opens, -2 it closes, less where that is not sure."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    inward = after.isalnum() or after in "([{#@"  # the next letter touches the mark
    outward = before.isalnum() or before in ")]}%" or "\u064b" <= before <= "\u0652"
    if outward and _GLUED.search(text[max(start, mark.start() - 6) : mark.start()]):
        return 2 if inward else 1
    if text[max(start, mark.start() - 2) : mark.start()].rstrip().endswith(":"):
        return 2
    if before in _ENDS and not inward:
        return -2
    if before.isspace() or before in _OPENS_AFTER or mark.start() == start:
        if inward:
            return 2
        return 0 if after.isspace() else -1
    if outward:
        return 0 if inward else -2
    return 0


def _habits(found: Sequence[_Mark]) -> dict[str, int]:
    """For each glyph what it does in this article: 1 opens, -1 closes, 0 either."""
    seen: dict[str, list[int]] = {}
    for mark in found:
        count = seen.setdefault(mark.glyph, [0, 0])
        if abs(mark.leaning) == 2:
            count[mark.leaning < 0] += 1
    habits: dict[str, int] = {}
    for glyph, (opens, closes) in seen.items():
        usual = _USUAL.get(glyph, 0)
        if opens and not closes:
            habits[glyph] = 1 if usual else 0
        elif closes and not opens:
            habits[glyph] = -1 if usual else 0
        elif opens + closes == 0 or opens > 3 * closes or closes > 3 * opens:
            habits[glyph] = usual
        else:
            habits[glyph] = 0
    return habits


def _paired(
    text: str, paragraph: Sequence[_Mark], habits: dict[str, int]
) -> tuple[list[tuple[_Mark, _Mark, int]], list[_Mark], list[_Mark]]:
    """The pairs of one paragraph with their depth, the openers left open, and the closers that nothing opened."""
    pairs: list[tuple[_Mark, _Mark, int]] = []
    stack: list[_Mark] = []
    strays: list[_Mark] = []
    left = sum(m.family == "straight" for m in paragraph)
    for mark in paragraph:
        left -= mark.family == "straight"
        verdict = 2 * mark.leaning + habits[mark.glyph] if abs(mark.leaning) == 2 else mark.leaning + 2 * habits[mark.glyph]
        same = [i for i in range(max(0, len(stack) - 3), len(stack)) if stack[i].family == mark.family]
        opens = verdict > 0 or (verdict == 0 and not same)
        if mark.leaning == 0 and same:
            opens = False  # between spaces with one open: it closes, whichever glyph it is
        elif opens and same and mark.family == "straight" and left % 2 == 0:
            opens = False  # straight marks hardly nest: an even rest pairs up by itself
        if opens:
            if same and mark.family != "guillemet" and _ended(text, mark.start):
                # A mark that opens again after a full stop goes on with the same speech: the one before it ends there.
                opening = stack.pop(same[-1])
                pairs.append((opening, _Mark(mark.start, mark.start, "", mark.family, -2), len(stack)))
            stack.append(mark)
        elif same:
            opening = stack.pop(same[-1])
            pairs.append((opening, mark, len(stack)))
        elif stack and mark.family != "straight" and stack[-1].family != "straight" and len(stack) == 1 and verdict < 0:
            pairs.append((stack.pop(), mark, 0))
        else:
            strays.append(mark)
    return sorted(pairs, key=lambda p: p[0].start), stack, strays


def _ended(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip()
    return bool(before) and before[-1] in ".!؟?…"


def _open(article: str, text: str, mark: _Mark, end: int, paragraph: Sequence[_Mark]) -> list[Marked]:
    """A mark never closed, as a stretch up to the end of its clause."""
    following = bisect_left([m.start for m in paragraph], mark.end)
    if following < len(paragraph):
        end = min(end, paragraph[following].start)
    halt = _HALT.search(text, mark.end, end)
    stop = halt.start() if halt else end
    return _marked(article, text, mark, _Mark(stop, stop, "", mark.family, -2), closed=False)


def _marked(article: str, text: str, opening: _Mark, closing: _Mark, *, depth: int = 0, closed: bool = True) -> list[Marked]:
    """The stretch between two marks, without the spaces at its ends; none where nothing is left."""
    first, last = opening.end, closing.start
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first >= last:
        return []
    outer = Anchor(article, opening.start, max(closing.end, last))
    return [Marked(Anchor(article, first, last), outer, closed=closed, depth=depth)]
