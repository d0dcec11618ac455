"""`mahdar watch`: feeds come in, stories grow."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from mahdar.cli.add import DB

if TYPE_CHECKING:
    from mahdar.captures import Capture
    from mahdar.feeds import Found, PageState, Subscription, Visit
    from mahdar.store import Store, Writer


def watch(
    feeds: Annotated[
        list[str] | None, typer.Argument(metavar="FEED...", help="Addresses of RSS, Atom or JSON feeds.", show_default=False)
    ] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option("--list", metavar="FILE", help="An OPML file, or a text file with an address a line.", show_default=False),
    ] = None,
    db: Annotated[str, DB] = "mahdar.db",
    every: Annotated[float, typer.Option("--every", metavar="MINUTES", min=1, max=10080, help="How often a feed is asked.")] = 15.0,
    once: Annotated[bool, typer.Option("--once", help="Visit every feed once and stop, as a job of cron does.")] = False,
    *,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Ask addresses inside this machine and its network too.")] = False,
    contact: Annotated[
        str | None, typer.Option("--contact", metavar="TEXT", help="Whom outlets may write to; sent with every request.")
    ] = None,
    no_tagger: Annotated[bool, typer.Option("--no-tagger", help="Find names by rules alone: faster, fewer unknown names.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Watch feeds, and add the pages that they announce to a database.

    New pages are added, and a page that changed is added as a new version of itself. Servers are asked politely: only
    for what changed, one request at a time with a pause between, as their robots.txt allows, less and less often where
    they fail. Only public addresses are asked. Ctrl-C ends the watch; what was fetched by then is kept.

    For example:

        mahdar watch https://news.example/rss.xml --db desk.db

        mahdar watch --list feeds.opml --db desk.db --every 30
    """
    from mahdar.feeds import Fetcher, Pace, rounds
    from mahdar.store import Store

    wanted = _wanted(feeds or (), lists or (), allow_private=allow_private)
    told = _contact(contact)
    with _until_told() as stop, Store(db) as store:
        fetcher = Fetcher(allow_private=allow_private, contact=told, stop=stop)
        writer, answered, seen = store.writer(tagger=not no_tagger), 0, 0
        for visits in rounds(wanted, fetcher, store.watched, stop=stop, pace=Pace(every=every * 60), once=once):
            seen += len(visits)
            answered += sum(not v.feed.failures and not v.feed.gone for v in visits)
            _keep(visits, store, writer, quiet=quiet)
        if stop.is_set() and not quiet:
            typer.echo("stopped; what was fetched is kept", err=True)
    if once and seen and not answered and not stop.is_set():
        typer.echo("mahdar: no feed could be read", err=True)
        raise typer.Exit(1)


def _wanted(feeds: Sequence[str], lists: Sequence[Path], *, allow_private: bool) -> list[Subscription]:
    """The feeds to watch, each once; a line of a list that names none is said, an argument that names none stops all."""
    from mahdar.errors import InputError, UsageError
    from mahdar.feeds import Subscription, subscriptions, web_address

    found: dict[str, Subscription] = {}
    try:
        for feed in feeds:
            url = str(web_address(feed, allow_private=allow_private))
            found.setdefault(url, Subscription(url))
        for file in lists:
            listed, wrong = subscriptions(file, allow_private=allow_private)
            for one in listed:
                found.setdefault(one.url, one)
            for error in wrong:
                typer.echo(f"mahdar: {error}", err=True)
    except InputError as error:
        raise UsageError(str(error)) from error
    if not found:
        raise UsageError("no feed to watch; give an address, or `--list FILE` with some")
    return list(found.values())


def _contact(text: str | None) -> str | None:
    from mahdar.errors import UsageError

    if text and not (text.isascii() and text.isprintable() and len(text) <= 200):
        raise UsageError("--contact takes up to 200 printable ASCII characters, such as an address of mail")
    return text


@contextmanager
def _until_told() -> Iterator[Event]:
    """An event that is set when the program is told to end (Ctrl-C, SIGTERM); told twice, it ends at once."""
    stop = Event()

    def told(number: int, _: FrameType | None) -> None:
        if stop.is_set():
            raise SystemExit(128 + number)
        stop.set()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _keep(visits: Sequence[Visit], store: Store, writer: Writer, *, quiet: bool) -> None:
    """Adds what the visits brought, then what is now known of their feeds, so that a break between loses nothing."""
    digests = {found.page.url: _words(found.capture) for visit in visits for found in visit.found}
    news = {visit.feed.url: _news(visit.found, digests) for visit in visits}
    captures = [found.capture for visit in visits for found in news[visit.feed.url]]
    added = writer.add(captures) if captures else None
    for visit in visits:
        pages: list[PageState] = [*visit.pages, *(_with_words(found.page, digests[found.page.url]) for found in visit.found)]
        store.watched.keep(visit.feed, pages)
        for error in visit.errors:
            typer.echo(f"mahdar: {error}", err=True)
        if not quiet and (news[visit.feed.url] or visit.waiting):
            typer.echo(_line(visit, news[visit.feed.url]), err=True)
    for reason in added.failed if added else ():
        typer.echo(f"mahdar: {reason}", err=True)
    if added and not quiet:
        typer.echo(f"{len(added.new)} articles added to {store.name}, {added.known} known already; {added.stories} stories", err=True)


def _words(capture: Capture) -> str | None:
    """The digest of a page's text, None where it has none."""
    from hashlib import sha256

    from mahdar.articles import article
    from mahdar.errors import InputError

    try:
        return sha256(article(capture).text.encode("utf-8", "replace")).hexdigest()
    except InputError:
        return None


def _news(found: Sequence[Found], digests: dict[str, str | None]) -> list[Found]:
    """The pages whose words are new: pages change with every visit, in counters and advertisements."""
    return [one for one in found if digests[one.page.url] is None or digests[one.page.url] != one.page.words]


def _with_words(page: PageState, digest: str | None) -> PageState:
    from msgspec.structs import replace

    return replace(page, words=digest)


def _line(visit: Visit, news: Sequence[Found]) -> str:
    changed = sum(one.page.words is not None for one in news)
    waiting = f", {visit.waiting} wait for the next visit" if visit.waiting else ""
    return f"{visit.feed.url}: {len(news) - changed} new, {changed} changed{waiting}"
