"""Record -> record.html: one page that holds everything it needs, Arabic first, with no request to anywhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from mahdar.records.index import Index
from mahdar.records.labels import date_label
from mahdar.records.record import Record
from mahdar.records.sections import SECTIONS
from mahdar.records.template import fill

# The parts of Unicode that each cut of the typeface covers, as its makers give them.
_ARABIC = "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,U+FB50-FDFF,U+FE70-FEFC"
_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)


def to_html(record: Record) -> str:
    """The record as one HTML page; the same record gives the same characters."""
    index = Index(record)
    script = _resource("page.js").decode("utf-8")
    return fill(
        "record.html.j2",
        style=Markup(_fonts() + _resource("page.css").decode("utf-8")),  # noqa: S704 - ours
        script=Markup(script),  # noqa: S704 - ours
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
        sections=[(section.key, section.render(index)) for section in SECTIONS],
        **_facts(index),
    )


def _facts(index: Index) -> dict[str, object]:
    """What the head of the page says of the run."""
    record = index.record
    story = record.stories[0] if record.stories else None
    headline = story.headline if story else None
    period = (
        f"{story.first}/{story.last}"
        if story and story.first and story.last and story.first != story.last
        else story.first
        if story
        else None
    )
    return {
        "headline": index.words(headline.article, headline.start, headline.end) if headline else None,
        "headline_text": index.articles[headline.article].text[headline.start : headline.end] if headline else "",
        "period": date_label(period) if period else None,
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
