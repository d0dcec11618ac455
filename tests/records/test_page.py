"""The page in a browser: links, filter, languages, widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from mahdar.records import Record, to_html


@pytest.fixture
def page(browser: Browser, record: Record, tmp_path: Path) -> Iterator[Page]:
    """The page of the hand-made record, watched: it must ask for nothing and complain of nothing."""
    (tmp_path / "record.html").write_text(to_html(record), "utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda r: asked.append(r.url))
    opened.on("console", lambda m: said.append(m.text))
    opened.on("pageerror", lambda e: said.append(str(e)))
    opened.goto(f"file://{tmp_path}/record.html")
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []


def test_every_line_leads_to_its_words_and_back(page: Page, record: Record) -> None:
    for line in record.quotations:
        page.click(f"#{line.id} a.words")
        words = page.locator(":target")
        assert words.get_attribute("id") == f"w-{line.id}"
        expect(words).to_be_in_viewport()
        page.click(f'a.back[href="#{line.id}"]')
        assert page.locator(":target").get_attribute("id") == line.id
        expect(page.locator(f"#{line.id}")).to_be_in_viewport()


def test_every_moment_leads_to_its_words_and_back(page: Page, record: Record) -> None:
    for line in record.times:
        page.click(f"#{line.id}")
        assert page.locator(":target").inner_text() == next(a.text for a in record.articles if a.id == line.article)[line.start : line.end]
        page.click(f"#w-{line.id}")
        assert page.locator(":target").get_attribute("id") == line.id


def test_every_outcome_leads_to_its_words_and_back(page: Page) -> None:
    page.click('a.words[href="#w-c1"]')
    assert page.locator(":target").get_attribute("id") == "w-c1"
    page.click('a.back[href="#c1"]')
    assert page.locator(":target").get_attribute("id") == "c1"


def test_every_step_of_an_engagement_leads_to_its_words_and_back(page: Page, record: Record) -> None:
    for line in record.events:
        page.click(f'a[href="#w-{line.id}"]')
        words = page.locator(":target")
        assert (
            words.inner_text()
            == next(a.text for a in record.articles if a.id == line.trigger.article)[line.trigger.start : line.trigger.end]
        )
        page.click(f'.text [href="#{line.id}"]')
        assert page.locator(":target").get_attribute("id") == line.id


def test_every_telling_leads_to_its_words_and_back(page: Page) -> None:
    tellings = page.locator(".fact:not(details *) .telling")
    assert tellings.count() == 2
    for telling in tellings.all():
        words = telling.locator("a.words")
        goal = (words.get_attribute("href") or "")[1:]
        assert "".join(page.locator(f'.text [data-of="{goal}"]').all_text_contents()).startswith(words.inner_text()[:5])
        words.click()
        fact = page.locator(f'.text [data-of="{goal}"]').last.evaluate(
            "e => e.nextElementSibling.hash || e.parentElement.nextElementSibling.hash"
        )
        assert page.locator(fact).locator(f'a[href="#{goal}"]').count() > 0


# The small link behind a passage, or behind what the passage ends with.
BACK = "e => e.nextElementSibling.hash || e.parentElement.nextElementSibling.hash"


def test_what_one_outlet_tells_alone_is_folded_and_opens_for_a_link_to_it(page: Page) -> None:
    fact = page.locator("#facts-alone .fact")
    expect(fact).to_be_hidden()
    page.evaluate("id => { location.hash = id; }", fact.get_attribute("id"))
    expect(fact).to_be_visible()


def test_every_circle_of_the_coverage_says_in_words_what_it_means_and_leads_to_a_passage(page: Page) -> None:
    circles = page.locator("#coverage td a")
    assert circles.count() == 2
    for circle in circles.all():
        assert circle.get_attribute("aria-label") == "يرويه كغيره"
        goal = (circle.get_attribute("href") or "")[1:]
        assert page.locator(f'.text [id="{goal}"]').count() == 1


def test_a_table_wider_than_the_screen_is_reached_by_the_keyboard(page: Page) -> None:
    for region in page.locator(".scroll").all():
        assert region.get_attribute("tabindex") == "0"
        assert region.get_attribute("aria-label")


def test_words_cut_in_pieces_light_up_whole(page: Page) -> None:
    page.click("#q4 a.words")
    assert page.locator(".text .lit").all_inner_texts() == ["الحوار سيستمر", "", "في الأسابيع المقبلة"]


def test_a_click_on_marked_words_leads_to_their_innermost_line(page: Page) -> None:
    page.locator("#w-q4").click(position={"x": 5, "y": 5})
    expect(page).to_have_url(re.compile("#q4$"))


def test_the_page_shows_every_article_character_for_character(page: Page, record: Record) -> None:
    shown = page.eval_on_selector_all(".text", "all => all.map(e => e.textContent)")
    assert shown == [a.text for a in record.articles]


def test_nothing_runs_over_the_side_of_a_telephone(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_chart_wider_than_the_screen_opens_on_its_names(page: Page) -> None:
    expect(page.locator(".chart .name").first).to_be_attached()
    page.locator(".chart").scroll_into_view_if_needed()
    expect(page.locator(".chart .name").first).to_be_in_viewport()


def test_the_filter_shows_one_outlet_and_gives_everything_back(page: Page) -> None:
    page.select_option("#by-outlet", label="صوت الساحل")
    assert page.locator(".line:visible").count() == 1
    assert page.inner_text("#shown b") == "1"
    assert page.locator(".source:visible").count() == 1
    page.click("#clear")
    assert page.locator(".line:visible").count() == 5


def test_the_filter_shows_one_speaker(page: Page) -> None:
    page.select_option("#by-person", value="s-1")
    assert page.locator(".line:visible").count() == 3


def test_a_link_to_something_filtered_away_shows_it_again(page: Page) -> None:
    page.select_option("#by-outlet", label="صوت الساحل")
    page.evaluate("location.hash = 'q1'")
    expect(page.locator("#q1")).to_be_visible()


def test_labels_switch_to_english_and_back_while_the_words_stay(page: Page) -> None:
    words = page.inner_text("#q1 .words")
    page.click("#switch")
    assert page.inner_text("#h-said") == "Who said what"
    assert page.locator("#h-said span").get_attribute("lang") == "en"
    assert page.locator("#h-said span").get_attribute("dir") == "ltr"
    assert page.inner_text("#q1 .words") == words
    assert page.locator("nav").get_attribute("aria-label") == "Contents"
    page.click("#switch")
    assert page.inner_text("#h-said") == "من قال ماذا"
    assert page.locator("nav").get_attribute("aria-label") == "المحتويات"


def test_the_typeface_is_the_one_inside_the_page(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert set(loaded) == {"Plex Arabic"} or set(loaded) == {'"Plex Arabic"'}


def test_without_scripts_everything_is_there_to_read(browser: Browser, record: Record, tmp_path: Path) -> None:
    (tmp_path / "record.html").write_text(to_html(record), "utf-8")
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"file://{tmp_path}/record.html")
    expect(plain.locator(".line")).to_have_count(5)
    for line in plain.locator(".line").all():
        expect(line).to_be_visible()
    expect(plain.locator("form.filter")).to_be_hidden()
    context.close()


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#engagement"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_paper(page: Page, scheme: str) -> None:
    """At least 4.5 to 1 for every text of the page, as WCAG 2.2 asks."""
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const paper = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll("body *:not(script):not(option)")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility() || e.closest("svg")) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(paper(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(e.className + " " + ratio.toFixed(2) + " " + e.textContent.slice(0, 20));
  }
  return poor;
}"""


def test_what_a_copy_took_over_is_shaded_and_stays_readable(browser: Browser, record: Record, tmp_path: Path) -> None:
    first, second = record.articles
    twin = replace(second, id="twin", text=f"{second.text}ولم يصدر عن الوفد تعليق.", copy_of=second.id)
    (tmp_path / "copy.html").write_text(to_html(replace(record, articles=(first, second, twin))), "utf-8")
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"file://{tmp_path}/copy.html")
        shaded = page.locator("mark.taken")
        expect(shaded.first).to_contain_text("أعلن الرئيس الروسي")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert shaded.first.evaluate("e => getComputedStyle(e).backgroundColor") != paper
        assert shaded.first.evaluate("e => getComputedStyle(e).color") == page.evaluate("getComputedStyle(document.body).color")
        assert page.locator(".key .taken").inner_text() == "مأخوذ عن الأصل كما هو"
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.close()
