"""Ten journeys in a real browser, on a desk and on a telephone, in both languages; nothing leaves the machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Page, Route, expect

from mahdar.web.language import Language, label, word

AXE = (Path(__file__).parent / "assets" / "axe.min.js").read_text("utf-8")
#: Wide and narrow, Arabic and English: the first journey in every pair, the others in the two that hold both of each.
WALKS = [(1400, "ar"), (390, "en"), (390, "ar"), (1400, "en")]
CHECK = """async () => {
  const wanted = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: wanted, resultTypes: ["violations"] });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | "));
}"""


class Walk(Struct, frozen=True):
    """A visit: the page, its address, its language, and how wide it is."""

    page: Page
    at: str
    language: Language
    width: int

    def go(self, path: str) -> None:
        """Opens an address of the explorer."""
        self.page.goto(self.at + path)

    def say(self, key: str) -> str:
        """What the explorer says in the language of the walk."""
        return word(label(key), self.language)

    def fits(self) -> None:
        """Nothing runs over the side."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width


def walking(browser: Browser, address: str, width: int, language: str, **more: object) -> Iterator[Walk]:
    """A walk that is watched: every request is for this machine, and no page complains."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **more)  # type: ignore[arg-type]
    context.add_cookies([{"name": "mahdar_language", "value": language, "url": address}])
    strays: list[str] = []
    said: list[str] = []

    def watch(route: Route) -> None:
        if urlsplit(route.request.url).hostname != "127.0.0.1":
            strays.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", watch)
    page = context.new_page()
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    yield Walk(page, address, "en" if language == "en" else "ar", width)
    context.close()
    assert strays == []
    assert said == []


@pytest.fixture(params=WALKS, ids=lambda w: f"{w[1]}-{w[0]}")
def every_walk(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Walk]:
    """A walk through the shared workspace, in every pair of width and language."""
    yield from walking(browser, address, *request.param)


@pytest.fixture(params=WALKS[:2], ids=lambda w: f"{w[1]}-{w[0]}")
def walk(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Walk]:
    """A walk through the shared workspace."""
    yield from walking(browser, address, *request.param)


def test_from_the_stories_of_a_day_to_the_words_in_an_article(every_walk: Walk) -> None:
    walk, page = every_walk, every_walk.page
    walk.go("/")
    with page.expect_response(re.compile("day=2021-06-16")):
        page.fill("input[name=day]", "2021-06-16")
        page.locator("input[name=day]").dispatch_event("change")
    expect(page).to_have_url(re.compile("day=2021-06-16"))
    expect(page.locator(".card")).to_have_count(1)
    walk.fits()
    page.click(".card h3 a")
    expect(page.locator("#engagement h2")).to_have_text(walk.say("engagement"))
    walk.fits()
    page.click(f".toc >> text={walk.say('part.said')}")
    expect(page.locator("#said .voice").first).to_be_visible()
    line = page.locator("#said .line a.words").first
    words = line.inner_text()[:10]
    line.click()
    expect(page).to_have_url(re.compile(r"/article/.+#w-"))
    expect(page.locator(".text .lit").first).to_be_in_viewport()
    assert "".join(page.locator(".text .lit").all_text_contents()).startswith(words.strip("«»")[:6])
    page.locator(".text a.back").first.click()
    expect(page).to_have_url(re.compile(r"/story/.+part="))


def test_a_person_is_followed_over_weeks_and_issues(walk: Walk) -> None:
    page = walk.page
    walk.go("/people")
    with page.expect_response(re.compile("prefix=")):
        page.locator("input[name=prefix]").press_sequentially("جو باي")
    expect(page.locator("#list li")).to_have_count(1)
    page.click("#list li a")
    total = page.locator("h3 .n").last
    every = int(total.inner_text())
    expect(page.locator(".bars rect").nth(3)).to_be_attached()
    expect(page.locator(".remark .differs").first).to_be_attached()
    walk.fits()
    with page.expect_response(re.compile("issue=")):
        page.select_option("select[name=issue]", index=1)
    expect(total).not_to_have_text(str(every))
    some = total.inner_text()
    page.fill("input[name=since]", "2021-06-17")
    expect(page).to_have_url(re.compile("since=2021-06-17"))
    expect(total).not_to_have_text(some)
    page.go_back()
    expect(page).not_to_have_url(re.compile("since=2021"))
    expect(total).to_have_text(some)


def test_an_outlet_leads_to_its_stories(walk: Walk) -> None:
    page = walk.page
    walk.go("/outlets")
    walk.fits()
    page.click("tbody th a >> text=مدار العرب")
    expect(page.locator("h1")).to_have_text("مدار العرب")
    walk.fits()
    page.click(".card h3 a")
    expect(page).to_have_url(re.compile("/story/"))


def test_two_outlets_are_put_side_by_side(walk: Walk, story: str) -> None:
    page = walk.page
    walk.go(f"/story/{story}")
    page.click(f"text={walk.say('compare')}")
    page.select_option("select[name=a]", "مدار العرب")
    expect(page.locator("#h-only-1")).to_contain_text("مدار العرب")
    page.select_option("select[name=b]", "المرفأ اليوم")
    expect(page.locator("#h-only-2")).to_contain_text("المرفأ اليوم")
    expect(page.locator(".fact").first).to_be_visible()
    walk.fits()
    page.locator(".passages a").first.click()
    expect(page.locator(".text :target")).to_be_in_viewport()


def test_a_search_is_narrowed_by_facets(walk: Walk) -> None:
    page = walk.page
    walk.go("/")
    page.fill("#q", "السفيرين")
    page.press("#q", "Enter")
    expect(page).to_have_url(re.compile("/search"))
    page.click(f".toc >> text={walk.say('kind.quotations')}")
    expect(page).to_have_url(re.compile("kind=quotations"))
    expect(page.locator(".toc [aria-current]")).to_contain_text(walk.say("kind.quotations"))
    expect(page.locator(".card .here").first).to_be_visible()
    walk.fits()
    facet = page.locator(".facets a").first
    count = facet.locator(".n").inner_text()
    facet.click()
    expect(page.locator(".pager b").first).to_have_text(count)
    expect(page.locator(".facets a[aria-current]")).to_have_count(1)
    page.locator(".facets a[aria-current]").click()
    expect(page.locator(".facets a[aria-current]")).to_have_count(0)
    page.locator(".card a.words").first.click()
    expect(page.locator(".text :target")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "language"), [(1400, "ar"), (390, "en")])
def test_names_are_split_on_the_merge_desk_and_put_together_again(browser: Browser, serve_copy: str, width: int, language: str) -> None:
    for walk in walking(browser, serve_copy, width, language):
        page = walk.page
        walk.go("/desk?rule=spelling")
        row = page.locator(".links > li").first
        expect(row).to_contain_text(walk.say("link.spelling"))
        row.locator("details summary").click()
        expect(row.locator(".why")).to_be_visible()
        names = row.locator(".pair a").all_inner_texts()
        row.locator("form button").click()
        expect(page.locator(".done")).to_have_text(walk.say("done.split"))
        walk.fits()
        expect(page.locator(".ruling").first).to_contain_text(names[0])
        walk.go("/people?prefix=" + names[0])
        expect(page.locator("#list li")).to_have_count(1)
        walk.go("/desk")
        page.locator(".ruling form button").first.click()
        expect(page.locator(".done")).to_have_text(walk.say("done.undone"))
        expect(page.locator(".ruling.undone")).to_have_count(1)
        walk.go("/desk/audit")
        expect(page.locator("tbody tr").first).to_contain_text("undo")


def test_the_language_is_switched_and_the_address_keeps_the_rest(walk: Walk, story: str) -> None:
    page = walk.page
    walk.go(f"/story/{story}?part=times&outlet=%D9%85%D8%AF%D8%A7%D8%B1+%D8%A7%D9%84%D8%B9%D8%B1%D8%A8")
    page.click("#switch")
    other = "en" if walk.language == "ar" else "ar"
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator("html")).to_have_attribute("dir", "ltr" if other == "en" else "rtl")
    expect(page.locator("#times h2")).to_have_text(word(label("times"), "en" if other == "en" else "ar"))
    assert "part=times" in page.url
    assert "outlet=" in page.url
    walk.go("/outlets")
    expect(page.locator("html")).to_have_attribute("lang", other)
    walk.fits()


def test_it_is_dark_in_the_dark_and_plain_on_paper(walk: Walk, story: str) -> None:
    page = walk.page
    page.emulate_media(color_scheme="dark")
    walk.go(f"/story/{story}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
    page.emulate_media(media="print", color_scheme="light")
    for hidden in (".ways", ".find", ".asks", ".controls"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("#engagement h2")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf(format="A4")) > 10_000


def test_the_keyboard_is_enough(walk: Walk) -> None:
    page = walk.page
    walk.go("/outlets")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("الميناء")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    page.locator("#page").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.card h3')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/article/"))


def test_the_twins_of_a_page_are_one_step_away(walk: Walk, person: str) -> None:
    page = walk.page
    for path in ("/?day=2021-06-16", f"/person/{person}", "/search?q=%D8%A8%D8%A7%D9%8A%D8%AF%D9%86"):
        walk.go(path)
        for kind in ("JSON", "CSV"):
            href = page.locator(f".formats >> text={kind}").get_attribute("href")
            assert href
            answer = page.request.get(walk.at + href)
            assert answer.ok
            assert json.loads(answer.text()) if kind == "JSON" else answer.text().count("\n") > 1


OUTLET = "%D9%85%D8%AF%D8%A7%D8%B1+%D8%A7%D9%84%D8%B9%D8%B1%D8%A8"
PLACES = {
    "stories": "/",
    "a day without stories": "/?day=1999-01-01",
    "story": "/story/{story}?outlet={outlet}",
    "said": "/story/{story}?part=said&outlet={outlet}",
    "times": "/story/{story}?part=times&outlet={outlet}",
    "coverage": "/story/{story}?part=coverage",
    "people of a story": "/story/{story}?part=people&outlet={outlet}",
    "positions": "/story/{story}?part=positions&outlet={outlet}",
    "articles of a story": "/story/{story}?part=sources",
    "people": "/people",
    "person": "/person/{person}",
    "outlets": "/outlets",
    "outlet": "/outlet?name={outlet}",
    "article": "/article/{harm}",
    "compare": "/compare?story={story}&a={outlet}",
    "search": "/search?q=%D8%A7%D9%84%D8%B3%D9%81%D9%8A%D8%B1%D9%8A%D9%86&kind=quotations",
    "desk": "/desk?rule=spelling",
    "audit": "/desk/audit",
    "sign in": "/sign-in",
}


@pytest.mark.parametrize(("width", "language", "scheme"), [(1400, "ar", "light"), (390, "en", "dark")])
def test_no_page_bars_anybody(
    browser: Browser, address: str, width: int, language: str, scheme: str, story: str, person: str, harm: str
) -> None:
    """What axe finds on every page, and whether it fits its width."""
    for walk in walking(browser, address, width, language, color_scheme=scheme):
        poor: dict[str, object] = {}
        for name, path in PLACES.items():
            walk.go(path.format(story=story, person=person, harm=harm, outlet=OUTLET))
            walk.page.evaluate(AXE)
            if found := walk.page.evaluate(CHECK):
                poor[name] = found
            if walk.page.evaluate("document.documentElement.scrollWidth") > width:
                poor[f"{name} is too wide"] = True
        assert poor == {}


def test_what_means_harm_is_read_and_does_none(browser: Browser, address: str, harm: str) -> None:
    for walk in walking(browser, address, 390, "ar"):
        for path in ("/outlets", "/", "/search?q=%D8%A7%D9%84%D8%B3%D9%81%D9%86&kind=quotations", f"/article/{harm}"):
            walk.go(path)
            assert walk.page.title() != "owned"
            assert walk.page.locator("img").count() == 0
        assert "<script>" in walk.page.locator("body").inner_text()


def test_without_scripts_every_form_works(browser: Browser, address: str) -> None:
    for walk in walking(browser, address, 1400, "en", java_script_enabled=False):
        walk.go("/")
        walk.page.select_option("select[name=issue]", index=1)
        walk.page.click("form.asks button")
        expect(walk.page).to_have_url(re.compile("issue="))
        walk.go("/people")
        walk.page.fill("input[name=prefix]", "كريم")
        walk.page.click("form.asks button")
        expect(walk.page).to_have_url(re.compile("prefix="))
        expect(walk.page.locator("#list li").first).to_contain_text("كريم الحداد")
