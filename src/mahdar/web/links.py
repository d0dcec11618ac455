"""The ways of the record page, which stay on one page -> ways among the pages of the explorer."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from mahdar.records.index import Index

_WAY = re.compile(r'(href|data-href)="#([^"]+)"')
_PASSAGE = re.compile(r"p-(\d+)-(\d+)-(\d+)")
_PLACE = re.compile(r'(id|data-of)="p-\d+-')


def of_story(html: str, index: Index, home: str) -> str:
    """The sections of a story with ways that lead to its articles, its people and its other parts; `home` is its address."""
    at = _places(index)

    def way(name: str) -> str:
        if found := at.get(name.removeprefix("w-") if name.startswith("w-") else name):
            article, part = found
            if name.startswith("w-") or not part:
                return f"/article/{quote(article)}#{name}"
            return f"{home}?part={part}&amp;line={quote(name)}#{name}"
        if passage := _PASSAGE.fullmatch(name):
            article = index.record.articles[int(passage[1]) - 1].id
            span = f"{passage[2]}-{passage[3]}"
            return f"/article/{quote(article)}?at={span}#p-{span}"
        return _other(name, index, home)

    return _led(html, way)


def of_article(html: str, index: Index, story: str) -> str:
    """The text of an article with ways from its marks to the lines of its story."""
    at = _places(index)

    def way(name: str) -> str:
        if name in at and at[name][1]:
            return f"{story}?part={at[name][1]}&amp;line={quote(name)}#{name}" if story else f"#{name}"
        return _other(name, index, story)

    return _PLACE.sub(r'\1="p-', _led(html, way))


def _led(html: str, way: Callable[[str], str]) -> str:
    return _WAY.sub(lambda found: f'{found[1]}="{way(found[2])}"', html)


def _other(name: str, index: Index, home: str) -> str:
    """The way to a person, an article by its number, a speaker by its place, a day, or to where it leads on the page."""
    if name in index.actors:
        return f"/person/{quote(name)}" if index.actors[name].kind != "group" else f"{home}?part=people&amp;line={quote(name)}#{name}"
    if name.startswith("article-") and name[8:].isdigit():
        return f"/article/{quote(index.record.articles[int(name[8:]) - 1].id)}"
    if name.startswith("n-") and name[2:].rsplit("-", 2)[0] in index.articles:
        return f"/article/{quote(name[2:].rsplit('-', 2)[0])}#{name}"
    if name.startswith("s-") and (line := dict(index.voices).get(name)):
        return f"{home}?part=said&amp;line={quote(line[0].id)}#{line[0].id}"
    if name.startswith("day-"):
        return f"{home}?part=times&amp;line={quote(name)}#{name}"
    return f"#{name}"


def _places(index: Index) -> dict[str, tuple[str, str]]:
    """The article in which each line stands, and the part of the story that shows it."""
    record = index.record
    found: dict[str, tuple[str, str]] = {}
    for quotation in record.quotations:
        found[quotation.id] = (quotation.article, "said")
    for time in record.times:
        found[time.id] = (time.article, "times")
    for mention in record.mentions:
        found[mention.id] = (mention.article, "")
    for claim in record.claims:
        part = "outcomes" if claim.kind in ("agreement", "commitment") else "stances"
        found[claim.id] = (claim.evidence[0].article, part)
    ahead = {event.id for event in index.ahead}
    stepped = {name for one in record.lifecycles for step in one.steps for name in step.events}
    for event in record.events:
        found[event.id] = (event.trigger.article, "times" if event.id in ahead - stepped else "engagement")
    for fact in index.facts:
        found[fact.id] = (fact.passages[0].article, "accounts")
    return found
