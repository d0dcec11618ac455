"""An article: its text with every mark, where each leads; its other versions; and the capture as received, as plain text."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from mahdar.errors import StoreError
from mahdar.records import Record, to_json
from mahdar.records.index import Index, outlet_of
from mahdar.records.marks import marks_of
from mahdar.records.markup import marked
from mahdar.records.record import ArticleLine
from mahdar.records.sections.sources import title_of
from mahdar.records.segments import Mark
from mahdar.records.taken import taken
from mahdar.store import View
from mahdar.store.cards import Found, Version
from mahdar.web import links
from mahdar.web.asked import Id
from mahdar.web.shell import Fault, bdi, page
from mahdar.web.twins import TABLE, csv_rows, json_all, told
from mahdar.web.visit import Looking

router = APIRouter(tags=["article"])
At = Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$", description="A stretch to light up: start-end in code points.")]
Digest = Annotated[str, Query(pattern=r"^[0-9a-f]{64}$", description="The SHA-256 of the bytes.")]
SHARED = 80
#: A capture is never shown as a page of ours: no browser may take it for one, run it, or load anything for it.
RAW = {"content-disposition": 'attachment; filename="capture.txt"', "content-security-policy": "default-src 'none'; sandbox"}


def article_of(view: View, article: str) -> Record:
    """The record of one article."""
    try:
        return view.article(article)
    except (KeyError, StoreError) as error:
        if isinstance(error, StoreError) and error.why != "absent":
            raise
        raise Fault(404, "missing") from error


def _around(view: View, record: Record) -> Record:
    """The record in which the article's marks are read: its story's, so that what it shares with others is marked too.

    Beyond so many articles the article stands by itself, so that the page stays quick.
    """
    story = record.articles[0].story
    if not story:
        return record
    whole = view.story(story)
    return whole if len(whole.articles) <= SHARED else record


def _taken(view: View, line: ArticleLine) -> list[Mark]:
    """What an article took over from one that stands in no record with it; nothing where that one is no more."""
    try:
        return [*taken(line, article_of(view, str(line.copy_of)).articles[0])]
    except Fault:
        return []


@router.get("/article/{article}.json", responses=told(Record), response_class=Response, summary="The record of an article")
def article_json(view: Looking, article: Id) -> Response:
    """The record of this one article, in the shape of record.json."""
    return Response(to_json(article_of(view, article)), media_type="application/json")


@router.get("/article/{article}.csv", responses=TABLE, response_class=Response, summary="The marks of an article as a table")
def article_csv(view: Looking, article: Id) -> Response:
    """Every line that stands in the text: its kind, where it stands, its words."""
    record = article_of(view, article)
    text = record.articles[0].text
    rows: list[tuple[str, str, int, int]] = [("quotation", q.id, q.content.start, q.content.end) for q in record.quotations]
    rows += [("time", t.id, t.start, t.end) for t in record.times] + [("mention", m.id, m.start, m.end) for m in record.mentions]
    rows += [("claim", c.id, e.start, e.end) for c in record.claims for e in c.evidence[:1]]
    rows += [("event", e.id, e.trigger.start, e.trigger.end) for e in record.events]
    rows.sort(key=lambda row: (row[2], -row[3], row[0], row[1]))
    return csv_rows(f"article-{article}", ("kind", "id", "start", "end", "words"), ((*row, text[row[2] : row[3]]) for row in rows))


@router.get("/article/{article}/versions.json", responses=told(Version, listed=True), response_class=Response, summary="Versions of a page")
def versions_json(view: Looking, article: Id) -> Response:
    """The versions of the article's page, the newest last."""
    article_of(view, article)
    return json_all(view.versions(article))


@router.get("/article/{article}/files.json", responses=told(Found, listed=True), response_class=Response, summary="Files of an article")
def files_json(view: Looking, article: Id) -> Response:
    """Where the article was found: the file that is kept of it, then every other one in which it came again."""
    article_of(view, article)
    return json_all(view.finds(article))


@router.get("/raw.txt", response_class=Response, summary="A capture as received", responses={200: {"content": {"text/plain": {}}}})
def raw(view: Looking, digest: Digest) -> Response:
    """The bytes as received, to be saved as a text file, never shown as a page."""
    try:
        data = view.raw(digest)
    except (KeyError, StoreError) as error:
        if isinstance(error, StoreError) and error.why != "absent":
            raise
        raise Fault(404, "missing") from error
    return Response(data, media_type="text/plain", headers=RAW)


@router.get("/article/{article}", response_class=HTMLResponse, summary="An article")
def article_page(request: Request, view: Looking, article: Id, at: At = "", plain: bool = False) -> Response:
    """The article as a page, with its marks; `at` lights up a stretch."""
    record = article_of(view, article)
    line = record.articles[0]
    index = Index(_around(view, record))
    marks = marks_of(index).get(line.id, [])
    lines = sum(mark.kind == "quotation" for mark in marks)
    if plain:
        marks = [mark for mark in marks if mark.kind in ("block", "dropped")]
    elif line.copy_of and line.copy_of not in index.articles:
        marks += _taken(view, line)
    if at:
        first, last = map(int, at.split("-"))
        if not any(mark.kind == "passage" and (mark.start, mark.end) == (first, last) for mark in marks):
            marks.append(Mark(min(first, len(line.text)), min(last, len(line.text)), "passage", id=f"p-0-{first}-{last}"))
    home = f"/story/{quote(line.story)}" if line.story else ""
    text = links.of_article(str(marked(line.text, marks)), index, home)
    url = line.source.url or ""
    return page(
        request,
        "article.html.j2",
        line=line,
        title=bdi(title_of(line)),
        plain_title=title_of(line),
        outlet=outlet_of(line),
        text=Markup(text),  # noqa: S704 - escaped where it was made
        lines=lines,
        home=home,
        url=url if re.match(r"https?://", url) else "",
        versions=[v for v in view.versions(article) if v.id != article],
        finds=view.finds(article),
        plain=plain,
        actors=record.actors,
        digest=line.source.sha256,
    )
