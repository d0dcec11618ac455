"""An HTML page -> the text of its article, as the source from now on. Loads trafilatura and justext: import it when needed.

trafilatura finds the article in the page; justext, with its Arabic stop words, judges every paragraph of the page and
is the second opinion: it brings back a first paragraph that stands outside the article's own box, the headings that
trafilatura leaves out, and the lines between the headline and the text, and speaks alone where trafilatura finds
next to nothing. Why both: `docs/decisions/libraries.md`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import justext.core
import lxml.html
from justext.paragraph import Paragraph
from lxml.etree import ParserError
from lxml.html import HtmlElement
from msgspec import Struct
from trafilatura import bare_extraction

from mahdar.articles.captions import is_caption
from mahdar.articles.datelines import dateline
from mahdar.articles.dump import is_byline
from mahdar.articles.line import key_of, line
from mahdar.articles.markup import Markup, markup
from mahdar.articles.phrases import is_date, phrase

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENOUGH = 200  # characters below which trafilatura has found next to nothing
_MOST_PARAGRAPHS = 2_000  # justext compares each with its neighbours up to the next long one; no article begins behind so many
_HEAD_REACH = 25  # paragraphs between a headline and its text
# Lengths and stop-word shares at which justext judged Arabic pages best; see docs/decisions/libraries.md.
_JUSTEXT = (40, 120, 0.10, 0.15, 0.2, False)


class Page(Struct, frozen=True):
    """The article of a page: its text, a paragraph apart from the next by an empty line, and what the markup says.

    `title` and `author` stand in the text as they are given here, where they are given.
    """

    text: str
    said: Markup
    title: str | None
    author: str | None


def page(html: str) -> Page:
    """The article of a page; an empty text where the page shows none."""
    html = _CONTROL.sub(" ", _DECLARATION.sub("", html.removeprefix("\ufeff")))
    try:
        root = lxml.html.fromstring(html, parser=lxml.html.HTMLParser(remove_comments=True, huge_tree=True))
    except (ParserError, ValueError):
        return Page("", Markup(), None, None)
    said = markup(root)
    paragraphs = _paragraphs(root)
    found = _trafilatura(html)
    if sum(map(len, found)) < _ENOUGH:
        good = [_clean(p.text) for p in paragraphs if p.class_type == "good" and not p.is_heading]
        found = good if sum(map(len, good)) > sum(map(len, found)) else found
    title = said.title
    head, body = _around(paragraphs, [f for f in found if key_of(f)], said)
    rest = [one for one in (_without(one, title) for one in head + body) if one]
    author = next((h for h in head if said.author and key_of(h) == key_of(said.author)), None)
    return Page("\n\n".join(([title] if title else []) + rest), said, title, author)


def _without(shown: str, title: str | None) -> str:
    """A line without the headline that it repeats, alone or before a date."""
    if not title or not shown.startswith(title):
        return shown if not title or key_of(shown) != key_of(title) else ""
    rest = shown[len(title) :].strip()
    return rest if not rest or is_date(rest) else shown


@cache
def _stoplist() -> frozenset[str]:
    words: frozenset[str] = justext.get_stoplist("Arabic")
    return words


def _paragraphs(root: HtmlElement) -> list[Paragraph]:
    """Every paragraph of the page in order, classified by justext."""
    try:
        found: list[Paragraph] = justext.core.ParagraphMaker.make_paragraphs(justext.core.preprocessor(root))
    except RecursionError:
        return []
    del found[_MOST_PARAGRAPHS:]
    low, high, few, many, density, headings = _JUSTEXT
    justext.core.classify_paragraphs(found, _stoplist(), low, high, few, many, density, headings)
    justext.core.revise_paragraph_classification(found, 200)
    return found


def _trafilatura(html: str) -> list[str]:
    """The lines of the article as trafilatura sees it."""
    try:
        document = bare_extraction(html, include_comments=False, favor_precision=True)
    except (RecursionError, ValueError):
        return []
    text = getattr(document, "text", None) or ""
    found = [shown for one in text.split("\n") if (shown := _clean(one))]
    rows = {f for f in found if f.startswith("| ") and f.endswith("|")}
    if 2 * sum(map(len, rows)) > sum(map(len, found)):
        return []  # a page laid out as a table comes back as its rows, with its menus beside its article
    return [f.strip("| ").replace("\\|", "|") if f in rows else f for f in found]


def _clean(text: str) -> str:
    return " ".join(text.split())


def _around(paragraphs: Sequence[Paragraph], body: list[str], said: Markup) -> tuple[list[str], list[str]]:
    """The lines between the headline and the text, and the text with the paragraphs that trafilatura left out of it."""
    keys = [key_of(p.text) for p in paragraphs]
    places = _places(keys, [key_of(b) for b in body])
    known = [p for p in places if p is not None]
    if not known:
        return [], body
    first = known[0]
    start = _headline_place(keys, paragraphs, first, said.title)
    head: list[str] = []
    lead: list[str] = []
    taken = set(known)
    told = " | ".join(map(key_of, body))
    for i in range(start, first):
        shown = _clean(paragraphs[i].text)
        if i not in taken and keys[i] not in told and _is_lead(paragraphs[i], shown):
            lead.append(shown)
        elif _belongs(shown, said):
            head.append(shown)
    return _unique(head), lead + _with_headings(paragraphs, keys, body, places)


def _places(keys: Sequence[str], wanted: Sequence[str]) -> list[int | None]:
    """For each line of the article the paragraph of the page that it stands in, never going back."""
    at: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        at.setdefault(key, []).append(i)
    # The first long line anchors the rest: short ones may stand in menus as well.
    found: list[int | None] = []
    last = -1
    for key in wanted:
        place = next((i for i in at.get(key, ()) if i > last), None)
        if place is None and key.count(" ") >= 6:
            place = next((i for i in range(max(last, 0), min(len(keys), max(last, 0) + 400)) if key in keys[i]), None)
        found.append(place)
        last = place if place is not None else last
    return found


def _headline_place(keys: Sequence[str], paragraphs: Sequence[Paragraph], first: int, title: str | None) -> int:
    """Where the lines under the headline start: after the last paragraph before the text that is the headline."""
    wanted = key_of(title or "")
    for i in range(first - 1, max(-1, first - 2 * _HEAD_REACH), -1):
        if wanted and (
            keys[i] == wanted or (paragraphs[i].is_heading and "h1" in paragraphs[i].dom_path.split(".") and keys[i] in wanted and keys[i])
        ):
            return i + 1
    return max(0, first - 2) if not wanted else first


def _belongs(shown: str, said: Markup) -> bool:
    """Whether a line between headline and text is part of the article's head: its date, its author, its dateline."""
    if len(shown) > 160:
        return False
    key = key_of(shown)
    if is_date(shown) or (said.author and key == key_of(said.author)):
        return True
    one = line(shown, 0, len(shown)) if key else None
    if one is None or phrase(one):
        return False
    if is_byline(one):
        return True
    return one.words <= 12 and dateline(shown, whole=True) is not None and not is_caption(shown, one.words, sentences=False)


def _is_lead(paragraph: Paragraph, shown: str) -> bool:
    """Whether a paragraph above the article's own box is its first: justext finds it good by itself, and it is no caption."""
    if paragraph.class_type != "good" or paragraph.cf_class != "good" or paragraph.is_heading:
        return False
    if {"figure", "figcaption", "li", "aside", "nav", "form"} & set(paragraph.dom_path.split(".")):
        return False
    return not is_caption(shown, len(shown.split()), sentences=False)


def _unique(shown: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(shown))


def _with_headings(paragraphs: Sequence[Paragraph], keys: Sequence[str], body: Sequence[str], places: Sequence[int | None]) -> list[str]:
    """The article's lines with the headings that stand between two of its paragraphs and that trafilatura left out."""
    found: list[str] = []
    present = {key_of(b) for b in body}
    last: int | None = None
    for shown, place in zip(body, places, strict=True):
        if place is not None and last is not None:
            found.extend(_clean(paragraphs[i].text) for i in range(last + 1, place) if _is_subhead(paragraphs[i], keys[i], present))
        found.append(shown)
        last = place if place is not None else last
    return found


def _is_subhead(paragraph: Paragraph, key: str, present: set[str]) -> bool:
    tags = paragraph.dom_path.split(".")
    heading = any(tag in tags for tag in ("h2", "h3", "h4")) and not any(tag in tags for tag in ("li", "aside", "nav", "a", "footer"))
    words = key.count(" ") + 1 if key else 0
    if not heading or not 1 < words <= 14 or key in present or paragraph.links_density() > 0.2:
        return False
    shown = _clean(paragraph.text)
    return phrase(line(shown, 0, len(shown))) is None
