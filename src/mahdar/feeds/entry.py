"""What a list of feeds holds, and what a feed holds."""

from __future__ import annotations

from msgspec import Struct


class Subscription(Struct, frozen=True):
    """A feed to watch; `outlet` is the outlet's name where the list gives one, `label` how the list calls the feed."""

    url: str
    outlet: str | None = None
    label: str | None = None


class Entry(Struct, frozen=True):
    """One page that a feed announces.

    `published` is an ISO date or date-time, `outlet` who published the page where the entry says so (feeds of feeds do).
    `mark` is a digest of all that the feed says of the page: when it changes, the page is asked for again.
    """

    url: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    mark: str = ""


class Feed(Struct, frozen=True):
    """A feed as it was read: its own title, and its entries in its order, each address once.

    `skipped` counts entries without a web address.
    """

    title: str | None
    entries: tuple[Entry, ...]
    skipped: int = 0
