"""Stories of the day: all stories by day of publication, filtered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from mahdar.records.labels import date_label
from mahdar.store.cards import Page, StoryCard
from mahdar.web import feeds
from mahdar.web.asked import SIZE, Ask, Day, Key, Name, Number, shown_page
from mahdar.web.charts import chart
from mahdar.web.options import issues, outlets
from mahdar.web.routes.people import who
from mahdar.web.shell import here, page
from mahdar.web.twins import TABLE, csv_of, json_page, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["stories"])
#: So many of the last days stand in the chart of the first page.
DAYS = 60
NARROWING = ("day", "since", "until", "outlet", "actor", "issue", "new")
#: So many contradictions of the last week stand on the first page, which says how many there are.
CLASHES = 3
FIELDS = ("id", "title", "first", "last", "articles", "outlets", "origins", "actors", "contradicted")


New = Annotated[bool, Query(description="Stories alone whose first article is of these days too.")]


def asked(
    view: Looking,
    *,
    day: Day = "",
    since: Day = "",
    until: Day = "",
    outlet: Name = "",
    actor: Key = "",
    issue: Key = "",
    new: New = False,
    number: Number = 1,
) -> Ask:
    """The stories of a day or of some days, told by an outlet, naming an actor, on an issue; of `new` ones nothing is older."""

    def fetch(n: int) -> Page[StoryCard]:
        return view.stories(
            day=day or None,
            since=since or None,
            until=until or None,
            outlet=outlet or None,
            actor=actor or None,
            issue=issue or None,
            new=new,
            page=n,
            size=SIZE,
        )

    return Ask(fetch, number)


Asked = Annotated[Ask, Depends(asked)]


@router.get("/", response_class=HTMLResponse, summary="Stories of the day")
def stories(request: Request, view: Looking, ask: Asked, day: Day = "", outlet: Name = "", actor: Key = "", issue: Key = "") -> Response:
    """The stories as a page; without a day all of them, the newest first."""
    naming = who(view, actor) if actor else None
    list_ = shown_page(ask.page())
    plain = ask.number == 1 and not any(request.query_params.get(key) for key in NARROWING)
    return page(
        request,
        "stories.html.j2",
        list=list_,
        day=day,
        day_label=date_label(day, weekday=True) if day else None,
        grouped=_grouped(list_.items, day),
        days=chart(view.days(most=DAYS), lambda first, last: f"/?day={first}" if first == last else f"/?since={first}&until={last}")
        if plain
        else None,
        lately=view.lately(most=CLASHES) if plain else None,
        before=_beside(request, day, -1),
        after=_beside(request, day, 1),
        outlets=outlets(view),
        issues=issues(),
        outlet=outlet,
        issue=issue,
        naming=naming,
        kept=[(key, value) for key in ("actor", "since", "until", "new") if (value := request.query_params.get(key))],
    )


@router.get("/stories.json", responses=told(StoryCard, listed=True), response_class=Response, summary="Stories, for programs")
def stories_json(request: Request, ask: Asked) -> Response:
    """One page of stories."""
    return json_page(request, ask.page())


@router.get("/stories.csv", responses=TABLE, response_class=Response, summary="Stories as a table")
def stories_csv(ask: Asked) -> Response:
    """All stories that were asked for."""
    return csv_of(ask, "stories", FIELDS)


@router.get("/stories.rss", responses=feeds.FEED, response_class=Response, summary="Stories as a feed")
def stories_rss(request: Request, ask: Asked) -> Response:
    """One page of stories, the newest first; the feed says where the next page is."""
    return feeds.of_stories(request, ask.page())


def _grouped(cards: Sequence[StoryCard], day: str) -> list[tuple[str, list[StoryCard]]]:
    """Stories under the day of their last news; of one day all together."""
    return [(key, list(some)) for key, some in groupby(cards, key=lambda card: day or card.last or "")]


def _beside(request: Request, day: str, days: int) -> str:
    """The address of the same list on a day beside this one; nothing at either end of the calendar."""
    if not day:
        return ""
    try:
        return here(request, day=date.fromisoformat(day) + timedelta(days=days), page="")
    except OverflowError:
        return ""
