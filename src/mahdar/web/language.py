"""One language at a time: the labels that templates print carry both, and a page is sent in one."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from markupsafe import escape

from mahdar.records.labels import Label
from mahdar.records.labels import label as record_label
from mahdar.spans import table

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")

# Labels are printed with their English in attributes. What comes from articles is escaped, without quotation marks or
# brackets of its own, so these match nothing but what the templates wrote.
_INSIDE = re.compile(r'<(\w+)((?: [a-z-]+="[^"]*")*?) data-en="([^"]*)"((?: [a-z-]+="[^"]*")*)>([^<]*)</')
_NAMED = re.compile(r'aria-label="([^"]*)" data-en-label="([^"]*)"')
_TITLE = re.compile(r' (title|data-note)="([^"]*)"')


@cache
def _labels() -> dict[str, Label]:
    return {row["key"]: Label(row["ar"], row["en"]) for row in table("mahdar.web", "labels.tsv")}


def label(key: str) -> Label:
    """The label for `key`: the explorer's own words first, then those of the record page."""
    return _labels().get(key) or record_label(key)


def word(of: Label, language: Language) -> str:
    """A label in one language."""
    return of.ar if language == "ar" else of.en


def spoken(html: str, language: Language) -> str:
    """A page in one language: of every label that carries both, one stays.

    >>> spoken('<b data-en="Time">الزمن</b>', "en")
    '<b lang="en" dir="ltr">Time</b>'
    """
    if language == "ar":
        return _NAMED.sub(r'aria-label="\1"', _INSIDE.sub(r"<\1\2\4>\5</", html))
    html = _INSIDE.sub(r'<\1\2 lang="en" dir="ltr"\4>\3</', html)
    html = _NAMED.sub(r'aria-label="\2"', html)
    html = _TITLE.sub(_titled, html)
    return html.replace("<bdi>", '<bdi lang="ar">')


@cache
def _titles() -> dict[str, str]:
    """What the record page says in titles, by its Arabic words as escaped."""
    found = {str(escape(row["ar"])): str(escape(row["en"])) for row in table("mahdar.records", "labels.tsv")}
    return found | {str(escape(one.ar)): str(escape(one.en)) for one in _labels().values()}


def _titled(found: re.Match[str]) -> str:
    parts = [_titles().get(part, part) for part in found[2].split(": ")]
    return f' {found[1]}="{": ".join(parts)}"'
