"""Where the state of feeds and pages is kept between visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from mahdar.feeds.state import FeedState, PageState


class Memory(Protocol):
    """Keeps what is known of feeds and pages; reading is safe from several threads."""

    def feed(self, url: str) -> FeedState | None:
        """What is known of a feed, or None where it was never visited."""

    def pages(self, urls: Sequence[str]) -> Mapping[str, PageState]:
        """What is known of these pages, by address; those never seen are left out."""

    def due(self, feed: str, now: float) -> Sequence[PageState]:
        """The pages of a feed whose time has come, by address."""

    def keep(self, feed: FeedState, pages: Iterable[PageState]) -> None:
        """Remembers a feed and its pages, all of it or nothing."""


class InMemory:
    """A memory that ends with the program."""

    def __init__(self) -> None:
        self.feeds: dict[str, FeedState] = {}
        self.seen: dict[str, PageState] = {}

    def feed(self, url: str) -> FeedState | None:
        """What is known of a feed."""
        return self.feeds.get(url)

    def pages(self, urls: Sequence[str]) -> Mapping[str, PageState]:
        """What is known of these pages."""
        return {url: self.seen[url] for url in urls if url in self.seen}

    def due(self, feed: str, now: float) -> Sequence[PageState]:
        """The pages of a feed whose time has come."""
        due = [p for p in list(self.seen.values()) if p.feed == feed and p.next is not None and p.next <= now]
        return sorted(due, key=lambda page: page.url)

    def keep(self, feed: FeedState, pages: Iterable[PageState]) -> None:
        """Remembers a feed and its pages."""
        self.feeds[feed.url] = feed
        self.seen.update((page.url, page) for page in pages)
