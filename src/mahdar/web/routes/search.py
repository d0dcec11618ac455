"""Search with facets over articles, statements, claims and events."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from msgspec import Struct
from starlette.responses import HTMLResponse, Response

from mahdar.records.labels import Label, date_label, issue_label
from mahdar.store import Wanted
from mahdar.store.cards import Count, Facets, Hit
from mahdar.web import feeds
from mahdar.web.asked import Ask, Day, Key, Name, Number, Words, shown_page
from mahdar.web.found import lit, lit_passage
from mahdar.web.shell import bdi, here, page
from mahdar.web.twins import TABLE, csv_of, json_of, json_page, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["search"])
KINDS = ("articles", "quotations", "claims", "events")
#: Hits on a page: each article shows up to three passages.
HITS = 25
Kind = Annotated[Literal["articles", "quotations", "claims", "events"], Query(description="What to look for.")]


class Narrowing(Struct, frozen=True):
    """One value of a facet: its words, its count, the address that narrows to it or lets go of it, and whether it is chosen."""

    words: object
    count: int
    href: str
    chosen: bool


class Asked(Struct, frozen=True):
    """A search as it was asked for."""

    ask: Ask
    q: str
    wanted: Wanted


def limits(
    *,
    kind: Kind = "articles",
    outlet: Name = "",
    actor: Key = "",
    issue: Key = "",
    since: Day = "",
    until: Day = "",
    story: Key = "",
) -> Wanted:
    """What the search is narrowed to: the one place that names its limits."""
    return Wanted(kind=kind, outlet=outlet, actor=actor, issue=issue, since=since, until=until, story=story)


def asked(view: Looking, wanted: Annotated[Wanted, Depends(limits)], q: Words = "", number: Number = 1) -> Asked:
    """What to look for and where."""
    return Asked(Ask(lambda n: view.search(q, wanted, page=n, size=HITS), number), q, wanted)


Searched = Annotated[Asked, Depends(asked)]


@router.get("/search.json", responses=told(Hit, listed=True), response_class=Response, summary="Search, for programs")
def search_json(request: Request, what: Searched) -> Response:
    """One page of hits."""
    return json_page(request, what.ask.page())


@router.get("/search/facets.json", responses=told(Facets), response_class=Response, summary="How the hits of a search fall")
def facets_json(view: Looking, what: Searched) -> Response:
    """The facets of a search."""
    return json_of(view.facets(what.q, what.wanted))


@router.get("/search.csv", responses=TABLE, response_class=Response, summary="Search as a table")
def search_csv(what: Searched) -> Response:
    """Every hit."""
    return csv_of(what.ask, "search", ("kind", "id", "day", "outlet", "title", "words", "article", "start", "end", "story", "passages"))


@router.get("/search.rss", responses=feeds.FEED, response_class=Response, summary="Search as a feed")
def search_rss(request: Request, what: Searched) -> Response:
    """One page of hits with the words around what was found; a feed reader that asks again is told what is new."""
    return feeds.of_hits(request, what.q, what.ask.page())


@router.get("/search", response_class=HTMLResponse, summary="Search")
def search(request: Request, view: Looking, what: Searched) -> Response:
    """The page: hits with the words marked, and facets that narrow them."""
    list_ = shown_page(what.ask.page()) if what.q.strip() else None
    narrowed = what.wanted.limits
    facets = view.facets(what.q, what.wanted) if list_ else None
    counts = {c.value: f"{c.count}+" if c.more else str(c.count) for c in facets.kinds} if facets else {}
    return page(
        request,
        "search.html.j2",
        what=what,
        list=list_,
        kinds=[(key, counts.get(key, "0"), here(request, kind=key if key != "articles" else "", page="")) for key in KINDS],
        facets=_facets(request, facets, narrowed) if facets else [],
        of=facets,
        narrowed=narrowed,
        lit=partial(lit, query=what.q),
        lit_passage=lit_passage,
        clear=here(request, page="", **dict.fromkeys(narrowed, "")),
    )


def _facets(request: Request, facets: Facets, narrowed: dict[str, str]) -> list[tuple[str, list[Narrowing]]]:
    found = [
        ("outlet", _narrowings(request, "outlet", facets.outlets, narrowed)),
        ("issue", _narrowings(request, "issue", facets.issues, narrowed)),
        ("person", [_one(request, "actor", a.id, bdi(a.name), a.count, narrowed) for a in facets.actors]),
        ("month", [_month(request, c, narrowed) for c in facets.months]),
        ("story", [_one(request, "story", s.id, bdi(s.name or s.id), s.count, narrowed) for s in facets.stories]),
    ]
    return [(key, some) for key, some in found if some]


def _narrowings(request: Request, key: str, counts: Sequence[Count], narrowed: dict[str, str]) -> list[Narrowing]:
    def words(value: str) -> object:
        return issue_label(value) if key == "issue" else bdi(value)

    return [_one(request, key, c.value, words(c.value), c.count, narrowed) for c in counts]


def _one(request: Request, key: str, value: str, words: object, count: int, narrowed: dict[str, str]) -> Narrowing:
    chosen = narrowed.get(key) == value
    return Narrowing(words, count, here(request, page="", **{key: "" if chosen else value}), chosen)


def _month(request: Request, month: Count, narrowed: dict[str, str]) -> Narrowing:
    first, last = f"{month.value}-01", f"{month.value}-{_last(month.value):02d}"
    chosen = (narrowed.get("since"), narrowed.get("until")) == (first, last)
    ends = {"since": "", "until": ""} if chosen else {"since": first, "until": last}
    words: Label = date_label(month.value)
    return Narrowing(words, month.count, here(request, page="", **ends), chosen)


def _last(month: str) -> int:
    return monthrange(int(month[:4]), int(month[5:7]))[1]
