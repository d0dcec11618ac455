"""Stories of the day: all stories by day of publication, filtered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from mahdar.records.labels import date_label
from mahdar.store.cards import Page, StoryCard
from mahdar.web.asked import SIZE, Ask, Day, Key, Name, Number, shown_page
from mahdar.web.options import issues, outlets
from mahdar.web.routes.people import actor_of
from mahdar.web.shell import here, page
from mahdar.web.twins import TABLE, csv_of, json_page, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["stories"])
FIELDS = ("id", "title", "first", "last", "articles", "outlets", "origins", "actors")


def asked(
    view: Looking,
    *,
    day: Day = "",
    since: Day = "",
    until: Day = "",
    outlet: Name = "",
    actor: Key = "",
    issue: Key = "",
    number: Number = 1,
) -> Ask:
    """The stories of a day or of some days, told by an outlet, naming an actor, on an issue."""

    def fetch(n: int) -> Page[StoryCard]:
        return view.stories(
            day=day or None,
            since=since or None,
            until=until or None,
            outlet=outlet or None,
            actor=actor or None,
            issue=issue or None,
            page=n,
            size=SIZE,
        )

    return Ask(fetch, number)


Asked = Annotated[Ask, Depends(asked)]


@router.get("/", response_class=HTMLResponse, summary="Stories of the day")
def stories(request: Request, view: Looking, ask: Asked, day: Day = "", outlet: Name = "", actor: Key = "", issue: Key = "") -> Response:
    """The stories as a page; without a day all of them, the newest first."""
    naming = actor_of(view, actor) if actor else None
    list_ = shown_page(ask.page())
    return page(
        request,
        "stories.html.j2",
        list=list_,
        day=day,
        day_label=date_label(day, weekday=True) if day else None,
        before=_beside(request, day, -1),
        after=_beside(request, day, 1),
        outlets=outlets(view),
        issues=issues(),
        outlet=outlet,
        issue=issue,
        naming=naming,
        kept=[(key, value) for key in ("actor", "since", "until") if (value := request.query_params.get(key))],
    )


@router.get("/stories.json", responses=told(StoryCard, listed=True), response_class=Response, summary="Stories, for programs")
def stories_json(request: Request, ask: Asked) -> Response:
    """One page of stories."""
    return json_page(request, ask.page())


@router.get("/stories.csv", responses=TABLE, response_class=Response, summary="Stories as a table")
def stories_csv(ask: Asked) -> Response:
    """All stories that were asked for."""
    return csv_of(ask, "stories", FIELDS)


def _beside(request: Request, day: str, days: int) -> str:
    """The address of the same list on a day beside this one; nothing at either end of the calendar."""
    if not day:
        return ""
    try:
        return here(request, day=date.fromisoformat(day) + timedelta(days=days), page="")
    except OverflowError:
        return ""
