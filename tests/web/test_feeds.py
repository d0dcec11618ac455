"""The feeds of the explorer: what a feed reader finds there is what the exports write."""

from __future__ import annotations

import feedparser
import pytest
from httpx import Client

from mahdar.exports import Options, export
from mahdar.store import Store
from mahdar.web.routes import people


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


def test_a_feed_asks_for_a_token_where_users_are_named(outside: Client, story: str, person: str) -> None:
    for path in (f"/story/{story}.rss", f"/person/{person}.rss"):
        assert outside.get(path, headers={"accept": "text/html, application/rss+xml"}).status_code == 401
