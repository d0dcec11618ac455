"""Outlets: what each published, whom it quotes, and its stories."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from mahdar.errors import StoreError
from mahdar.store import View
from mahdar.store.cards import OutletCard, StoryCard
from mahdar.web.asked import SIZE, Ask, Number, shown_page
from mahdar.web.charts import chart
from mahdar.web.options import outlet_page
from mahdar.web.shell import Fault, page
from mahdar.web.twins import TABLE, csv_of, json_of, json_page, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["outlets"])
Outlet = Annotated[str, Query(min_length=1, max_length=200, description="The name of the outlet, as the lists give it.")]


def listed(view: Looking, number: Number = 1) -> Ask:
    """The outlets."""
    return Ask(lambda n: outlet_page(view, n), number)


def stories(view: Looking, name: Outlet, number: Number = 1) -> Ask:
    """The stories that an outlet told."""
    return Ask(lambda n: view.stories(outlet=name, page=n, size=SIZE), number)


Listed = Annotated[Ask, Depends(listed)]
Stories = Annotated[Ask, Depends(stories)]


@router.get("/outlets", response_class=HTMLResponse, summary="Outlets")
def outlets(request: Request, ask: Listed) -> Response:
    """The outlets as a page, those of most articles first."""
    return page(request, "outlets.html.j2", list=shown_page(ask.page()))


@router.get("/outlets.json", responses=told(OutletCard, listed=True), response_class=Response, summary="Outlets, for programs")
def outlets_json(request: Request, ask: Listed) -> Response:
    """One page of outlets."""
    return json_page(request, ask.page())


@router.get("/outlets.csv", responses=TABLE, response_class=Response, summary="Outlets as a table")
def outlets_csv(ask: Listed) -> Response:
    """All outlets."""
    return csv_of(ask, "outlets", ("name", "articles", "stories", "copies", "first", "last"))


def outlet_of(view: View, name: str) -> OutletCard:
    """The card of an outlet."""
    try:
        card = view.outlet(name)
    except (KeyError, StoreError) as error:
        if isinstance(error, StoreError) and error.why != "absent":
            raise
        raise Fault(404, "missing") from error
    return card


@router.get("/outlet.json", responses=told(OutletCard), response_class=Response, summary="An outlet, for programs")
def outlet_json(view: Looking, name: Outlet) -> Response:
    """The card: counts, days, whom it quotes."""
    return json_of(outlet_of(view, name))


@router.get("/outlet.csv", responses=TABLE, response_class=Response, summary="The stories of an outlet as a table")
def outlet_csv(view: Looking, ask: Stories, name: Outlet) -> Response:
    """Every story that the outlet told."""
    outlet_of(view, name)
    return csv_of(ask, "outlet", ("id", "title", "first", "last", "articles", "outlets", "origins"))


@router.get("/outlet/stories.json", responses=told(StoryCard, listed=True), response_class=Response, summary="The stories of an outlet")
def stories_json(request: Request, ask: Stories) -> Response:
    """One page of stories."""
    return json_page(request, ask.page())


@router.get("/outlet", response_class=HTMLResponse, summary="An outlet")
def outlet(request: Request, view: Looking, ask: Stories, name: Outlet) -> Response:
    """The outlet as a page."""
    card = outlet_of(view, name)
    days = chart(card.days, lambda first, last: f"/?{urlencode({'since': first, 'until': last, 'outlet': name})}")
    return page(request, "outlet.html.j2", card=card, list=shown_page(ask.page()), days=days)
