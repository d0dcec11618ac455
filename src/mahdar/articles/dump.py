"""The lines of a text -> its blocks: what each stretch is, by named rules, with nothing but the text to go by.

The order is the policy: what a line shows by itself; what repeats; where the article's own prose begins and ends;
then the lines above it (masthead, kicker, headline, dateline), between it (subheads) and below it (links, forms, scraps).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from mahdar.articles.article import Role
from mahdar.articles.captions import is_caption
from mahdar.articles.datelines import body_named, credit, dateline, is_credit_line
from mahdar.articles.line import Line, key_of, line
from mahdar.articles.phrases import Phrase, is_date, phrase, tail
from mahdar.articles.signs import signs
from mahdar.spans import folded

_MASTHEAD = re.compile(r"^[^|:.؟!،]{2,40}\s*[|]$")
_DIVIDED = re.compile(r"\s[-–—ـ]|[-–—ـ]\s|[()|/]")
_INNER_STOP = re.compile(r"[.؟!]\s+\S")
_PROSE_WORDS, _CLOSED_WORDS, _TITLE_WORDS = 22, 8, 26
_CAPTION_WORDS, _COPIED_WORDS, _BYLINE_WORDS = 6, 12, 8


class Label(Struct, frozen=True):
    """What a line is, and the rule that says so."""

    role: Role
    rule: str


_TITLE = Label("headline", "declared title")


class Piece(Struct, frozen=True):
    """A labelled stretch of the text."""

    start: int
    end: int
    role: Role
    rule: str


class Reading(Struct, frozen=True):
    """The pieces of a text in order, and the outlet that its own words name."""

    pieces: tuple[Piece, ...]
    outlet: str | None = None


@cache
def _credited_to() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a byline, and what opens the credit of a source, in a folded line."""
    mark = r"\s*[:/|\-–]\s*"
    byline = re.compile(rf"(?:(?:{signs('byline')})(?:{mark}|\s+)|(?:{signs('credit')}){mark})[^\W\d]")
    return byline, re.compile(rf"(?:{signs('source')}){mark}\S")


def is_byline(one: Line) -> bool:
    """Whether a short line says who wrote the article."""
    return one.words <= _BYLINE_WORDS and not one.closed and bool(_credited_to()[0].match(folded(one.shown).lower()))


def is_prose(one: Line) -> bool:
    """Whether a line reads as a paragraph of an article: long, or a whole sentence."""
    return one.words >= _PROSE_WORDS or (one.closed and one.words >= _CLOSED_WORDS)


def read_lines(text: str, all_lines: Sequence[Line], *, title: str | None = None, author: str | None = None) -> Reading:
    """The blocks of `text`, whose lines are `all_lines`; `title` and `author` are its headline and byline where known beforehand."""
    labels: list[Label | None] = [None] * len(all_lines)
    marks: dict[int, Phrase] = {}
    _known(all_lines, labels, title, author)
    _alone(all_lines, labels, marks)
    _repeated(all_lines, labels)
    prose = [i for i, one in enumerate(all_lines) if labels[i] is None and is_prose(one) and not (i == 0 and _opens(all_lines))]
    _below_marks(all_lines, labels, marks, prose)
    prose = [i for i in prose if labels[i] is None]
    first, last = (prose[0], prose[-1]) if prose else (min(1, len(all_lines)), len(all_lines))
    while (more := _next_sentence(all_lines, labels, last)) is not None:
        last = more
    outlet = _above(all_lines, labels, first)
    below = sum(label is None for label in labels[last + 1 :])
    verse = not prose or below > 2 * len(prose) + 4
    for i, one in enumerate(all_lines):
        if labels[i] is None:
            labels[i] = _between(one, verse=verse) if i <= last or verse else _under(one)
    return _pieces(text, all_lines, labels, outlet)


def _next_sentence(all_lines: Sequence[Line], labels: Sequence[Label | None], last: int) -> int | None:
    """The next line below `last` that ends as a sentence, however short; None where the text is over."""
    return next((i for i in range(last + 1, len(all_lines)) if labels[i] is None and all_lines[i].closed and all_lines[i].words > 3), None)


def _known(all_lines: Sequence[Line], labels: list[Label | None], title: str | None, author: str | None) -> None:
    """The headline and the byline that were known before the text was read."""
    for shown, label in ((title, _TITLE), (author, Label("byline", "declared author"))):
        key = key_of(shown) if shown else ""
        place = next((i for i, one in enumerate(all_lines) if key and one.key == key and labels[i] is None), None)
        if place is not None and (label.role == "headline" or not dateline(all_lines[place].shown, whole=True)):
            labels[place] = label


def _opens(all_lines: Sequence[Line]) -> bool:
    """Whether the first line is a title although it ends as a sentence does: short, and no full stop or prose apart from it."""
    one, rest = all_lines[0], all_lines[1:2]
    if not rest or one.words > _TITLE_WORDS - 6:
        return False
    if one.shown.endswith(".") and not one.shown.endswith(".."):
        return rest[0].apart and rest[0].words >= 2 * one.words
    return True


def _alone(all_lines: Sequence[Line], labels: list[Label | None], marks: dict[int, Phrase]) -> None:
    for i, one in enumerate(all_lines):
        if labels[i] is not None:
            continue
        if is_date(one.shown):
            labels[i] = Label("dateline", "date line")
        elif found := phrase(one, first=i == 0):
            labels[i] = Label("furniture", found.rule)
            marks[i] = found
        elif (i or ":" in one.shown) and is_byline(one):
            labels[i] = Label("byline", "byline")
        elif one.words <= _BYLINE_WORDS + 2 and _credited_to()[1].match(folded(one.shown).lower()):
            labels[i] = Label("byline", "source credit")
        elif one.words <= 5 and _MASTHEAD.match(one.shown):
            labels[i] = Label("furniture", "masthead")
        elif (
            i
            and not dateline(one.shown, whole=True)
            and is_caption(one.shown, one.words, sentences=bool(_INNER_STOP.search(one.shown[:-30])))
        ):
            labels[i] = Label("caption", "photo credit")


def _repeated(all_lines: Sequence[Line], labels: list[Label | None]) -> None:
    """A line that stands twice in a row is a picture's caption; a later copy of the first line or of a paragraph is furniture."""
    seen: dict[str, int] = {}
    for i, one in enumerate(all_lines):
        if one.words - one.key.count("#") < 3:
            continue
        before = seen.setdefault(one.key, i)
        if before == i or (labels[i] is not None and labels[before] is not None and labels[i].role != "caption"):  # type: ignore[union-attr]
            continue
        if i == before + 1 and before > 0 and one.words >= _CAPTION_WORDS:
            labels[before] = labels[i] = Label("caption", "doubled line")
        elif labels[i] is None and (before == 0 or labels[before] == _TITLE or one.words >= _COPIED_WORDS):
            labels[i] = Label("furniture", "repeated line")


def _below_marks(all_lines: Sequence[Line], labels: list[Label | None], marks: dict[int, Phrase], prose: Sequence[int]) -> None:
    """Lines under a heading of links are links until prose returns; under the end of the page, everything is furniture."""
    if not prose:
        return
    words = [0]
    for i, one in enumerate(all_lines):
        words.append(words[-1] + (one.words if labels[i] is None and is_prose(one) else 0))
    for at, found in marks.items():
        if found.after == "rest" and words[at] > 2 * (words[-1] - words[at]) and words[at]:
            for i in range(at + 1, len(all_lines)):
                if labels[i] is None:
                    labels[i] = Label("furniture", f"after {found.rule}")
            break
    for at, found in marks.items():
        if found.after != "links" or at < prose[0]:
            continue
        for i in range(at + 1, len(all_lines)):
            if i in marks or (labels[i] is None and (is_prose(all_lines[i]) or all_lines[i].closed)):
                break
            if labels[i] is None:
                labels[i] = Label("furniture", "headline under related links")


def _above(all_lines: Sequence[Line], labels: list[Label | None], first: int) -> str | None:
    """Labels the lines above the first paragraph; returns the outlet that they name."""
    outlet = next(
        (all_lines[i].shown.rstrip("| ") for i, x in enumerate(labels) if x == Label("furniture", "masthead") and i < first), None
    )
    for i in range(min(first, len(all_lines))):
        one = all_lines[i]
        # The first line of all may be a title with a place in it: only a short line with dashes or brackets is a dateline there.
        if (
            labels[i] is None
            and (one.words <= 12 if i else one.words <= 5 and _DIVIDED.search(one.shown))
            and (found := dateline(one.shown, whole=True))
        ):
            labels[i] = Label("byline", "name before a place") if found.credit else Label("dateline", "dateline")
            outlet = outlet or found.outlet
    open_lines = [i for i in range(min(first, len(all_lines))) if labels[i] is None]
    outlet = _masthead(all_lines, labels, open_lines, outlet)
    open_lines = [i for i in open_lines if labels[i] is None]
    if not any(x and x.role == "headline" for x in labels[:first]):
        least = 1 if first < len(all_lines) and all_lines[first].apart else 2
        _titles(all_lines, labels, [i for i in open_lines if least <= all_lines[i].words <= _TITLE_WORDS])
    at = next((i for i, x in enumerate(labels[:first]) if x and x.role == "headline"), None)
    for i in open_lines:
        if labels[i] is None and at is not None:
            labels[i] = Label("kicker", "above the headline") if i < at else _deck(all_lines[i])
    return outlet


def _masthead(all_lines: Sequence[Line], labels: list[Label | None], open_lines: list[int], outlet: str | None) -> str | None:
    """The name of the outlet as the first line of the page, and the slogan under it."""
    if not open_lines or len(open_lines) < 2:
        return outlet
    at = open_lines[0]
    one = all_lines[at]
    named = body_named(one.shown)
    if one.words <= 4 and (named or (outlet and one.key == key_of(outlet))):
        labels[at] = Label("furniture", "masthead")
        outlet = outlet or named
        below = open_lines[1]
        longer = [i for i in open_lines[2:] if all_lines[i].words > all_lines[below].words]
        if below == at + 1 and all_lines[below].words <= 6 and longer and not all_lines[below].apart:
            labels[below] = Label("furniture", "slogan")
    return outlet


def _titles(all_lines: Sequence[Line], labels: list[Label | None], titles: Sequence[int]) -> None:
    """The headline among the title-like lines: the first, unless a longer one follows it, which makes it a kicker."""
    if not titles:
        return
    at = titles[0]
    if len(titles) > 1 and titles[1] == at + 1 and all_lines[at + 1].words > all_lines[at].words:
        under, short = all_lines[at + 1], all_lines[at].words <= 3
        if under.shown.endswith((":", ".")):
            pass  # a lead that opens a list or a scene, no headline
        elif not under.apart or (short and under.words >= 2 * all_lines[at].words):
            labels[at] = Label("kicker", "short line above the headline")
            at += 1
    labels[at] = Label("headline", "first title-like line")


def _deck(one: Line) -> Label:
    """What a line between headline and text is that nothing else has told."""
    if is_credit_line(one.shown):
        return Label("byline", "name beside a name")
    bare = one.words <= 2 and one.shown[0].isalpha() and one.shown[-1].isalpha()
    return Label("furniture", "label under the headline") if bare else Label("subhead", "under the headline")


def _between(one: Line, *, verse: bool) -> Label:
    if verse:
        return Label("body", "verse or list")
    if is_prose(one) or one.closed or one.words > 12:
        return Label("body", "paragraph")
    return Label("subhead", "short line between paragraphs") if one.words else Label("furniture", "ornament")


def _under(one: Line) -> Label:
    if one.closed or one.words > 12:
        return Label("body", "paragraph")
    if one.words <= 4 and dateline(one.shown, whole=True):
        return Label("byline", "agency credit")
    return Label("furniture", "scrap below the last paragraph")


def _pieces(text: str, all_lines: Sequence[Line], labels: Sequence[Label | None], outlet: str | None) -> Reading:
    """The labelled lines as pieces, with datelines, credits and tails cut off the paragraphs that hold them."""
    pieces: list[Piece] = []
    paragraphs = 0
    for one, label in zip(all_lines, labels, strict=True):
        if label is None or label.role != "body":
            found = label or Label("body", "paragraph")
            pieces.append(Piece(one.start, one.end, found.role, found.rule))
            continue
        start, end = one.start, one.end
        if paragraphs < 3 and (head := dateline(one.shown)):
            cut = one.start + head.end
            label_of = Label("byline", "credit at the head") if head.credit else Label("dateline", "dateline at the head")
            pieces.append(_trimmed(text, start, cut, label_of))
            start = pieces[-1].end + len(text[pieces[-1].end : end]) - len(text[pieces[-1].end : end].lstrip())
            outlet = outlet or head.outlet
        paragraphs += 1
        pieces.extend(_ends(text, line(text, start, end), label))
    return Reading(tuple(pieces), outlet)


def _ends(text: str, one: Line, label: Label) -> list[Piece]:
    if cut := tail(one.shown):
        at, rule = cut
        return [_trimmed(text, one.start, one.start + at, label), Piece(one.start + at, one.end, "furniture", rule)]
    at = credit(one.shown) or 0
    if at:
        return [
            _trimmed(text, one.start, one.start + at, label),
            Piece(one.start + at, one.end, "byline", "agency credit"),
        ]
    return [Piece(one.start, one.end, label.role, label.rule)]


def _trimmed(text: str, start: int, end: int, label: Label) -> Piece:
    return Piece(start, start + len(text[start:end].rstrip()), label.role, label.rule)
