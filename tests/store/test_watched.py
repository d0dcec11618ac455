"""What is known of feeds and pages is kept alike in both kinds of database."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from mahdar.feeds import FeedState, PageState
from mahdar.store import Store

FEED = FeedState(
    "https://news.example/rss", '"1"', "Sat, 21 Nov 2026 10:00:00 GMT", "https://news.example/new", 1_800_000_000.0, 2, said="(500)"
)
PAGES = [
    PageState(f"https://news.example/{n}", FEED.url, "خبر", outlet="صحيفة المثال", mark="m", next=float(n), visits=n) for n in range(900)
]


def test_what_was_kept_of_a_feed_and_its_pages_comes_back(address: Callable[[], str]) -> None:
    where = address()
    with Store(where) as store:
        assert store.watched.feed(FEED.url) is None
        store.watched.keep(FEED, PAGES)
        store.watched.keep(FEED, PAGES)
    with Store(where) as store:
        assert store.watched.feed(FEED.url) == FEED
        assert store.watched.pages([page.url for page in PAGES]) == {page.url: page for page in PAGES}
        assert store.watched.pages(["https://news.example/none"]) == {}
        assert [feed.outlet for feed in store.desk.feeds()] == ["صحيفة المثال"]


def test_the_pages_that_are_due_are_those_whose_time_has_come(address: Callable[[], str]) -> None:
    with Store(address()) as store:
        store.watched.keep(FEED, [*PAGES[:3], replace(PAGES[3], next=None)])
        store.watched.keep(replace(FEED, url="https://other.example/rss", gone=True), [replace(PAGES[4], feed="https://other.example/rss")])
        assert [page.url[-1] for page in store.watched.due(FEED.url, 1.0)] == ["0", "1"]
        assert [page.url[-1] for page in store.watched.due(FEED.url, 1e12)] == ["0", "1", "2"]
        kept = store.watched.feed("https://other.example/rss")
        assert kept is not None
        assert kept.gone
