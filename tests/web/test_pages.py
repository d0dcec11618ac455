"""The pages by their addresses: what each shows, its twins, and that its state is its address."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from httpx import Client

from mahdar.copies.words import words
from mahdar.feeds import FeedState
from mahdar.records import Record, to_json
from mahdar.store import Store
from mahdar.web import application
from mahdar.web.parts import KEYS

from .conftest import served


def test_the_stories_of_a_day_are_those_published_then(client: Client) -> None:
    page = client.get("/", params={"day": "2021-06-21"})
    assert page.status_code == 200
    assert "الميناء الشمالي" in page.text or "إعادة فتح الميناء" in page.text
    assert "لا نريد دوامة" not in client.get("/", params={"day": "2021-06-21", "outlet": "بريد العاصمة"}).text


def test_a_day_without_stories_says_what_to_do(client: Client) -> None:
    assert "No stories with these filters" in client.get("/", params={"day": "1999-01-01", "lang": "en"}).text


@pytest.mark.parametrize("part", ["overview", *KEYS, "sources", "history"])
def test_every_part_of_a_story_has_an_address(client: Client, story: str, part: str) -> None:
    page = client.get(f"/story/{story}", params={"part": part})
    assert page.status_code == 200
    assert f'part={part}"' in page.text or part == "overview"


def test_the_twin_of_a_story_is_its_record(client: Client, store: Store, story: str) -> None:
    assert client.get(f"/story/{story}.json").content == to_json(store.view.story(story))


def test_a_story_narrowed_to_an_outlet_holds_its_lines_alone(client: Client, story: str) -> None:
    record = json.loads(client.get(f"/story/{story}.json", params={"outlet": "مدار العرب"}).content)
    assert {a["outlet"] for a in record["articles"]} == {"مدار العرب"}
    assert {q["article"] for q in record["quotations"]} == {record["articles"][0]["id"]}


def test_a_story_narrowed_to_a_person_and_an_issue_holds_less(client: Client, store: Store, story: str, person: str) -> None:
    whole = store.view.story(story)
    mine = json.loads(client.get(f"/story/{story}.json", params={"person": person}).content)
    assert 0 < len(mine["quotations"]) < len(whole.quotations)
    assert {q["actor"] for q in mine["quotations"]} == {person}
    demands = json.loads(client.get(f"/story/{story}.json", params={"kind": "demand"}).content)
    assert {c["kind"] for c in demands["claims"]} == {"demand"}


def test_every_way_of_a_story_leads_somewhere(client: Client, story: str) -> None:
    """Each link of every part opens, and what follows its # stands on the page that it opens."""
    opened: dict[str, str] = {}
    broken = []
    for part in ("overview", "said", "times", "accounts", "people", "positions"):
        page = client.get(f"/story/{story}", params={"part": part}).text
        ways = sorted(
            {href.replace("&amp;", "&") for href in re.findall(r' href="((?:/(?:article|story|person)/)?[^"./:]*#?[^".:]*)"', page)}
        )
        for href in ways[:: max(1, len(ways) // 6)]:
            path, _, name = href.partition("#")
            if path and path not in opened:
                opened[path] = client.get(path).text
            text = opened[path] if path else page
            if "<h1" not in text or (name and f'id="{name}"' not in text):
                broken.append(href)
    assert broken == []


def test_every_mark_of_an_article_leads_to_its_line(client: Client, store: Store, story: str) -> None:
    article = store.view.story(story).articles[3].id
    page = client.get(f"/article/{article}").text
    ways = sorted(set(re.findall(r'href="(/story/[^"]+#[^"]+)"', page)))
    assert len(ways) > 10
    for href in ways[::6]:
        path, _, name = href.replace("&amp;", "&").partition("#")
        assert f'id="{name}"' in client.get(path).text, href


@pytest.mark.parametrize("shared", [80, 0], ids=["in its story", "by itself"])
def test_what_a_copy_took_over_from_its_origin_is_marked_on_its_page(
    client: Client, store: Store, story: str, shared: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mahdar.web.routes.articles.SHARED", shared)
    copy = next(one for one in store.view.story(story).articles if one.copy_of)
    origin = store.view.article(str(copy.copy_of)).articles[0]
    page = client.get(f"/article/{copy.id}").text
    shown = [unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r'<mark class="m taken">(.*?)</mark>', page, re.DOTALL)]
    assert len(shown) > 3
    plain = " ".join(words(origin.text)[0].astype(str))
    assert all(" ".join(words(one)[0].astype(str)) in plain for one in shown)
    assert "Taken over from the origin" in client.get(f"/article/{copy.id}", params={"lang": "en"}).text
    assert "taken" not in client.get(f"/article/{copy.id}", params={"plain": "true"}).text
    assert 'class="m taken"' not in client.get(f"/article/{origin.id}").text


def test_an_article_is_shown_character_for_character(client: Client, store: Store, story: str) -> None:
    line = store.view.story(story).articles[3]
    page = client.get(f"/article/{line.id}").text
    text = re.search(r'<div class="text"[^>]*>(.*?)</div></article>', page, re.DOTALL)
    assert text
    assert unescape(re.sub(r"<[^>]*>", "", text[1])) == line.text


def test_an_article_says_in_which_files_it_was_found(client: Client, store: Store) -> None:
    told = next(card.id for card in store.view.articles(size=100).items if card.title == "الميناء الشمالي يفتح في تموز")
    files = client.get(f"/article/{told}/files.json").json()["items"]
    assert [one["file"] for one in files] == ["barid-harbour.txt", "barid-later.txt"]
    page = client.get(f"/article/{told}", params={"lang": "en"}).text
    assert "It came in several files" in page
    assert all(one["file"] in page for one in files)
    once = next(card.id for card in store.view.articles(size=100).items if card.outlet == "صوت الساحل")
    assert "several files" not in client.get(f"/article/{once}", params={"lang": "en"}).text
    assert client.get("/article/artnone/files.json").status_code == 404


def test_a_stretch_is_lit_up_by_its_address(client: Client, story: str, store: Store) -> None:
    line = store.view.story(story).articles[3]
    assert 'id="p-10-20"' in client.get(f"/article/{line.id}", params={"at": "10-20"}).text
    assert client.get(f"/article/{line.id}", params={"at": "99999999-999999999"}).status_code == 200


def test_a_person_says_less_on_one_issue_and_the_address_holds_it(client: Client, person: str) -> None:
    every = client.get(f"/person/{person}/said.json").json()
    issue = next(line["issue"] for line in every["items"] if line["issue"])
    some = client.get(f"/person/{person}/said.json", params={"issue": issue}).json()
    assert 0 < some["total"] < every["total"]
    assert {line["issue"] for line in some["items"]} == {issue}


def test_wordings_of_one_remark_stand_together(client: Client, person: str) -> None:
    page = client.get(f"/person/{person}", params={"lang": "en"}).text
    assert "One remark in several wordings" in page
    assert 'class="m differs wording"' in page


def test_two_outlets_are_compared_on_one_story(client: Client, story: str) -> None:
    page = client.get("/compare", params={"story": story, "a": "مدار العرب", "b": "المرفأ اليوم", "lang": "en"}).text
    assert "What both tell" in page
    assert page.count('class="fact"') > 2
    assert "Only in" in page
    same = client.get("/compare", params={"story": story, "a": "مدار العرب", "b": "مدار العرب", "lang": "en"}).text
    assert "Choose two different outlets" in same


def test_search_finds_any_form_and_marks_it(client: Client) -> None:
    page = client.get("/search", params={"q": "السفيرين"}).text
    assert '<span class="m here">' in page
    found = client.get("/search.json", params={"q": "السفيرين", "kind": "quotations"}).json()
    assert found["total"] > 0
    assert all(hit["kind"] == "quotations" for hit in found["items"])


def test_an_article_that_was_found_shows_the_words_around_and_leads_to_them(client: Client) -> None:
    found = client.get("/search.json", params={"q": "السفيرين"}).json()["items"]
    some = next(hit for hit in found if hit["passages"][0]["start"] >= hit["end"])
    first = some["passages"][0]
    page = client.get("/search", params={"q": "السفيرين"}).text
    assert f'href="/article/{some["article"]}?at={first["start"]}-{first["end"]}#p-{first["start"]}-{first["end"]}"' in page
    start, end = first["marks"][0]
    assert f'<span class="m here">{first["words"][start - first["start"] : end - first["start"]]}</span>' in page
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv", params={"q": "السفيرين"}).text.removeprefix("\ufeff"))))
    assert first["words"] in next(row["passages"] for row in rows if row["id"] == some["id"])


def test_facets_narrow_a_search(client: Client) -> None:
    facets = client.get("/search/facets.json", params={"q": "بايدن"}).json()
    outlet = facets["outlets"][0]
    some = client.get("/search.json", params={"q": "بايدن", "outlet": outlet["value"]}).json()
    assert some["total"] == outlet["count"]


def test_the_first_page_tells_stories_by_day_and_what_each_day_brought(client: Client, store: Store) -> None:
    page = client.get("/", params={"lang": "en"}).text
    days = re.findall(r'<h2 id="h-(\d{4}-\d\d-\d\d)">', page)
    assert days == sorted({card.last for card in store.view.stories().items if card.last}, reverse=True)
    assert "1 on this day" in re.sub(r"<[^>]+>", "", page)
    assert 'href="/?day=2021-06-16"' in page
    one = client.get("/", params={"day": "2021-06-16", "lang": "en"}).text
    summit = max(store.view.stories().items, key=lambda card: card.articles)
    on = next(count.count for count in summit.days if count.value == "2021-06-16")
    assert f'<b class="fresh">{on} <' in one
    assert sum(count.count for count in store.view.days()) == store.view.articles().total


def test_the_first_page_says_what_is_new_who_spoke_and_where_outlets_part(client: Client, store: Store) -> None:
    lately = store.view.lately()
    assert lately
    told = store.view.articles(size=100).items
    assert lately.day == max(card.day for card in told if card.day) == "2021-06-25"
    assert lately.articles == sum(card.day == lately.day for card in told)
    assert lately.since == "2021-06-19"
    for one in lately.speakers:
        assert store.view.said(one.id, since=lately.since, until=lately.day).total == one.count > 0
    assert [one.count for one in lately.speakers] == sorted((one.count for one in lately.speakers), reverse=True)
    page = client.get("/", params={"lang": "en"}).text
    assert f'href="/?day={lately.day}&amp;new=true"' in page
    new = client.get("/stories.json", params={"day": lately.day, "new": True}).json()
    assert new["total"] == lately.opened
    assert {card["first"] for card in new["items"]} == {lately.day}
    clash = lately.clashes.items[0]
    assert clash.about == "number"
    assert f"/story/{clash.story}?part=accounts&amp;line={clash.id}#{clash.id}" in page
    assert 'class="lately"' not in client.get("/", params={"page": 2}).text


def test_contradictions_stand_side_by_side_in_their_words(client: Client, store: Store) -> None:
    found = client.get("/clashes.json").json()
    assert found["total"] == sum(card.contradicted for card in store.view.stories().items) > 0
    values = found["items"][0]["tellings"]
    assert {words for value in values for words in ("أربعة", "ستة") if words in value["passage"]["words"]} == {"أربعة", "ستة"}
    for value in values:
        at, text = value["passage"], store.view.article(value["article"]).articles[0].text
        assert text[at["start"] : at["end"]] == at["words"]
    assert {outlet for value in values for outlet in value["outlets"]} == {"صوت الساحل", "بريد العاصمة"}
    story = found["items"][0]["story"]
    way = client.get(f"/story/{story}", params={"part": "accounts", "line": found["items"][0]["id"]}).text
    assert f'id="{found["items"][0]["id"]}"' in way
    assert client.get("/clashes.json", params={"until": "2021-06-01"}).json()["total"] == 0
    assert "ستة" in client.get("/clashes.csv").text


def test_feeds_in_trouble_stand_first_and_are_for_editors(copy: Path) -> None:
    with Store(copy) as store:
        asked = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp()
        store.watched.keep(FeedState("https://well.example/rss", next=asked), ())
        store.watched.keep(FeedState("https://poor.example/rss", failures=3, said="HTTP 503"), ())
        with served(application(store)) as address, Client(base_url=address) as client:
            found = client.get("/watched.json").json()["items"]
            assert [one["url"] for one in found] == ["https://poor.example/rss", "https://well.example/rss"]
            page = client.get("/watched", params={"lang": "en"}).text
            assert page.index("HTTP 503") < page.index("03:04 UTC")
            assert 'href="/watched"' in client.get("/outlets").text
            assert client.get("/watched.csv").text.count("\n") == 3


def test_links_between_the_same_names_share_a_row_on_the_desk(client: Client) -> None:
    links = client.get("/desk.json").json()["items"]
    pairs = {(one["actor"], one["from_words"], one["to_words"], one["rule"]) for one in links}
    assert len(pairs) < len(links)
    page = client.get("/desk").text
    assert page.count('<p class="pair">') == len(pairs)
    for one in links:
        assert f'href="/article/{one["from_article"]}"' in page


def test_a_story_narrowed_to_days_holds_what_they_brought(client: Client, store: Store, story: str) -> None:
    whole = store.view.story(story)
    since = {"since": "2021-06-16", "until": "2021-06-16"}
    some = json.loads(client.get(f"/story/{story}.json", params=since).content)
    told = {a.id for a in whole.articles if a.published and a.published.value == "2021-06-16"}
    assert 0 < len(told) < len(whole.articles)
    assert {a["id"] for a in some["articles"]} == told
    assert {q["article"] for q in some["quotations"]} <= told
    page = client.get(f"/story/{story}").text
    assert f'href="/story/{story}?since=2021-06-16&amp;until=2021-06-16"' in page
    assert json.loads(client.get(f"/story/{story}.json", params={"until": "1999-01-01"}).content)["articles"] == []
    for part in ("overview", "said", "times", "sources", "people", "positions"):
        assert client.get(f"/story/{story}", params={"until": "1999-01-01", "part": part}).status_code == 200


def test_the_newest_articles_of_a_story_stand_first(client: Client, store: Store, story: str) -> None:
    titles = re.findall(r'<li><a href="/article/([^"]+)">', client.get(f"/story/{story}").text)
    days = {a.id: a.published.value for a in store.view.story(story).articles if a.published}
    assert [days[name] for name in titles] == sorted(days.values(), reverse=True)[: len(titles)]
    sources = re.findall(r'<h3><a href="/article/([^"]+)">', client.get(f"/story/{story}", params={"part": "sources"}).text)
    assert [days[name] for name in sources] == sorted(days.values(), reverse=True)


def test_a_person_stands_beside_those_who_are_named_with_it(client: Client, store: Store, person: str) -> None:
    card = store.view.actor(person)
    told = {a.id: {m.actor for m in store.view.article(a.id).mentions} for a in store.view.articles(size=100).items}
    assert card.company[0].name == "فلاديمير بوتين"
    for one in card.company:
        assert one.count == sum({person, one.id} <= names for names in told.values()) > 1
    assert sum(day.count for day in card.said_days) == card.quotations
    page = client.get(f"/person/{person}").text
    assert f'href="/person/{card.company[0].id}"' in page
    about = unescape(re.findall(r'href="(/search\?[^"]+)"', page)[0])
    assert client.get(about.replace("/search?", "/search.json?")).json()["total"] > 0


def test_names_of_one_kind_stand_alone(client: Client) -> None:
    people = client.get("/people.json", params={"kind": "person"}).json()
    assert {one["kind"] for one in people["items"]} == {"person"}
    assert 0 < people["total"] < client.get("/people.json").json()["total"]
    assert client.get("/people", params={"kind": "machine"}).status_code == 422


def test_the_outlets_that_are_compared_first_tell_most_in_texts_of_their_own(client: Client, store: Store, story: str) -> None:
    page = client.get("/compare", params={"story": story}).text
    a, b = re.findall(r'<option value="([^"]+)" selected', page)
    record = store.view.story(story)
    assert {one.copy_of or one.id for one in record.articles if one.outlet == a} != {
        one.copy_of or one.id for one in record.articles if one.outlet == b
    }
    assert 'class="fact"' in page or 'class="fact ' in page
    only = client.get("/compare", params={"story": story, "b": a}).text
    assert len(set(re.findall(r'<option value="([^"]+)" selected', only))) == 2


LISTS = ("/stories", "/people", "/outlets", "/desk", "/desk/decisions", "/search")


@pytest.mark.parametrize("path", LISTS)
def test_json_and_csv_of_a_list_hold_the_same_things(client: Client, path: str) -> None:
    params = {"q": "بايدن"} if path == "/search" else {}
    whole: list[object] = []
    page, more = 1, True
    while more:
        told = client.get(f"{path}.json", params={**params, "page": page}).json()
        whole += told["items"]
        more, page = told["next"] is not None, page + 1
    assert len(whole) == told["total"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv", params=params).text.removeprefix("\ufeff"))))
    assert len(rows) == told["total"]


@pytest.mark.parametrize("path", ["/person/{person}", "/story/{story}", "/outlet"])
def test_a_page_names_its_twins(client: Client, path: str, story: str, person: str) -> None:
    address = path.format(person=person, story=story) + ("?name=" + quote("مدار العرب") if path == "/outlet" else "")
    page = client.get(address).text
    twins = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', page)
    assert {kind for kind, _ in twins} - {"application/rss+xml"} == {"application/json", "text/csv"}
    for kind, href in twins:
        answer = client.get(href.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind)


def test_pages_of_a_list_follow_each_other_and_say_how_many(client: Client) -> None:
    first = client.get("/desk.json").json()
    assert first["pages"] > 1
    second = client.get(first["next"].replace("/desk?", "/desk.json?")).json()
    assert second["number"] == 2
    assert {one["id"] for one in first["items"]}.isdisjoint(one["id"] for one in second["items"])
    assert re.search(r"Total</span> <b>\d+</b>", client.get("/desk", params={"lang": "en"}).text)


def test_a_page_beyond_the_last_is_empty_and_no_error(client: Client) -> None:
    for path in ("/", "/people", "/outlets", "/desk", "/search?q=بايدن"):
        answer = client.get(path, params={"page": 999_999} if "?" not in path else None)
        assert answer.status_code == 200, path


def test_an_old_id_of_a_story_leads_to_where_it_is_now(client: Client) -> None:
    assert client.get("/story/nothing").status_code == 404


def test_both_languages_say_the_same_things_in_the_same_order(client: Client, story: str) -> None:
    arabic = client.get(f"/story/{story}", params={"lang": "ar"}).text
    english = client.get(f"/story/{story}", params={"lang": "en"}).text
    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="en" dir="ltr">' in english
    assert "data-en" not in arabic + english
    assert re.findall(r'href="(#[^"]+|/[a-z]+/[^"?]+)"', arabic) == re.findall(r'href="(#[^"]+|/[a-z]+/[^"?]+)"', english)


def test_english_pages_leave_no_word_of_ours_in_arabic(client: Client) -> None:
    """Outside of what is quoted or named, an English page has no Arabic letter, but for the switch."""
    for path in ("/", "/people", "/outlets", "/desk", "/search", "/sign-in", "/desk/decisions"):
        page = client.get(path, params={"lang": "en"}).text
        own = re.sub(
            r'<(bdi|a|option|select)\b[^>]*?(?:lang="ar"|id="switch"|value="[^"]*[\u0600-\u06ff][^"]*")[^>]*>.*?</\1>',
            "",
            page,
            flags=re.DOTALL,
        )
        own = re.sub(r'(?:value|aria-label|href|hx-get)="[^"]*"', "", own)
        assert re.findall(r"[\u0621-\u064a]{3,}", own) == [], path


def test_the_description_for_programs_names_every_page(client: Client) -> None:
    told = client.get("/docs/openapi.json").json()
    assert {"/", "/story/{story}", "/story/{story}.json", "/person/{actor}", "/search.csv", "/desk/decide", "/sign-in"} <= set(
        told["paths"]
    )
    referred = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)))
    assert referred <= set(told["components"]["schemas"])
    for path, operations in told["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path


def test_what_json_shows_is_what_it_is_said_to_show(client: Client, story: str) -> None:
    assert msgspec.json.decode(client.get(f"/story/{story}.json").content, type=Record).stories[0].id == story


def test_a_person_leads_to_the_links_that_make_it_one_and_to_them_alone(client: Client, person: str) -> None:
    page = client.get(f"/person/{person}").text
    way = next(way for way in re.findall(r'href="([^"]+)"', page) if way.startswith("/desk?"))
    desk = client.get(way)
    assert desk.status_code == 200
    links = client.get(way.replace("/desk?", "/desk.json?")).json()
    assert {one["actor"] for one in links["items"]} == {person}
    card = client.get(f"/person/{person}.json").json()
    assert links["total"] == card["linked"] > 0
    assert f"({card['linked']})" in page
    assert client.get("/desk", params={"actor": "nobody"}).status_code == 404


def test_the_desk_offers_every_reason_that_there_is_in_words(client: Client) -> None:
    rules = {one["rule"] for n in range(1, client.get("/desk.json").json()["pages"] + 1) for one in items(client, n)}
    for language in ("ar", "en"):
        offered = dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+) \(\d+\)<', client.get("/desk", params={"lang": language}).text))
        assert rules == offered.keys()
        assert not any("link." in words for words in offered.values())


def items(client: Client, number: int) -> list[dict[str, str]]:
    found: list[dict[str, str]] = client.get("/desk.json", params={"page": number}).json()["items"]
    return found


def test_nobody_has_said_nothing(client: Client) -> None:
    for path in ("/person/nobody", "/person/nobody.csv", "/person/nobody.rss", "/person/nobody/said.json"):
        assert client.get(path).status_code == 404


def test_the_stories_of_one_actor_say_whose_they_are_and_keep_to_it(client: Client, store: Store, person: str) -> None:
    page = client.get("/", params={"actor": person, "lang": "en"}).text
    name = store.view.actor(person).name
    assert re.search(rf"Naming</span>: <a href=\"/person/{person}\"><bdi[^>]*>{name}</bdi></a>", page)
    assert f'<input type="hidden" name="actor" value="{person}">' in page
    assert client.get("/", params={"actor": "nobody"}).status_code == 404
    spring = client.get("/", params={"since": "2021-04-01", "until": "2021-04-30"}).text
    assert 'type="hidden" name="since" value="2021-04-01"' in spring


def test_the_history_of_a_story_leads_to_what_made_it(client: Client, store: Store, story: str) -> None:
    page = client.get(f"/story/{story}", params={"part": "history"}).text
    section = page[page.index('id="history"') :]
    for step in store.view.history(story):
        assert f'href="/article/{step.what}"' in section or f'href="/story/{step.what}"' in section
    assert 'dir="ltr">0.00<' not in section
