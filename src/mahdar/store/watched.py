"""The state of watched feeds and of the pages that they announced, as `mahdar.feeds` asks for it: kept, never derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select

from mahdar.feeds import FeedState, PageState
from mahdar.store import schema
from mahdar.store.trouble import clear

_AT_ONCE = 400  # values in one statement


class Watched:
    """Keeps the state of feeds and pages; fits `mahdar.feeds.Memory`. Reading is safe from several threads."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name

    def feed(self, url: str) -> FeedState | None:
        """What is known of a feed, or None where it was never visited."""
        f = schema.feeds
        with clear(self._name), self._engine.connect() as connection:
            row = connection.execute(select(f).where(f.c.url == url)).first()
        if row is None:
            return None
        then = datetime.fromisoformat(row.next).timestamp() if row.next else 0.0
        return FeedState(row.url, row.etag, row.modified, row.moved, then, row.failures, row.gone, row.note or None)

    def pages(self, urls: Sequence[str]) -> Mapping[str, PageState]:
        """What is known of these pages, by address."""
        p = schema.pages.c
        with clear(self._name), self._engine.connect() as connection:
            rows = [row for some in _some(urls) for row in connection.execute(select(p.url, p.state).where(p.url.in_(some)))]
        return {row.url: msgspec.json.decode(row.state, type=PageState) for row in rows}

    def due(self, feed: str, now: float) -> Sequence[PageState]:
        """The pages of a feed whose time has come, by address."""
        p = schema.pages.c
        with clear(self._name), self._engine.connect() as connection:
            rows = connection.execute(select(p.state).where(p.feed == feed, p.next <= now).order_by(p.url)).all()
        return [msgspec.json.decode(row.state, type=PageState) for row in rows]

    def keep(self, feed: FeedState, pages: Iterable[PageState]) -> None:
        """Remembers a feed and its pages, in one transaction."""
        kept = {page.url: page for page in pages}
        with clear(self._name), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            _put_feed(connection, feed, next((page.outlet for page in kept.values() if page.outlet), None))
            for some in _some(list(kept)):
                connection.execute(delete(schema.pages).where(schema.pages.c.url.in_(some)))
                rows = [
                    {"url": p.url, "feed": p.feed, "next": p.next, "state": msgspec.json.encode(p).decode()}
                    for p in map(kept.get, some)
                    if p
                ]
                connection.execute(insert(schema.pages), rows)


def _put_feed(connection: Connection, feed: FeedState, outlet: str | None) -> None:
    f = schema.feeds
    then = datetime.fromtimestamp(feed.next, UTC).isoformat(timespec="seconds")
    before = connection.execute(select(f.c.outlet).where(f.c.url == feed.url)).scalar()
    connection.execute(delete(f).where(f.c.url == feed.url))
    connection.execute(
        insert(f).values(
            url=feed.url,
            outlet=outlet or before,
            etag=feed.etag,
            modified=feed.modified,
            next=then,
            failures=feed.failures,
            note=feed.said or "",
            moved=feed.moved,
            gone=feed.gone,
        )
    )


def _some(urls: Sequence[str]) -> Iterator[list[str]]:
    coming = iter(urls)
    while some := list(islice(coming, _AT_ONCE)):
        yield some
