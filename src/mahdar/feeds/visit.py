"""One visit to one feed: what it announces, which pages are new or changed, and their captures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from time import monotonic

from httpx import URL
from msgspec import Struct
from msgspec.structs import replace

from mahdar.captures import Capture, Declared, received
from mahdar.errors import InputError
from mahdar.feeds.entry import Entry, Subscription
from mahdar.feeds.fetch import Answer, Fetcher
from mahdar.feeds.memory import Memory
from mahdar.feeds.parse import page_address, parse
from mahdar.feeds.state import FeedState, PageState, answered, failed, gone, left, missed, seen

_OWN_NAME = re.compile(rb"<meta\b[^>]{0,300}?property\s*=\s*[\"']?og:site_name\b", re.IGNORECASE)
_SILENT = 3  # pages in a row without an answer, after which the rest wait for the next visit
_BUSY = (429, 503)
_AWAY = (404, 410)


class Found(Struct, frozen=True):
    """A page that is new, or not as it was, and its state once the capture is kept."""

    capture: Capture
    page: PageState


class Visit(Struct, frozen=True):
    """What came of a visit. `feed` and `pages` are to be kept after the captures of `found` are.

    `announced` counts the entries of the feed (0 where it had not changed), `waiting` the pages left for the next visit.
    """

    feed: FeedState
    found: tuple[Found, ...] = ()
    pages: tuple[PageState, ...] = ()
    errors: tuple[InputError, ...] = ()
    announced: int = 0
    waiting: int = 0


class Pace(Struct, frozen=True):
    """How often a feed is visited, and how much of a visit is enough: seconds, pages, bytes."""

    every: float = 900.0
    pages: int = 100
    bytes: int = 64 << 20
    longest: float = 300.0


class _Listing(Struct, frozen=True):
    feed: FeedState
    label: str | None = None
    entries: tuple[Entry, ...] = ()
    error: InputError | None = None


def visit(one: Subscription, fetcher: Fetcher, memory: Memory, *, now: float, pace: Pace = Pace()) -> Visit:  # noqa: B008 - frozen
    """What a feed has for us now. Whatever is wrong with it or its pages is an error in the visit, never raised."""
    state = memory.feed(one.url) or FeedState(one.url)
    listing = _listing(one, state, fetcher, now=now, pace=pace)
    known = memory.pages([entry.url for entry in listing.entries])
    fresh = [page for entry in listing.entries if (page := _announced(entry, one, listing.label, known.get(entry.url), now))]
    waiting = {page.url: page for page in [*memory.due(one.url, now), *fresh]}
    if listing.feed.failures or listing.feed.gone:
        waiting = {}
    found, pages, errors = _pages(list(waiting.values()), fetcher, now=now, pace=pace)
    left_over = len(waiting) - len(found) - len(pages)
    kept = {page.url: page for page in [*waiting.values(), *pages] if page.url not in {f.page.url for f in found}}
    wrong = ([listing.error] if listing.error else []) + errors
    return Visit(listing.feed, tuple(found), tuple(kept.values()), tuple(wrong), len(listing.entries), left_over)


def _listing(one: Subscription, state: FeedState, fetcher: Fetcher, *, now: float, pace: Pace) -> _Listing:
    """What the feed itself says, and its state after that."""
    every = pace.every
    try:
        answer = fetcher.get(state.moved or one.url, "feed", etag=state.etag, modified=state.modified)
    except InputError as error:
        return _Listing(failed(state, error.reason, now=now, every=every), error=_about(one, error))
    if answer.status == 410:
        said = "gone for good (410); take it out of the list"
        return _Listing(gone(state, said), error=InputError(one.url, said))
    if answer.status not in (200, 304):
        said = _status(answer)
        return _Listing(failed(state, said, now=now, every=every, retry=answer.retry), error=InputError(one.url, said))
    if answer.status == 304:
        etag, modified = answer.etag or state.etag, answer.modified or state.modified
        return _Listing(answered(state, etag=etag, modified=modified, moved=answer.moved, now=now, every=every))
    try:
        feed = parse(answer.body, answer.url, charset=answer.charset)
    except InputError as error:
        return _Listing(failed(state, error.reason, now=now, every=every), error=_about(one, error))
    after = answered(state, etag=answer.etag, modified=answer.modified, moved=answer.moved, now=now, every=every)
    odd = f"{feed.skipped} of its entries name no page of the web and are left out"
    return _Listing(after, one.label or feed.title, feed.entries, InputError(one.url, odd) if feed.skipped else None)


def _announced(entry: Entry, one: Subscription, label: str | None, known: PageState | None, now: float) -> PageState | None:
    """The page of an entry where it is to be asked for now: it is new, or its feed says something else of it."""
    if known and known.mark == entry.mark:
        return None
    outlet = one.outlet or entry.outlet
    page = known or PageState(entry.url, one.url)
    label = None if outlet else label
    return replace(
        page, title=entry.title, published=entry.published, outlet=outlet, label=label, mark=entry.mark, next=now, visits=0, failures=0
    )


def _pages(due: Sequence[PageState], fetcher: Fetcher, *, now: float, pace: Pace) -> tuple[list[Found], list[PageState], list[InputError]]:
    """The pages that are new or changed, those that are not, and what went wrong; the rest wait for the next visit."""
    found: list[Found] = []
    others: list[PageState] = []
    errors: list[InputError] = []
    silent, until = 0, monotonic() + pace.longest
    for page in due[: pace.pages]:
        if silent >= _SILENT or monotonic() > until or sum(len(f.capture.data) for f in found) > pace.bytes:
            break
        try:
            answer = fetcher.get(page.url, "page", etag=page.etag, modified=page.modified)
        except InputError as error:
            silent += 1
            others.append(missed(page, now=now, every=pace.every))
            errors.append(_about(page, error))
            continue
        silent = silent + 1 if answer.status in _BUSY else 0
        after = _after(page, answer, now=now, every=pace.every)
        if isinstance(after, Found):
            found.append(after)
        elif isinstance(after, InputError):
            errors.append(after)
            others.append(missed(page, now=now, every=pace.every, retry=answer.retry) if answer.status not in (*_AWAY, 200) else left(page))
        else:
            others.append(after)
    return found, others, errors


def _after(page: PageState, answer: Answer, *, now: float, every: float) -> Found | PageState | InputError:
    """What an answer makes of a page: a capture, the page as it was, or an error."""
    if answer.status == 304:
        return seen(page, etag=answer.etag or page.etag, modified=answer.modified or page.modified, sha=None, now=now)
    if answer.status != 200:
        return InputError(page.url, _status(answer))
    url = page_address(answer.url, page.url) or page.url
    if URL(url).path in ("", "/") and URL(page.url).path not in ("", "/"):
        return InputError(page.url, "leads to the front page, so the article was taken away; it is left")
    outlet = page.outlet or (None if _OWN_NAME.search(answer.body[:200_000]) else page.label)
    declared = Declared(page.title, outlet, url, page.published)
    capture = received(url, "page", answer.body, declared, charset=answer.charset)
    if isinstance(capture, InputError):
        return InputError(page.url, capture.reason)
    after = seen(page, etag=answer.etag, modified=answer.modified, sha=capture.sha256, now=now)
    return after if capture.sha256 == page.sha256 else Found(capture, after)


def _status(answer: Answer) -> str:
    """What to say of a status that is no use, and what to do."""
    known = {
        401: "asks for a password; ask the outlet for an open feed",
        403: "is refused to programs; ask the outlet for leave",
        404: "is not there; check the address",
        410: "is gone for good; it is left",
        429: "says that it is asked too often; it is left alone for a while",
        451: "is withheld for legal reasons; it is left",
    }
    return f"{known.get(answer.status, 'cannot be had now; it is tried again later')} ({answer.status})"


def _about(of: Subscription | PageState, error: InputError) -> InputError:
    """The error under the address that was meant, with the one that failed where that is another."""
    same = error.file.rstrip("/") == of.url.rstrip("/")
    return InputError(of.url, error.reason if same else f"{error.file}: {error.reason}")
