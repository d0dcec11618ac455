"""Record -> record.html: one page that holds everything it needs, Arabic first, with no request to anywhere."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from posixpath import dirname, relpath

from markupsafe import Markup

from mahdar.records.cuts import LARGE
from mahdar.records.index import Index, outlet_of
from mahdar.records.labels import Label, counted, date_label
from mahdar.records.markup import shown
from mahdar.records.record import Record, StoryLine
from mahdar.records.sections import SECTIONS
from mahdar.records.sections.sources import title_of
from mahdar.records.split import Sheet, split
from mahdar.records.story import only
from mahdar.records.template import fill

# The parts of Unicode that each cut of the typeface covers, as its makers give them.
_ARABIC = "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,U+FB50-FDFF,U+FE70-FEFC"
_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)


# A section that only says that there is nothing, and holds lists without lines.
_NOTHING = re.compile(r'\s*(<p class="none">(?:(?!</p>).)*</p>)\s*(?:<(\w+)[^>]*>\s*</\2>\s*)*', re.DOTALL)


def pages(record: Record) -> dict[str, str]:
    """The pages of a record by their paths: one page for one story, otherwise an index and a page for each story.

    A large story has further pages, for what is long in it and for its articles in full.
    """
    if len(record.stories) < 2:
        return _of_story(record, "record.html", "")
    found = {"record.html": to_index(record)}
    for story in record.stories:
        found |= _of_story(only(record, story.id), f"stories/{story.id}.html", "../record.html")
    return found


def _of_story(record: Record, path: str, home: str) -> dict[str, str]:
    """The pages of one story: one, or where it is large its own and the further ones beside those of stories."""
    if len(record.articles) <= LARGE:
        return {path: to_html(record, home=home)}
    index, stem = Index(record), f"stories/{record.stories[0].id}"
    shell, facts = _shell(), _facts(index)

    def page(sheet: Sheet) -> str:
        if sheet.key is None:
            return fill("record.html.j2", home=home, **_parted(sheet.sections), **shell, **facts)
        back = relpath(path, dirname(sheet.path))
        return fill("part.html.j2", sheet=sheet, back=back, **shell, **facts)

    return split(index, path, stem, page)


def to_html(record: Record, *, home: str = "") -> str:
    """The record as one HTML page; the same record gives the same characters.

    `home` leads to the index of stories that the page belongs to, where there is one.
    """
    index = Index(record)
    sections = _parted([(section.key, section.render(index)) for section in SECTIONS])
    return fill("record.html.j2", home=home, **sections, **_shell(), **_facts(index))


def _parted(sections: Sequence[tuple[str, Markup]]) -> dict[str, object]:
    """The sections that hold something, and what the others say, for one list: a page of empty headings hides the rest."""
    empty = {key: found[1] for key, body in sections if (found := _NOTHING.fullmatch(body))}
    return {
        "sections": [(key, body) for key, body in sections if key not in empty],
        "missing": [Markup(said) for said in dict.fromkeys(empty.values())],  # noqa: S704 - a part of a section, as escaped as before
    }


def to_index(record: Record) -> str:
    """The stories of a record as one HTML page, each leading to its own."""
    index = Index(record)
    stories = [_entry(index, story) for story in record.stories]
    facts = {**_facts(index), "headline": None, "headline_text": ""}
    return fill("index.html.j2", stories=stories, **_shell(), **facts)


def _entry(index: Index, story: StoryLine) -> dict[str, object]:
    """What the index says of one story."""
    return {
        "href": f"stories/{story.id}.html",
        "title": Markup("<bdi>{}</bdi>").format(shown(_title(index, story))),
        "period": _period([story]),
        "articles": counted(len(story.articles), "article"),
        "outlets": [Markup("<bdi>{}</bdi>").format(name) for name in dict.fromkeys(outlet_of(index.articles[a]) for a in story.articles)],
    }


def _title(index: Index, story: StoryLine) -> str:
    """The headline that stands for a story; the first words of its first article where none has a headline."""
    if at := story.headline:
        return index.articles[at.article].text[at.start : at.end]
    return title_of(index.articles[story.articles[0]])


def _period(stories: Sequence[StoryLine]) -> Label | None:
    """The first and last day of publication of stories, in words."""
    first = min((s.first for s in stories if s.first), default=None)
    last = max((s.last for s in stories if s.last), default=None)
    if first is None or last is None:
        return date_label(first) if first else None
    return date_label(first if first == last else f"{first}/{last}")


def _shell() -> dict[str, object]:
    """Style and script of every page."""
    script = _resource("page.js").decode("utf-8")
    return {
        "style": Markup(_fonts() + _resource("page.css").decode("utf-8")),  # noqa: S704 - ours
        "script": Markup(script),  # noqa: S704 - ours
        "script_hash": b64encode(sha256(script.encode()).digest()).decode(),
    }


def _facts(index: Index) -> dict[str, object]:
    """What the head of the page says of the run."""
    record = index.record
    story = record.stories[0] if record.stories else None
    title = _title(index, story) if story and story.articles else ""
    return {
        "headline": Markup("<bdi>{}</bdi>").format(shown(title)) if title else None,
        "headline_text": title,
        "period": _period(record.stories),
        "version": record.version,
        "outlets": tuple(index.outlets),
        "counts": (
            ("articles", len(record.articles)),
            ("outlets", len(index.outlets)),
            ("lines", len(record.quotations)),
            ("speakers", len({key for key in map(index.speaker_key, record.quotations) if key})),
            ("actors", len(record.actors)),
            ("moments", len(record.times)),
        ),
    }


def _resource(name: str) -> bytes:
    return files("mahdar.records").joinpath("page", *name.split("/")).read_bytes()


@cache
def _fonts() -> str:
    """The typeface as style rules with its bytes inside: IBM Plex Sans Arabic, two weights, Arabic and Latin."""
    rules = []
    for cut, covers in (("arabic", _ARABIC), ("latin", _LATIN)):
        for weight in (400, 700):
            data = b64encode(_resource(f"fonts/ibm-plex-sans-arabic-{cut}-{weight}-normal.woff2")).decode()
            rules.append(
                f"@font-face{{font-family:'Plex Arabic';font-weight:{weight};font-display:block;"
                f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{covers}}}\n"
            )
    return "".join(rules)
