"""People and bodies: who they are, and what each said, by issue, over time and across outlets."""

from __future__ import annotations

from typing import Annotated, Literal
from unicodedata import normalize
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from mahdar.errors import StoreError
from mahdar.records.labels import issue_label
from mahdar.store import View
from mahdar.store.cards import ActorCard, Named, Page, Said
from mahdar.web import feeds
from mahdar.web.asked import SIZE, Ask, Choice, Day, Id, Key, Name, Number, Words, shown_page
from mahdar.web.charts import chart
from mahdar.web.options import issues
from mahdar.web.remarks import remarks_of
from mahdar.web.shell import Fault, here, page
from mahdar.web.twins import TABLE, csv_of, json_of, json_page, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["people"])
SAID = ("id", "day", "outlet", "content", "type", "polarity", "issue", "speaker", "article", "start", "end", "story", "confidence")
#: So many statements are compared at once.
COMPARED = 200
KINDS = ("person", "organisation", "state", "place")
Kind = Annotated[Literal["", "person", "organisation", "state", "place"], Query(description="People, bodies, states or places alone.")]


def listed(view: Looking, prefix: Words = "", kind: Kind = "", number: Number = 1) -> Ask:
    """The people and bodies whose names begin so."""
    return Ask(lambda n: view.actors(prefix=prefix, kind=kind or None, page=n, size=SIZE), number)


def said(view: Looking, actor: Id, *, issue: Key = "", outlet: Name = "", since: Day = "", until: Day = "", number: Number = 1) -> Ask:
    """What a person said: on an issue, in an outlet, within some days."""

    def fetch(n: int) -> Page[Said]:
        found = view.said(actor, issue=issue or None, outlet=outlet or None, since=since or None, until=until or None, page=n, size=SIZE)
        if not found.total:
            who(view, actor)  # somebody who said nothing is somebody all the same
        return found

    return Ask(fetch, number)


Listed = Annotated[Ask, Depends(listed)]
SaidAsk = Annotated[Ask, Depends(said)]


def actor_of(view: View, actor: str) -> ActorCard:
    """The card of an actor."""
    try:
        return view.actor(actor)
    except (KeyError, StoreError) as error:
        if isinstance(error, StoreError) and error.why != "absent":
            raise
        raise Fault(404, "missing") from error


def who(view: View, actor: str) -> Named:
    """An actor by its name alone."""
    try:
        return view.who(actor)
    except (KeyError, StoreError) as error:
        if isinstance(error, StoreError) and error.why != "absent":
            raise
        raise Fault(404, "missing") from error


@router.get("/people", response_class=HTMLResponse, summary="People and bodies")
def people(request: Request, ask: Listed, prefix: Words = "", kind: Kind = "") -> Response:
    """The people and bodies as a page, those named most first."""
    kinds = [(one, here(request, kind=one, page="")) for one in ("", *KINDS)]
    return page(request, "people.html.j2", list=shown_page(ask.page()), prefix=prefix, kind=kind, kinds=kinds)


@router.get("/people.json", responses=told(Named, listed=True), response_class=Response, summary="People and bodies, for programs")
def people_json(request: Request, ask: Listed) -> Response:
    """One page of people and bodies."""
    return json_page(request, ask.page())


@router.get("/people.csv", responses=TABLE, response_class=Response, summary="People and bodies as a table")
def people_csv(ask: Listed) -> Response:
    """All people and bodies that were asked for."""
    return csv_of(ask, "people", ("id", "name", "kind", "count"))


@router.get("/person/{actor}.json", responses=told(ActorCard), response_class=Response, summary="A person or body")
def person_json(view: Looking, actor: Id) -> Response:
    """The card: names, counts, reasons."""
    return json_of(actor_of(view, actor))


@router.get("/person/{actor}/said.json", responses=told(Said, listed=True), response_class=Response, summary="What a person said")
def said_json(request: Request, ask: SaidAsk) -> Response:
    """One page of statements."""
    return json_page(request, ask.page())


@router.get("/person/{actor}/doubles.json", responses=told(Named, listed=True), response_class=Response, summary="Who may be the same")
def doubles_json(request: Request, view: Looking, actor: Id, number: Number = 1) -> Response:
    """One page of those whose names hold this one's, or stand in it, and whom nothing has joined."""
    who(view, actor)
    return json_page(request, view.doubles(actor, page=number, size=SIZE))


@router.get("/person/{actor}.csv", responses=TABLE, response_class=Response, summary="What a person said, as a table")
def person_csv(ask: SaidAsk, actor: Id) -> Response:
    """All statements that were asked for."""
    return csv_of(ask, f"person-{actor}", SAID)


@router.get("/person/{actor}.rss", responses=feeds.FEED, response_class=Response, summary="What a person said, as a feed")
def person_rss(request: Request, view: Looking, ask: SaidAsk, actor: Id) -> Response:
    """One page of statements, the newest first; the feed says where the next page is."""
    return feeds.of_said(request, who(view, actor).name, actor, ask.page())


@router.get("/person/{actor}", response_class=HTMLResponse, summary="A person or body")
def person(
    request: Request, view: Looking, ask: SaidAsk, actor: Id, issue: Key = "", outlet: Name = "", since: Day = "", until: Day = ""
) -> Response:
    """The person as a page: what was said by issue, over time, across outlets, and wordings compared."""
    card = actor_of(view, actor)
    found = ask.page()
    given = {"issue": issue or None, "outlet": outlet or None, "since": since or None, "until": until or None}
    several = found if found.pages == 1 else view.said(actor, page=1, size=COMPARED, **given)
    spoken = [Choice(c.value, f"{issue_label(c.value).ar} ({c.count})", f"{issue_label(c.value).en} ({c.count})") for c in card.issues]
    known = {one.value for one in spoken}
    return page(
        request,
        "person.html.j2",
        card=card,
        spellings=_spellings(card),
        list=shown_page(found),
        days=chart(card.days, lambda first, last: here(request, since=first, until=last, page=""), other=card.said_days),
        remarks=remarks_of(several.items) if ask.number == 1 else (),
        issues=spoken or [one for one in issues() if one.value in known],
        outlets=[Choice(c.value, f"{c.value} ({c.count})") for c in card.outlets],
        asked={"issue": issue, "outlet": outlet, "since": since, "until": until},
        reasons=_reasons(card),
        home=f"/person/{quote(actor)}",
        about=f"/search?{urlencode({'q': _phrase(card.name), 'kind': 'quotations'})}",
    )


def _spellings(card: ActorCard) -> tuple[str, ...]:
    """The other spellings that look otherwise: letters drawn as they join are the same letters."""
    seen = {normalize("NFKC", name): name for name in reversed((card.name, *card.names))}
    return tuple(name for name in dict.fromkeys(card.names) if seen[normalize("NFKC", name)] == name and name != card.name)


def _phrase(name: str) -> str:
    return f'"{name.replace(chr(34), " ")[:200]}"'


def _reasons(card: ActorCard) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Why the names are one, by kind of reason, each pair of names once."""
    groups: dict[str, dict[tuple[str, str], None]] = {}
    for link in card.links:
        groups.setdefault(link.rule or link.why, {})[link.from_words, link.to_words] = None
    return tuple((rule, tuple(pairs)) for rule, pairs in groups.items())
