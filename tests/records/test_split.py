"""A large story stands on several pages, and nothing of it is lost between them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from playwright.sync_api import Browser, expect

from mahdar.records import Record, cuts, pages, to_html
from mahdar.records.cuts import groups

ID = re.compile(r' id="([^"]+)"')
LINK = re.compile(r' (?:href|data-href)="([^"]+)"')


@pytest.fixture
def sheets(record: Record, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The pages of the hand-made record where two lines fill a page, and one article does."""
    monkeypatch.setattr("mahdar.records.html.LARGE", 1)
    monkeypatch.setattr(cuts, "SIZES", dict.fromkeys(cuts.SIZES, 2))
    monkeypatch.setattr("mahdar.records.split.ARTICLES", 1)
    return pages(record)


class Texts(HTMLParser):
    """The texts of the articles of a page, by the number of their article."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._name, self._depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("data-article")
        if name:
            self._name, self._depth, self.found[name] = name, 0, ""
        elif self._name:
            self._depth += tag == "div"

    def handle_endtag(self, tag: str) -> None:
        if self._name and tag == "div":
            self._name = self._name if self._depth else ""
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._name:
            self.found[self._name] += data


def test_every_place_of_the_one_page_stands_on_one_of_the_pages(record: Record, sheets: dict[str, str]) -> None:
    assert len(sheets) > 6
    held = {name for page in sheets.values() for name in ID.findall(page)}
    assert set(ID.findall(to_html(record))) <= held


def test_every_link_between_the_pages_leads_to_a_place(sheets: dict[str, str]) -> None:
    places = {path: set(ID.findall(page)) for path, page in sheets.items()}
    crossing = 0
    for path, page in sheets.items():
        for href in LINK.findall(page):
            target, _, name = href.partition("#")
            if href.startswith(("http", "data:")):
                continue
            goal = normpath(join(dirname(path), target)) if target else path
            assert goal in sheets
            assert not name or name in places[goal]
            crossing += bool(target and name)
    assert crossing > 10


def test_no_page_of_a_large_story_cuts_an_article_short(record: Record, sheets: dict[str, str]) -> None:
    found: dict[str, str] = {}
    for page in sheets.values():
        reader = Texts()
        reader.feed(page)
        found |= reader.found
    assert [found[f"article-{n}"] for n in range(1, len(record.articles) + 1)] == [a.text for a in record.articles]


def test_a_line_leads_to_its_words_on_another_page_and_back(browser: Browser, sheets: dict[str, str], tmp_path: Path) -> None:
    for path, page in sheets.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(page, "utf-8")
    opened = browser.new_page()
    opened.goto(f"file://{tmp_path}/record.html")
    opened.click("#q1 a.words")
    expect(opened.locator("#w-q1")).to_be_in_viewport()
    opened.click('a.back[href$="#q1"]')
    expect(opened.locator("#q1")).to_be_in_viewport()
    opened.close()


def test_a_small_story_stands_on_one_page(record: Record) -> None:
    assert list(pages(record)) == ["record.html"]


def test_things_are_grouped_by_weight_and_a_heavy_one_stands_alone() -> None:
    assert list(groups([1, 1, 5, 1], 2, lambda n: n)) == [[1, 1], [5], [1]]
