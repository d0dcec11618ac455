"""A story: the record page, live, part by part and filtered; and how the story came to be."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from markupsafe import Markup
from msgspec import Struct
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mahdar.errors import StoreError
from mahdar.records import Record, to_json
from mahdar.records.html import _facts
from mahdar.records.index import Index
from mahdar.records.record import QuotationLine
from mahdar.records.sections.sources import title_of
from mahdar.store import View
from mahdar.store.cards import Count, Page, StoryStep
from mahdar.web import feeds, links, parts
from mahdar.web.asked import SIZE, Choice, Day, Id, Key, Name, Number, shown_page
from mahdar.web.charts import Chart, chart
from mahdar.web.narrow import Narrow, narrowed
from mahdar.web.options import issues, named
from mahdar.web.shell import Fault, bdi, here, page
from mahdar.web.twins import TABLE, csv_rows, json_all, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["story"])
PART = "overview|" + "|".join((*parts.KEYS, "sources", "history"))
KINDS = ("agreement", "commitment", "demand", "warning", "accusation", "denial", "disagreement", "direct", "indirect", "mixed", "nominal")
#: So many of the newest articles stand on the overview.
LATEST = 4
Part = Annotated[str, Query(pattern=f"^({PART})$", description="A part of the story.")]


class Told(Struct, frozen=True):
    """A story as it was asked for: the whole of it, and what remains after the filters."""

    whole: Record
    record: Record
    wanted: Narrow


def lines(*, outlet: Name = "", person: Key = "", issue: Key = "", kind: Key = "", since: Day = "", until: Day = "") -> Narrow:
    """Which lines of a story are asked for."""
    return Narrow(outlet=outlet, person=person, issue=issue, kind=kind, since=since, until=until)


def asked(view: Looking, story: Id, wanted: Annotated[Narrow, Depends(lines)]) -> Told:
    """A story with the lines that were asked for."""
    whole = story_of(view, story)
    return Told(whole, narrowed(whole, wanted) if wanted.any else whole, wanted)


Asked = Annotated[Told, Depends(asked)]


def story_of(view: View, story: str) -> Record:
    """The record of a story; a story that was merged leads to where it is now."""
    try:
        record = view.story(story)
    except (KeyError, StoreError) as error:
        if isinstance(error, StoreError) and error.why != "absent":
            raise
        raise Fault(404, "missing") from error
    return record


@router.get("/story/{story}.json", response_class=Response, responses=told(Record), summary="The record of a story")
def story_json(ask: Asked) -> Response:
    """The record, in the shape of record.json."""
    return Response(to_json(ask.record), media_type="application/json")


@router.get("/story/{story}.csv", response_class=Response, responses=TABLE, summary="The statements of a story as a table")
def story_csv(ask: Asked, story: Id) -> Response:
    """Every statement with its words, its speaker and where it stands."""
    index = Index(ask.record)
    columns = ("id", "article", "outlet", "day", "speaker", "actor", "type", "polarity", "start", "end", "words")
    return csv_rows(f"story-{story}", columns, (_row(index, q) for q in ask.record.quotations))


def _row(index: Index, q: QuotationLine) -> tuple[object, ...]:
    article = index.articles[q.article]
    words = article.text[q.content.start : q.content.end]
    day = article.published.value if article.published else ""
    return q.id, q.article, article.outlet, day, q.speaker_name, q.actor, q.type, q.polarity, q.content.start, q.content.end, words


@router.get("/story/{story}.rss", response_class=Response, responses=feeds.FEED, summary="The articles of a story as a feed")
def story_rss(request: Request, ask: Asked) -> Response:
    """The articles of the story, the newest first; with a person, what that person said in it."""
    person = ask.wanted.person
    if person and not any(a.id == person for a in ask.record.actors):
        raise Fault(404, "missing")
    return feeds.of_record(request, ask.record, person=person)


@router.get(
    "/story/{story}/history.json", response_class=Response, responses=told(StoryStep, listed=True), summary="How a story came to be"
)
def history_json(view: Looking, story: Id) -> Response:
    """What happened to the story, in order."""
    story_of(view, story)
    return json_all(view.history(story))


@router.get("/story/{story}", response_class=HTMLResponse, summary="A story")
def story_page(
    request: Request, view: Looking, ask: Asked, story: Id, part: Part = "overview", line: Key = "", number: Number = 1
) -> Response:
    """The story as a page: an overview, or one part of it."""
    current = ask.whole.stories[0].id if ask.whole.stories else story
    if current != story:
        return RedirectResponse(here(request).replace(f"/story/{story}", f"/story/{current}", 1), 308)
    index = Index(ask.record)
    home = f"/story/{story}"
    bodies, pager = _bodies(ask.record, part, home, line=line, number=number)
    facts = _facts(index)
    steps = view.history(story) if part == "history" else ()
    return page(
        request,
        "story.html.j2",
        story=story,
        home=home,
        part=part,
        parts=(*parts.KEYS, "sources", "history"),
        counts={**parts.counts_of(ask.record), "sources": len(ask.record.articles)},
        bodies=bodies,
        pager=pager,
        wanted=ask.wanted,
        whole=ask.whole,
        facts=facts,
        title=facts["headline"] or bdi(story),
        plain=facts["headline_text"] or story,
        outlets=_outlets(ask.whole),
        people=_people(ask.whole),
        issues=[one for one in issues() if any(c.issue == one.value for c in ask.whole.claims)],
        kinds=(*named(KINDS[:7], "stand"), *named(KINDS[7:], "type")),
        sources=shown_page(_sources(ask.record, number)) if part == "sources" else None,
        growth=_growth(request, ask.whole) if part in ("overview", "sources") else None,
        latest=_sources(ask.record, 1, size=LATEST).items if part == "overview" else (),
        history=steps,
        titles={name: words for name, words in view.titles([step.what for step in steps]).items() if words},
    )


def _bodies(record: Record, part: str, home: str, *, line: str, number: int) -> tuple[list[tuple[str, Markup]], object]:
    """The sections of a part with their ways, and the page of it that is shown."""
    if part in ("sources", "history"):
        return [], None
    found: list[tuple[str, Markup]] = []
    pager = None
    for key in parts.OVERVIEW if part == "overview" else (part,):
        cut = parts.part_of(record, key)
        chosen = 1 if part == "overview" else parts.page_of(cut, line) if line else min(number, len(cut.pages))
        index = Index(cut.pages[chosen - 1])
        body = links.of_story(str(parts.shown(index, key)), index, home)
        found.append((key, Markup(body)))  # noqa: S704 - the record page's own templates escaped it
        pager = shown_page(Page((), chosen, parts.SIZES.get(key, max(1, cut.count)), cut.count))
    return found, None if part == "overview" else pager


def _growth(request: Request, record: Record) -> Chart | None:
    """How many articles each day brought; nothing where all came on one."""
    days = Counter(a.published.value[:10] for a in record.articles if a.published)
    made = chart([Count(day, n) for day, n in days.items()], lambda first, last: here(request, since=first, until=last, page="", line=""))
    return made if made and len(made.columns) > 1 else None


def _sources(record: Record, number: int, *, size: int = SIZE) -> Page[tuple[str, str, str, str, int, str]]:
    """The articles of a story, the newest first, a page of them: id, title, outlet, day, statements, what it is copied from."""
    index = Index(record)
    said: dict[str, int] = {}
    for q in record.quotations:
        said[q.article] = said.get(q.article, 0) + 1
    rows = [
        (a.id, title_of(a), str(index.outlet(a.id)), a.published.value if a.published else "", said.get(a.id, 0), a.copy_of or "")
        for a in record.articles
    ]
    rows.sort(key=lambda row: row[3], reverse=True)
    return Page(tuple(rows[(number - 1) * size : number * size]), number, size, len(rows))


def _outlets(record: Record) -> tuple[Choice, ...]:
    index = Index(record)
    counts: dict[str, int] = {}
    for a in record.articles:
        name = a.outlet or ""
        if name:
            counts[name] = counts.get(name, 0) + 1
    return tuple(Choice(name, f"{name} ({counts[name]})") for name in index.outlets if name in counts)


def _people(record: Record) -> tuple[Choice, ...]:
    """Those who say something in the story, most statements first."""
    counts: dict[str, int] = {}
    for q in record.quotations:
        if q.actor:
            counts[q.actor] = counts.get(q.actor, 0) + 1
    names = {a.id: a.name for a in record.actors}
    ordered = sorted((a for a in counts if a in names), key=lambda a: (-counts[a], names[a], a))
    return tuple(Choice(a, f"{names[a]} ({counts[a]})") for a in ordered)
