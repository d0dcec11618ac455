"""Markup that is made to hold a reader up: more of it than any page of news has. Told before anything parses it."""

from __future__ import annotations

import re

_MOST_MARKS = 80_000  # `<`; the longest live pages of outlets have a tenth
_MOST_ATTRIBUTES = 2_000  # in one tag: what is done for each is compared with all others
_LONG = 4_000  # characters of a tag without values that may hold so many
_OPEN = re.compile(r"<(?:(script|style|!--)|[A-Za-z])", re.IGNORECASE)
# A tag to its end, its quoted values whole; no way back, so that it takes one walk over the text.
_TAG = re.compile(r"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_ATTRIBUTE = re.compile(r"[\s/][^\s/>=]")
_ENDS = {"script": "</script", "style": "</style", "!--": "-->"}


def overgrown(text: str) -> str | None:
    """What to say of a page with more markup than any article has, or None."""
    marks = text.count("<")
    if marks > _MOST_MARKS:
        return f"a page of {marks:,} tags, more than any article has; save the article's own page"
    at = 0
    while found := _OPEN.search(text, at):
        if found[1]:
            at = _past(text, _ENDS[found[1].lower()], found.end())
            continue
        tag = _TAG.match(text, found.start())
        at = tag.end() if tag else found.end()
        if at - found.start() > _LONG and tag and sum(1 for _ in _ATTRIBUTE.finditer(_VALUE.sub("", tag[0]))) > _MOST_ATTRIBUTES:
            return f"a page with over {_MOST_ATTRIBUTES:,} attributes in one tag, more than any article has; save the article's own page"
    return None


def _past(text: str, end: str, start: int) -> int:
    found = text.find(end, start)
    return len(text) if found < 0 else found
