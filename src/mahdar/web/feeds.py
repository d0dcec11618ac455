"""The feeds of the explorer, for feed readers: the articles of a story, what a person said."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from mahdar.exports import Item, Options, export, feed
from mahdar.records import Record
from mahdar.store.cards import Page, Said
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
    items = [_item(base, one) for one in page.items]
    own = base[:-1] + here(request)
    more = base[:-1] + here(request, page=page.number + 1) if page.number < page.pages else ""
    return StreamingResponse(feed(name, f"{base}person/{actor}", items, own=own, more=more), media_type=MEDIA)


def _item(base: str, one: Said) -> Item:
    day = one.day if one.day and len(one.day) == 10 else ""
    link = f"{base}article/{one.article}#{one.id}"
    return Item(one.title or one.outlet or one.speaker, f"urn:mahdar:{one.id}", one.content, day, one.outlet or "", link)


def _base(request: Request) -> str:
    return str(request.base_url)
