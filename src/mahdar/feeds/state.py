"""What is remembered of a feed and of a page between two visits, and when each is asked again."""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

_LONGEST = 24 * 3600.0  # seconds; a feed that fails is asked once a day in the end
_LONGEST_ASKED = 7 * _LONGEST  # the longest Retry-After that is kept to
_JITTER = 0.1  # a wait is longer by up to this share, by feed, so that a hundred feeds do not ask in one minute
_LOST = 3  # failures after which a remembered move is forgotten
_GIVEN_UP = 5  # failures after which a page is left
# An article is mended most in its first hours; how long after each visit its page is asked again, while nothing is said.
AGAIN = (3600.0, 6 * 3600.0, 24 * 3600.0)


class FeedState(Struct, frozen=True):
    """A feed as of its last visit; times are seconds since 1970.

    `moved` is where the feed lives now (every redirect to it was for good), `next` when it is to be asked again,
    `failures` how many visits in a row failed, `gone` whether its host said that there will be no more (410), `said`
    what went wrong the last time.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    next: float = 0.0
    failures: int = 0
    gone: bool = False
    said: str | None = None


class PageState(Struct, frozen=True):
    """A page that a feed announced, as of its last visit; `next` is None where it is not asked again.

    `outlet` is who published it, as the list or the entry says; `label` is what the list or the feed calls the feed,
    the outlet's name for want of a better one. `mark` is what the feed said of the page (see `Entry`), `sha256` the
    digest of the bytes last received, `words` that of its text, `visits` how often the page answered.
    """

    url: str
    feed: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    label: str | None = None
    mark: str = ""
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None
    words: str | None = None
    next: float | None = 0.0
    visits: int = 0
    failures: int = 0


def answered(state: FeedState, *, etag: str | None, modified: str | None, moved: str | None, now: float, every: float) -> FeedState:
    """The feed after an answer that was of use."""
    then = now + every + jitter(state.url, 0, every)
    return FeedState(state.url, etag, modified, moved or state.moved, then)


def failed(state: FeedState, said: str, *, now: float, every: float, retry: float | None = None) -> FeedState:
    """The feed after a failure: each in a row doubles the wait, up to a day; what the host asks for is kept to where longer."""
    failures = state.failures + 1
    wait = min(every * 2.0 ** min(failures, 20), max(_LONGEST, every))
    wait = max(wait + jitter(state.url, failures, wait), min(retry or 0.0, _LONGEST_ASKED))
    moved = None if failures >= _LOST else state.moved
    return replace(state, next=now + wait, failures=failures, said=said, moved=moved)


def gone(state: FeedState, said: str) -> FeedState:
    """The feed after 410: it is not asked again."""
    return replace(state, gone=True, said=said)


def seen(page: PageState, *, etag: str | None, modified: str | None, sha: str | None, now: float) -> PageState:
    """The page after an answer: asked again later and later, then no more until its feed says something new of it."""
    again = AGAIN[page.visits] if page.visits < len(AGAIN) else None
    then = None if again is None else now + again + jitter(page.url, page.visits, again)
    return replace(page, etag=etag, modified=modified, sha256=sha or page.sha256, next=then, visits=page.visits + 1, failures=0)


def missed(page: PageState, *, now: float, every: float, retry: float | None = None) -> PageState:
    """The page after a failure: asked again later and later, then left."""
    failures = page.failures + 1
    if failures >= _GIVEN_UP:
        return replace(page, failures=failures, next=None)
    wait = min(every * 2.0**failures, _LONGEST)
    return replace(page, failures=failures, next=now + max(wait + jitter(page.url, failures, wait), min(retry or 0.0, _LONGEST_ASKED)))


def left(page: PageState) -> PageState:
    """The page after an answer that will not change: it is left until its feed says something new of it."""
    return replace(page, next=None, failures=0)


def jitter(name: str, turn: int, wait: float) -> float:
    """A share of a wait that differs from name to name and turn to turn, and is the same in every run."""
    drawn = int.from_bytes(sha256(f"{name}\x1f{turn}".encode("utf-8", "replace")).digest()[:4], "big") / 2**32
    return drawn * _JITTER * wait
