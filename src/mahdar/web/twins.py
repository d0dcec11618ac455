"""The twins of pages for programs: JSON of what a page shows, CSV of the whole list behind it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from fastapi import Request
from starlette.responses import Response, StreamingResponse

from mahdar.store.cards import Count, Named, Page, Passage, Telling
from mahdar.web.asked import Ask
from mahdar.web.shell import here

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
#: The nouns whose schemas OpenAPI shows, collected as the routes are made.
_nouns: dict[str, object] = {}


def json_of(value: object) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def json_page(request: Request, page: Page[Any]) -> Response:
    """A page of a list as JSON, with the address of the next one where there is one."""
    more = here(request, page=page.number + 1) if page.number < page.pages else None
    return json_of(
        {
            "number": page.number,
            "pages": page.pages,
            "size": page.size,
            "total": page.total,
            "more": page.more,
            "next": more,
            "items": page.items,
        }
    )


def json_all(items: tuple[Any, ...]) -> Response:
    """A whole list as the one page of JSON that it is."""
    size = max(1, len(items))
    return json_of({"number": 1, "pages": 1, "size": size, "total": len(items), "more": False, "next": None, "items": items})


def csv_of(ask: Ask, name: str, fields: Iterable[str]) -> Response:
    """The whole list as CSV, page after page as they are read; the first page is read before the answer begins."""
    columns = tuple(fields)
    first = ask.fetch(1)

    def pages() -> Iterator[str]:
        yield "\ufeff" + _line(columns)
        page = first
        while True:
            yield "".join(_line([_cell(getattr(item, c)) for c in columns]) for item in page.items)
            if page.number >= page.pages:
                return
            page = ask.fetch(page.number + 1)

    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(pages(), media_type="text/csv; charset=utf-8", headers=headers)


def csv_rows(name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Response:
    """Rows as CSV."""
    body = "\ufeff" + _line(list(columns)) + "".join(_line([_cell(v) for v in row]) for row in rows)
    return Response(body, media_type="text/csv; charset=utf-8", headers={"content-disposition": f'attachment; filename="{name}.csv"'})


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    """A value as a cell; what a spreadsheet would take for a formula is made plain words."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(_cell(one) for one in value)
    words = _words_of(value)
    return "'" + words if words[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _NUMBER.fullmatch(words) else words


def _words_of(value: object) -> str:
    if isinstance(value, Named):
        return value.name
    if isinstance(value, Passage):
        return value.words
    if isinstance(value, Telling):
        return f"{', '.join(value.outlets)}: {value.passage.words}"
    return f"{value.value} ({value.count})" if isinstance(value, Count) else str(value)


def told(kind: Any, *, listed: bool = False) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of a JSON answer: the schema of the noun, or of a page of them."""
    (schema,), parts = msgspec.json.schema_components([kind], ref_template="#/components/schemas/{name}")
    _nouns.update(parts)
    if listed:
        number = {"type": "integer"}
        fields = {
            "number": number,
            "pages": number,
            "size": number,
            "total": number,
            "more": {"type": "boolean"},
            "next": {"type": ["string", "null"]},
        }
        schema = {"type": "object", "required": [*fields, "items"], "properties": {**fields, "items": {"type": "array", "items": schema}}}
    return {200: {"description": "What the page shows", "content": {"application/json": {"schema": schema}}}}


def nouns() -> dict[str, object]:
    """The schemas that the answers refer to."""
    return dict(_nouns)


TABLE: dict[int | str, dict[str, Any]] = {200: {"description": "The whole list", "content": {"text/csv": {"schema": {"type": "string"}}}}}
