"""The feeds of the explorer: what a feed reader finds there is what the exports write."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

import feedparser
import pytest
from httpx import Client
from typer.testing import CliRunner

from mahdar.cli.main import app as command
from mahdar.exports import Options, export
from mahdar.store import Store, Wanted
from mahdar.web import Options as Looked
from mahdar.web import application
from mahdar.web.routes import people
from mahdar.web.sessions import digest_of

from .conftest import served
from .test_safety import form_of, signed


def test_the_feed_of_a_story_is_the_one_that_the_export_writes(client: Client, store: Store, story: str) -> None:
    answer = client.get(f"/story/{story}.rss")
    [(_, chunks)] = export(
        store.view.story(story), "rss", options=Options(base=f"{client.base_url}/".replace("//", "/").replace(":/", "://"))
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/rss+xml")
    assert answer.content == b"".join(chunks)


def test_the_feed_of_a_person_holds_every_statement_that_the_export_holds(client: Client, store: Store, person: str) -> None:
    shown = feedparser.parse(client.get(f"/person/{person}.rss").content)
    wanted: dict[str, str] = {}
    for card in store.view.stories(actor=person).items:
        [(_, chunks)] = export(store.view.story(card.id), "rss", options=Options(person=person))
        wanted |= {e.guid: e.description for e in feedparser.parse(b"".join(chunks)).entries}
    assert not shown.bozo
    assert {e.guid: e.description for e in shown.entries} == wanted
    assert len(wanted) > 10


def test_a_feed_too_long_for_one_page_says_where_the_next_one_is(
    client: Client, store: Store, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "SIZE", 10)
    found: list[str] = []
    address: str | None = f"/person/{person}.rss"
    while address:
        feed = feedparser.parse(client.get(address).content)
        found += [e.guid for e in feed.entries]
        address = next((link.href for link in feed.feed.links if link.rel == "next"), None)
    total = store.view.said(person).total
    assert len(found) == len(set(found)) == total > 10


def test_the_feed_of_a_story_narrowed_to_a_person_holds_that_persons_words(client: Client, store: Store, story: str, person: str) -> None:
    feed = feedparser.parse(client.get(f"/story/{story}.rss", params={"person": person}).content)
    assert len(feed.entries) == sum(q.actor == person for q in store.view.story(story).quotations) > 0
    assert client.get(f"/story/{story}.rss", params={"person": "nobody"}).status_code == 404


def test_a_feed_holds_what_means_harm_as_text(client: Client, store: Store, harm: str) -> None:
    home = store.view.article(harm).articles[0].story
    feed = client.get(f"/story/{home}.rss")
    assert not feedparser.parse(feed.content).bozo
    assert b"<script" not in feed.content


def test_stories_and_searches_have_feeds_that_lead_to_what_they_tell(client: Client, store: Store) -> None:
    stories = feedparser.parse(client.get("/stories.rss", params={"outlet": "بريد العاصمة"}).content)
    assert not stories.bozo
    assert [entry.guid for entry in stories.entries] == [f"urn:mahdar:{one.id}" for one in store.view.stories(outlet="بريد العاصمة").items]
    hits = feedparser.parse(client.get("/search.rss", params={"q": "السفيرين", "kind": "quotations"}).content)
    found = store.view.search("السفيرين", Wanted(kind="quotations"))
    assert not hits.bozo
    assert [entry.guid for entry in hits.entries] == [f"urn:mahdar:{one.id}" for one in found.items]
    for entry in (*stories.entries[:2], *hits.entries[:2]):
        assert client.get(entry.link).status_code == 200
    assert 'type="application/rss+xml"' in client.get("/search", params={"q": "السفيرين"}).text


def test_a_feed_asks_for_a_token_where_users_are_named(outside: Client, story: str, person: str) -> None:
    for path in (f"/story/{story}.rss", f"/person/{person}.rss", "/stories.rss", "/search.rss?q=x"):
        assert outside.get(path, headers={"accept": "text/html, application/rss+xml"}).status_code == 401


def test_a_user_makes_an_address_for_a_feed_reader_and_takes_it_back(outside: Client, story: str) -> None:
    signed(outside, "reem")
    of = f"/story/{story}.rss?outlet=%D9%85%D8%AF%D8%A7%D8%B1"
    assert f'href="/feeds?of={quote(of.partition("?")[0], safe="")}"' in outside.get(f"/story/{story}").text
    form = outside.get("/feeds", params={"of": of})
    made = outside.post("/feeds/make", data={"of": of, "token": form_of(form)})
    address = unescape(re.findall(r'<code class="address" dir="ltr">([^<]+)<', made.text)[0])
    assert made.headers["cache-control"] == "no-store"
    with Client() as reader:
        assert reader.get(address).status_code == 200
        key = urlsplit(address).query.partition("key=")[2]
        assert reader.get(address.replace(key, "feed_" + "A" * 43)).status_code == 401
        assert key not in outside.get("/feeds").text
        digest = re.findall(r'name="digest" value="([0-9a-f]{12})"', outside.get("/feeds").text)[0]
        outside.post("/feeds/end", data={"digest": digest, "token": form_of(outside.get("/feeds"))})
        assert reader.get(address).status_code == 401


def test_a_key_of_a_feed_opens_nothing_but_feeds(copy: Path, secrets: dict[str, str]) -> None:
    made = CliRunner()
    with Store(copy) as opened:
        opened.desk.put_user("adam", secrets["adam"], "editor")
        key = made.invoke(command, ["users", "feed", "adam", "--note", "desk", "--db", str(copy)]).stdout.strip()
        assert key.startswith("?key=feed_")
        assert key[5:] not in repr(opened.desk.tokens("adam"))
        home = opened.view.stories().items[0].id
        person = opened.view.actors().items[0].id
        with served(application(opened, Looked(open_here=False))) as url, Client(base_url=url) as client:
            for feed in (f"/story/{home}.rss", f"/person/{person}.rss", "/stories.rss", "/search.rss"):
                assert client.get(feed + key).status_code == 200
            for path in (
                "/",
                "/stories.json",
                f"/story/{home}",
                f"/story/{home}.json",
                f"/person/{person}.csv",
                "/desk/audit.json",
                "/feeds",
            ):
                assert client.get(path + key, headers={"accept": "application/json"}).status_code == 401, path
            assert client.get(f"/story/{home}.rss", headers={"authorization": f"Bearer {key[5:]}"}).status_code == 401
            assert client.post("/desk/decide" + key, data={"a": "x", "b": "y", "ruling": "same"}).status_code == 401
            opened.desk.put_token(digest_of("lasting"), "adam")
            assert client.get(f"/story/{home}.rss?key=lasting").status_code == 401
            opened.desk.remove_user("adam")
            assert client.get(f"/story/{home}.rss" + key).status_code == 401


def test_the_pages_of_a_feed_keep_its_key(copy: Path, secrets: dict[str, str], person: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "SIZE", 10)
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        opened.desk.put_token(digest_of("feed_x"), "reem", scope="feeds")
        with served(application(opened, Looked(open_here=False))) as url, Client(base_url=url) as client:
            feed = feedparser.parse(client.get(f"/person/{person}.rss?key=feed_x").content)
            more = next(link.href for link in feed.feed.links if link.rel == "next")
            assert feedparser.parse(client.get(more).content).entries
            assert all("feed_x" not in entry.link for entry in feed.entries)


def test_nobody_may_have_keys_without_end_or_end_those_of_others(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        for name in ("reem", "adam"):
            opened.desk.put_user(name, secrets[name], "reader")
        opened.desk.put_token(digest_of("feed_adam"), "adam", scope="feeds")
        for n in range(20):
            opened.desk.put_token(digest_of(f"feed_{n}"), "reem", scope="feeds")
        with served(application(opened, Looked(open_here=False))) as url, Client(base_url=url) as client:
            signed(client, "reem")
            form = form_of(client.get("/feeds"))
            assert client.post("/feeds/make", data={"token": form}).status_code == 422
            assert client.post("/feeds/end", data={"token": form, "digest": digest_of("feed_adam")}).status_code == 303
            assert client.post("/feeds/end", data={"token": "", "digest": digest_of("feed_1")}).status_code == 403
        assert len(opened.desk.tokens("adam")) == 1
        assert len(opened.desk.tokens("reem")) == 20


def test_where_nobody_is_named_a_feed_needs_no_key(client: Client, story: str) -> None:
    page = client.get("/feeds", params={"of": f"/story/{story}.rss", "lang": "en"}).text
    assert f'<code class="address" dir="ltr">{str(client.base_url).rstrip("/")}/story/{story}.rss</code>' in page
    assert "/feeds/make" not in page
    assert client.get(f"/story/{story}").text.count(f'href="/story/{story}.rss"') == 2
