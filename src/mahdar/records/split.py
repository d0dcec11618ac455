"""A large record -> its pages: the record's own, the further parts of long sections, and the articles in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from posixpath import dirname, relpath

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.cuts import ARTICLES, groups, parts_of
from mahdar.records.index import Index
from mahdar.records.labels import counted
from mahdar.records.marks import marks_of
from mahdar.records.sections import SECTIONS
from mahdar.records.sections.sources import listed, texts
from mahdar.records.template import fill

_ID = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r' (href|data-href)="#([^"]+)"')


class Sheet(Struct, frozen=True):
    """One page: where it is written, the section it holds (None for the record's own page), its place among those of the section."""

    path: str
    key: str | None
    number: int
    of: int
    sections: tuple[tuple[str, Markup], ...]


def split(index: Index, main: str, stem: str, shell: Callable[[Sheet], str]) -> dict[str, str]:
    """The pages of a record by their paths.

    `main` is the path of its own page, `stem` what those of the others begin with, `shell` makes a page of a sheet. A line
    and its words may stand on two pages: their links are made to lead across.
    """
    sheets = list(_sheets(index, main, stem))
    homes: dict[str, str] = {}
    for sheet in sheets:
        for _, body in sheet.sections:
            for name in _ID.findall(body):
                homes.setdefault(name, sheet.path)
    return {sheet.path: shell(_bound(sheet, homes)) for sheet in sheets}


def _sheets(index: Index, main: str, stem: str) -> Iterator[Sheet]:
    opening: list[tuple[str, Markup]] = []
    further: list[Sheet] = []
    for section in SECTIONS:
        if section.key == "sources":
            continue
        parts = parts_of(index, section.key)
        paths = [main, *(f"{stem}-{section.key}-{number}.html" for number in range(2, len(parts) + 1))]
        for part, path in zip(parts, paths, strict=True):
            body = section.render(part) + _pager(paths, part.part - 1)
            if path == main:
                opening.append((section.key, body))
            else:
                further.append(Sheet(path, section.key, part.part, len(parts), ((section.key, body),)))
    opening.append(("sources", listed(index)))
    yield Sheet(main, None, 1, 1, tuple(opening))
    yield from further
    some = list(groups(index.record.articles, ARTICLES))
    paths = [f"{stem}-articles-{number}.html" for number in range(1, len(some) + 1)]
    marks = marks_of(index)
    for place, articles in enumerate(some):
        body = texts(index, articles, marks) + _pager(paths, place)
        yield Sheet(paths[place], "sources", place + 1, len(some), (("sources", body),))


def _pager(paths: Sequence[str], here: int) -> Markup:
    """Links to the other pages of a section, with how many there are."""
    if len(paths) < 2:
        return Markup("")
    links = [(number, relpath(path, dirname(paths[here]) or ".")) for number, path in enumerate(paths, 1)]
    return fill("pager.html.j2", links=links, here=here + 1, count=counted(len(paths), "page"))


def _bound(sheet: Sheet, homes: Mapping[str, str]) -> Sheet:
    """The sheet with its links to what stands on other pages leading there."""
    ways = {path: relpath(path, dirname(sheet.path) or ".") for path in sorted(set(homes.values()))}
    own = {name for _, body in sheet.sections for name in _ID.findall(body)} | {key for key, _ in sheet.sections}

    def lead(found: re.Match[str]) -> str:
        name = found[2]
        if name in own or name not in homes:
            return found[0]
        return f' {found[1]}="{ways[homes[name]]}#{name}"'

    sections = tuple((key, Markup(_LINK.sub(lead, body))) for key, body in sheet.sections)  # noqa: S704 - as escaped as before
    return Sheet(sheet.path, sheet.key, sheet.number, sheet.of, sections)
