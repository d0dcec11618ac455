"""Two outlets on one story."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from mahdar.records import Record
from mahdar.records.facts import facts_of
from mahdar.records.index import Index, outlet_of
from mahdar.records.labels import Label
from mahdar.records.sections.sources import title_of
from mahdar.spans import Anchor
from mahdar.store.cards import Compared
from mahdar.web import links, parts
from mahdar.web.asked import Choice, Name
from mahdar.web.between import between
from mahdar.web.routes.story import story_of
from mahdar.web.shell import bdi, page
from mahdar.web.twins import TABLE, csv_rows, json_of, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["compare"])
Story = Annotated[str, Query(pattern=r"^[A-Za-z0-9_.:-]{1,120}$", description="The id of the story.")]


@router.get("/compare.json", responses=told(Compared), response_class=Response, summary="Two outlets on one story, for programs")
def compare_json(view: Looking, story: Story, a: Name = "", b: Name = "") -> Response:
    """The articles of both, and the ids of the accounts that both carry or only one."""
    story_of(view, story)
    return json_of(view.compare(story, a, b))


@router.get("/compare.csv", responses=TABLE, response_class=Response, summary="Two outlets on one story as a table")
def compare_csv(view: Looking, story: Story, a: Name = "", b: Name = "") -> Response:
    """Every passage of the comparison: who tells it, its relation, its words."""
    record = story_of(view, story)
    found = between(record, a, b)
    index = Index(record)
    rows: list[tuple[object, ...]] = []
    for line in found.both.accounts:
        rows += [("both", line.relation, line.about, *_row(index, at)) for at in line.evidence]
    rows += [("only a", "", "", *_row(index, at)) for at in found.only_a] + [("only b", "", "", *_row(index, at)) for at in found.only_b]
    return csv_rows("compare", ("carried by", "relation", "about", "outlet", "article", "start", "end", "words"), rows)


def _row(index: Index, at: Anchor) -> tuple[object, ...]:
    article = index.articles[at.article]
    return outlet_of(article), at.article, at.start, at.end, at.of(article.text)


@router.get("/compare", response_class=HTMLResponse, summary="Compare two outlets")
def compare(request: Request, view: Looking, story: Story, a: Name = "", b: Name = "") -> Response:
    """The page: facts that both tell with their differences, and what one of them has alone."""
    record = story_of(view, story)
    index = Index(record)
    names = tuple(index.outlets)
    first, second = _pair(record, names)
    if not a:
        a = first if b != first else second
    b = b or (second if a != second else first)
    ready = a != b and a in index.outlets and b in index.outlets
    values: dict[str, Any] = {}
    if ready:
        found = between(record, a, b)
        inner = Index(found.both)
        home = f"/story/{quote(story)}"
        values = {
            "body": Markup(links.of_story(str(parts.shown(inner, "accounts")), inner, home)) if found.both.accounts else None,  # noqa: S704
            "only": ((a, _passages(index, found.only_a)), (b, _passages(index, found.only_b))),
            "articles": [(name, _articles(index, name)) for name in (a, b)],
        }
    return page(
        request,
        "compare.html.j2",
        story=story,
        title=index.words(h.article, h.start, h.end) if (h := record.stories[0].headline) else story,
        names=[Choice(name, name) for name in names],
        a=a,
        b=b,
        ready=ready,
        **values,
    )


def _pair(record: Record, names: tuple[str, ...]) -> tuple[str, str]:
    """The two outlets that tell most facts in common, each in a text of its own: there is most to compare."""
    of = {one.id: (outlet_of(one), one.copy_of or one.id) for one in record.articles}
    shared: Counter[tuple[str, str]] = Counter()
    for fact in facts_of(record.accounts):
        if fact.sure:
            told: dict[str, set[str]] = {}
            for at in fact.passages:
                told.setdefault(of[at.article][0], set()).add(of[at.article][1])
            pairs = combinations(sorted(told, key=names.index), 2)
            shared.update((one, other) for one, other in pairs if len(told[one] | told[other]) > 1)
    both = list(combinations(names, 2))
    return max(both, key=lambda pair: shared[pair]) if both else (next(iter(names), ""), "")


def _passages(index: Index, places: tuple[Anchor, ...]) -> list[tuple[str, Markup]]:
    return [
        (f"/article/{quote(at.article)}?at={at.start}-{at.end}#p-{at.start}-{at.end}", index.words(at.article, at.start, at.end))
        for at in places
    ]


def _articles(index: Index, name: str) -> list[tuple[str, Markup, Label]]:
    """The articles of an outlet, the newest first: where each is, its title, its day."""
    mine = [a for a in index.record.articles if outlet_of(a) == name]
    mine.sort(key=lambda a: a.published.value if a.published else "", reverse=True)
    return [(f"/article/{quote(a.id)}", bdi(title_of(a)), index.date(a.id)) for a in mine]
