"""Ten journeys in a real browser, each on a desk and on a telephone, in both languages; nothing leaves the machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from mahdar.store import Store
from mahdar.web.language import label, word

from .walks import PAIRS, Rooms, Walk


@pytest.fixture(params=PAIRS, ids=lambda w: f"{w[1]}-{w[0]}")
def walk(request: pytest.FixtureRequest, rooms: Rooms, address: str) -> Iterator[Walk]:
    """A walk through the shared workspace, in every pair of width and language."""
    with rooms.walk(address, *request.param) as walking:
        yield walking


@pytest.fixture(params=PAIRS, ids=lambda w: f"{w[1]}-{w[0]}")
def deciding(request: pytest.FixtureRequest, rooms: Rooms, served_copy: str) -> Iterator[Walk]:
    """A walk through a workspace in which decisions may be taken."""
    with rooms.walk(served_copy, *request.param) as walking:
        yield walking


def test_from_the_stories_of_a_day_to_the_words_in_an_article(walk: Walk) -> None:
    page = walk.page
    walk.go("/")
    walk.unfold()
    with page.expect_response(re.compile("day=2021-06-16")):
        page.fill("input[name=day]", "2021-06-16")
        page.locator("input[name=day]").dispatch_event("change")
    expect(page).to_have_url(re.compile("day=2021-06-16"))
    expect(page.locator(".card")).to_have_count(1)
    page.click(".card h3 a")
    expect(page.locator("#engagement h2")).to_have_text(walk.say("engagement"))
    assert walk.bars() == []
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
    expect(page.locator(".column").nth(3)).to_be_attached()
    expect(page.locator(".remark .differs").first).to_be_attached()
    assert walk.bars() == []
    walk.unfold()
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
    page.click("tbody th a >> text=مدار العرب")
    expect(page.locator("h1")).to_have_text("مدار العرب")
    assert walk.bars() == []
    page.click(".card h3 a")
    expect(page).to_have_url(re.compile("/story/"))


def test_two_outlets_are_put_side_by_side(walk: Walk, story: str) -> None:
    page = walk.page
    walk.go(f"/story/{story}")
    page.click(f"text={walk.say('compare')}")
    with page.expect_response(re.compile("/compare")):
        page.select_option("select[name=a]", "الساحل الأزرق")
    expect(page.locator("#h-only-1")).to_contain_text("الساحل الأزرق")
    page.select_option("select[name=a]", "مدار العرب")
    page.select_option("select[name=b]", "بريد الفراتين")
    expect(page.locator("#h-only-2")).to_contain_text("بريد الفراتين")
    expect(page.locator(".fact").first).to_be_visible()
    assert walk.bars() == []
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
    assert walk.bars() == []
    facet = page.locator(".facets a").first
    count = facet.locator(".n").inner_text()
    facet.click()
    expect(page.locator(".pager b").first).to_have_text(count)
    expect(page.locator(".facets a[aria-current]")).to_have_count(1)
    page.locator(".facets a[aria-current]").click()
    expect(page.locator(".facets a[aria-current]")).to_have_count(0)
    page.locator(".card a.words").first.click()
    expect(page.locator(".text :target")).to_be_in_viewport()


def test_names_are_split_on_the_merge_desk_and_put_together_again(deciding: Walk) -> None:
    walk, page = deciding, deciding.page
    walk.go("/desk?rule=spelling")
    row = page.locator(".links > li").first
    expect(row).to_contain_text(walk.say("link.spelling"))
    row.locator("details summary").click()
    expect(row.locator(".why")).to_be_visible()
    names = row.locator(".pair a").all_inner_texts()
    row.locator("form button").click()
    expect(page.locator(".done")).to_have_text(walk.say("done.split"))
    assert walk.bars() == []
    expect(page.locator(".ruling").first).to_contain_text(names[0])
    walk.go("/people?prefix=" + names[0])
    expect(page.locator("#list li")).to_have_count(1)
    walk.go("/desk")
    page.locator(".ruling form button").first.click()
    expect(page.locator(".done")).to_have_text(walk.say("done.undone"))
    expect(page.locator(".ruling").first).to_have_class("ruling undone")
    walk.go("/desk/audit")
    expect(page.locator(".audit li").first).to_contain_text(walk.say("did.undo"))


def test_what_a_desk_asks_in_the_morning_stands_on_the_first_page(walk: Walk, store: Store) -> None:
    page, lately = walk.page, store.view.lately()
    assert lately
    walk.go("/")
    page.locator(".lately").get_by_text(lately.speakers[0].name).click()
    expect(page).to_have_url(re.compile(f"/person/{lately.speakers[0].id}.since={lately.since}.until={lately.day}"))
    expect(page.locator("h3 .n").last).to_have_text(str(lately.speakers[0].count))
    expect(page.locator("#said h2")).to_be_in_viewport()
    walk.go("/")
    page.locator(".lately").get_by_text(walk.say("opened-in-it")).click()
    expect(page.locator(".card")).to_have_count(lately.opened)
    walk.go("/clashes")
    expect(page.locator(".card.clash")).to_have_count(store.view.clashes().total)
    assert walk.bars() == []
    value = page.locator(".clash .passages .here").first.inner_text()
    page.locator(".clash .passages a").first.click()
    expect(page.locator(".text :target")).to_contain_text(value)
    page.go_back()
    page.locator(".clash h2 a").first.click()
    expect(page.locator(".clashes")).to_contain_text(value)
    expect(page.locator(":target")).to_be_in_viewport()


def test_whoever_is_in_doubt_is_one_step_from_the_desk(deciding: Walk, store: Store) -> None:
    walk, page = deciding, deciding.page
    full = store.view.actors(prefix="حركة الصيادين الشعبية").items[0]
    double = store.view.doubles(full.id).items[0]
    assert (double.name, double.kind) == ("حركة الصيادين", full.kind)
    walk.go(f"/person/{double.id}")
    page.click(f"text={walk.say('to-desk')}")
    expect(page.locator("input[name=a]").first).to_have_value(double.name)
    assert walk.bars() == []
    page.locator("#h-doubles ~ .links li", has=page.locator(f"a[href='/person/{full.id}']")).locator("button").click()
    expect(page.locator(".done")).to_have_text(walk.say("done.merged"))
    walk.go("/people?prefix=" + double.name)
    expect(page.locator("#list li")).to_have_count(1)
    walk.go("/desk")
    page.locator(".ruling:not(.undone) form button").first.click()
    expect(page.locator(".done")).to_have_text(walk.say("done.undone"))


def test_the_keyboard_stays_where_it_was_and_the_change_is_said(walk: Walk, person: str) -> None:
    page = walk.page
    walk.go(f"/person/{person}")
    walk.unfold()
    page.locator("select[name=issue]").focus()
    with page.expect_response(re.compile("issue=")):
        page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("issue="))
    expect(page.locator("select[name=issue]")).to_be_focused()
    expect(page.locator("#told")).to_have_text(re.compile(walk.say("total") + r"\s+\d+"))
    walk.go("/desk")
    page.locator(".pager a[rel=next]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pager [aria-current]").first).to_have_text("2")
    assert page.evaluate("!!document.activeElement.closest('#page')")
    expect(page.locator("#told")).to_contain_text(walk.say("page") + " 2")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('#page')")


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
    assert walk.bars() == []
    walk.go("/outlets")
    expect(page.locator("html")).to_have_attribute("lang", other)


def test_it_is_dark_in_the_dark_and_plain_on_paper(walk: Walk, story: str) -> None:
    page = walk.page
    page.emulate_media(color_scheme="dark")
    walk.go(f"/story/{story}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
    assert walk.bars() == []
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
    assert walk.bars() == []
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
    assert walk.bars() == []
