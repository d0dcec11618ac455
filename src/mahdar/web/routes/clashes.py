"""Where outlets contradict each other: the contradictions of all stories with news in a stretch of days, side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from mahdar.store.cards import Clash
from mahdar.web.asked import SIZE, Ask, Day, Number, shown_page
from mahdar.web.found import lit_passage
from mahdar.web.shell import page
from mahdar.web.twins import TABLE, csv_of, json_page, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["contradictions"])


def asked(view: Looking, since: Day = "", until: Day = "", number: Number = 1) -> Ask:
    """The contradictions of stories with news in these days."""
    return Ask(lambda n: view.clashes(since=since or None, until=until or None, page=n, size=SIZE), number)


Asked = Annotated[Ask, Depends(asked)]


@router.get("/clashes", response_class=HTMLResponse, summary="Where outlets contradict each other")
def clashes(request: Request, ask: Asked, since: Day = "", until: Day = "") -> Response:
    """Each contradiction with its values in their words, the outlets that print them, and the way to all tellings."""
    return page(request, "clashes.html.j2", list=shown_page(ask.page()), since=since, until=until, lit_passage=lit_passage)


@router.get("/clashes.json", responses=told(Clash, listed=True), response_class=Response, summary="Contradictions, for programs")
def clashes_json(request: Request, ask: Asked) -> Response:
    """One page of contradictions."""
    return json_page(request, ask.page())


@router.get("/clashes.csv", responses=TABLE, response_class=Response, summary="Contradictions as a table")
def clashes_csv(ask: Asked) -> Response:
    """All contradictions that were asked for, each with its values and their outlets."""
    return csv_of(ask, "clashes", ("story", "title", "last", "about", "tellings"))
