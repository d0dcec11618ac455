"""The feeds that are watched, for editors: which come in, which fail and why, when each is asked again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from mahdar.store import Store
from mahdar.store.cards import Feed, Page
from mahdar.web.asked import SIZE, Ask, Number, shown_page
from mahdar.web.shell import page
from mahdar.web.twins import TABLE, csv_of, json_page, told
from mahdar.web.visit import Editor

router = APIRouter(tags=["feeds that are watched"])


def asked(request: Request, _editor: Editor, number: Number = 1) -> Ask:
    """The feeds, those in trouble first. Their addresses may hold keys, so they are for editors."""
    store: Store = request.app.state.store

    def fetch(n: int) -> Page[Feed]:
        every = sorted(store.desk.feeds(), key=lambda feed: (not feed.gone, -feed.failures, feed.outlet or "", feed.url))
        return Page(tuple(every[(n - 1) * SIZE : n * SIZE]), n, SIZE, len(every))

    return Ask(fetch, number)


Asked = Annotated[Ask, Depends(asked)]


@router.get("/watched", response_class=HTMLResponse, summary="Feeds that are watched")
def watched(request: Request, ask: Asked) -> Response:
    """The feeds as a page, with what the server said last where one fails."""
    return page(request, "watched.html.j2", list=shown_page(ask.page()))


@router.get("/watched.json", responses=told(Feed, listed=True), response_class=Response, summary="Feeds that are watched, for programs")
def watched_json(request: Request, ask: Asked) -> Response:
    """One page of feeds."""
    return json_page(request, ask.page())


@router.get("/watched.csv", responses=TABLE, response_class=Response, summary="Feeds that are watched, as a table")
def watched_csv(ask: Asked) -> Response:
    """All feeds."""
    return csv_of(ask, "watched", ("url", "outlet", "next", "failures", "note", "moved", "gone"))
