"""The feeds of the explorer, for feed readers: stories, the articles of one, what a person said, what a search finds."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from mahdar.exports import Item, Options, export, feed
from mahdar.records import Record
from mahdar.records.labels import counted
from mahdar.store.cards import Hit, Page, Said, StoryCard
from mahdar.web.language import label
from mahdar.web.shell import here

MEDIA = "application/rss+xml"
FEED: dict[int | str, dict[str, Any]] = {200: {"description": "The feed", "content": {MEDIA: {"schema": {"type": "string"}}}}}


def of_record(request: Request, record: Record, *, person: str = "") -> Response:
    """The articles of a record, or what one of its people said, as `mahdar export --format rss` writes them."""
    [(_, chunks)] = export(record, "rss", options=Options(base=_base(request), person=person))
    return StreamingResponse(chunks, media_type=MEDIA)


def of_said(request: Request, name: str, actor: str, page: Page[Said]) -> Response:
    """A page of what a person said, the newest first, with the address of the page after it."""
    base = _base(request)
    return _feed(request, name, page, [_item(base, one) for one in page.items], link=f"{base}person/{actor}")


def of_stories(request: Request, page: Page[StoryCard]) -> Response:
    """A page of stories, the newest first; each says how many tell it."""
    base = _base(request)
    items = [
        Item(one.title or one.id, f"urn:mahdar:{one.id}", _told(one), _day(one.last), "", f"{base}story/{one.id}") for one in page.items
    ]
    return _feed(request, label("nav.stories").ar, page, items, link=base)


def of_hits(request: Request, words: str, page: Page[Hit]) -> Response:
    """A page of what a search found, with the passages that hold the words."""
    base = _base(request)
    return _feed(request, words, page, [_hit(base, one) for one in page.items], link=f"{base}search?{urlencode({'q': words})}")


def _feed(request: Request, title: str, page: Page[Any], items: list[Item], *, link: str) -> Response:
    base = _base(request)
    more = base[:-1] + here(request, page=page.number + 1) if page.number < page.pages else ""
    return StreamingResponse(feed(title, link, items, own=base[:-1] + here(request), more=more), media_type=MEDIA)


def _told(one: StoryCard) -> str:
    parts = [counted(one.articles, "article").ar, counted(one.outlets, "outlet").ar, counted(one.origins, "origin").ar]
    return " · ".join([*parts, *(actor.name for actor in one.actors)])


def _hit(base: str, one: Hit) -> Item:
    first = one.passages[0] if one.passages else None
    link = f"{base}article/{one.article}" + (f"?at={first.start}-{first.end}#p-{first.start}-{first.end}" if first else "")
    words = " … ".join(passage.words for passage in one.passages)
    return Item(one.title or one.outlet or one.id, f"urn:mahdar:{one.id}", words, _day(one.day), one.outlet or "", link)


def _day(day: str | None) -> str:
    return day if day and len(day) == 10 else ""


def _item(base: str, one: Said) -> Item:
    link = f"{base}article/{one.article}#{one.id}"
    return Item(one.title or one.outlet or one.speaker, f"urn:mahdar:{one.id}", one.content, _day(one.day), one.outlet or "", link)


def _base(request: Request) -> str:
    return str(request.base_url)
