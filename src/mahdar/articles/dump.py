"""The lines of a text -> its blocks: what each stretch is, by named rules, with nothing but the text to go by.

The order is the policy: what a line shows by itself; what repeats; where the article's own prose begins and ends;
then the lines above it (masthead, kicker, headline, dateline), between it (subheads) and below it (links, forms, scraps).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from mahdar.articles.above import TITLE_WORDS, above
from mahdar.articles.captions import is_caption
from mahdar.articles.cut import cut
from mahdar.articles.datelines import dateline
from mahdar.articles.label import Label, Reading
from mahdar.articles.line import Line, key_of
from mahdar.articles.phrases import Phrase, is_date, phrase
from mahdar.articles.signs import signs
from mahdar.spans import folded

_MASTHEAD = re.compile(r"^[^|:.؟!،]{2,40}\s*[|]$")
_INNER_STOP = re.compile(r"[.؟!]\s+\S")
_PROSE_WORDS, _CLOSED_WORDS = 22, 8
_CAPTION_WORDS, _COPIED_WORDS, _BYLINE_WORDS = 6, 12, 8
_PULLED_WORDS, _PULLED_MOST = 20, 40


_TITLE = Label("headline", "declared title")


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


def read_lines(
    text: str, all_lines: Sequence[Line], *, title: str | None = None, author: str | None = None, own: str | None = None
) -> Reading:
    """The pieces of `text`, whose lines are `all_lines`.

    `title`, `author` and `own` are its headline, its byline and the name of its outlet where they are known beforehand.
    """
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
    outlet = above(all_lines, labels, first, own)
    _pulled(all_lines, labels, first, last)
    below = sum(label is None for label in labels[last + 1 :])
    verse = not prose or below > 2 * len(prose) + 4
    for i, one in enumerate(all_lines):
        if labels[i] is None:
            labels[i] = _between(one, verse=verse) if i <= last or verse else _under(one)
    return cut(text, all_lines, labels, outlet)


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
    if not rest or one.words > TITLE_WORDS - 6:
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


def _pulled(all_lines: Sequence[Line], labels: list[Label | None], first: int, last: int) -> None:
    """A short line between paragraphs that stands word for word in a paragraph was pulled out of it to fill the page."""
    short = [i for i in range(first, min(last, len(all_lines))) if labels[i] is None and 4 <= all_lines[i].words <= _PULLED_WORDS]
    short = [i for i in short if not is_prose(all_lines[i]) and not all_lines[i].closed][:_PULLED_MOST]
    if not short:
        return
    prose = f" {' | '.join(key_of(one.shown) for one in all_lines if is_prose(one))} "
    for i in short:
        if f" {all_lines[i].key} " in prose:
            labels[i] = Label("furniture", "pull quote")


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
