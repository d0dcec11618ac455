"""Addresses -> answers: every hop checked, robots.txt kept to, one request a host at a time, all within limits."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from threading import Event
from time import monotonic, time
from typing import Literal

import certifi
import httpcore
from httpx import URL, InvalidURL
from msgspec import Struct

from mahdar import __version__
from mahdar.captures.limits import PAGE_LIMIT
from mahdar.errors import InputError
from mahdar.feeds.addresses import Resolve, resolve, web_address
from mahdar.feeds.body import body
from mahdar.feeds.robots import Rules, Said, everything, nothing, rules_in
from mahdar.feeds.turns import Turns
from mahdar.feeds.wire import Reach, Wire

Wanted = Literal["feed", "page", "robots"]

NAME = "mahdar"  # what robots.txt calls us
_ACCEPT: Mapping[Wanted, str] = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}
# Servers call feeds and pages many names, so what is refused is what surely is neither.
_NEVER = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/msword", "application/vnd.")
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_FAILED = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.UnsupportedProtocol)
_MIB = 1 << 20


class Limits(Struct, frozen=True):
    """How much of another machine's time and ours one address may take: seconds, bytes, hops.

    `delay` is the pause after each request to one host; a `Crawl-delay` of its robots.txt up to `longest_delay` wins.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    redirects: int = 5
    feed: int = 8 * _MIB
    page: int = PAGE_LIMIT
    robots: int = _MIB // 2
    delay: float = 2.0
    longest_delay: float = 30.0


class Answer(Struct, frozen=True):
    """What an address answered; `body` is empty but for 200.

    `url` is where the answer was found, `moved` where it lives from now on (set where every redirect was for good),
    `retry` how many seconds the host asks us to wait.
    """

    url: str
    status: int
    body: bytes = b""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    retry: float | None = None


class Fetcher:
    """Asks addresses of the web, from several threads. A stop asked for by `stop` ends every request with `Stopped`."""

    def __init__(
        self,
        *,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        allow_private: bool = False,
        contact: str | None = None,
        stop: Event | None = None,
        resolver: Resolve = resolve,
    ) -> None:
        self.limits = limits
        self._allow_private, self._resolver, self._stop = allow_private, resolver, stop or Event()
        self._agent = f"{NAME}/{__version__} (reader of news feeds{f'; {contact}' if contact else ''})"
        self._turns = Turns(self._stop)
        self._rules = Rules()
        self._trust = ssl.create_default_context(cafile=certifi.where())

    def get(self, url: str, wanted: Wanted, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """What an address answers after its redirects, whatever the status; InputError where it may not or cannot be asked.

        `etag` and `modified` are those of an earlier answer: 304 then says that nothing changed.
        """
        at = web_address(url, allow_private=self._allow_private)
        asked = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        for_good = True
        for hop in range(self.limits.redirects + 1):
            pause = self._permitted(at) if wanted != "robots" else self.limits.delay
            with self._turns.turn(at.netloc.decode("ascii"), pause):
                found, target = self._ask(at, wanted, asked)
            if target is None:
                return found if hop == 0 or not for_good else _moved(found)
            for_good = for_good and found.status in _FOR_GOOD
            at = self._next(at, target, url)
        raise InputError(url, f"redirects over {self.limits.redirects} times; open it in a browser and give the address where it ends")

    def _next(self, at: URL, target: str, url: str) -> URL:
        try:
            return web_address(str(at.join(target)), allow_private=self._allow_private)
        except (InvalidURL, UnicodeError, ValueError):
            raise InputError(url, "redirects to what is no address") from None
        except InputError as error:
            raise InputError(url, f"redirects to {error.file}: {error.reason}") from None

    def _ask(self, at: URL, wanted: Wanted, asked: Mapping[str, str]) -> tuple[Answer, str | None]:
        """One request: its answer, and where it redirects to."""
        limits = self.limits
        reach = Reach(self._resolver, self._allow_private, monotonic() + limits.total, limits.connect, self._stop)
        headers = {"Host": at.netloc.decode("ascii"), "User-Agent": self._agent, "Accept": _ACCEPT[wanted], "Accept-Encoding": "gzip"}
        headers |= {"Connection": "close", **asked}
        timeout = {"connect": limits.connect, "read": limits.read, "write": limits.connect, "pool": limits.connect}
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._trust, network_backend=Wire(reach), max_connections=1) as pool,
                pool.stream("GET", str(at), headers=list(headers.items()), extensions={"timeout": timeout}) as response,
            ):
                return self._answer(at, wanted, response)
        except _FAILED as error:
            raise InputError(str(at), _why(error, limits)) from None
        except InputError as error:
            if error.file == str(at):
                raise
            raise InputError(str(at), f"{error.file} {error.reason}") from None

    def _answer(self, at: URL, wanted: Wanted, response: httpcore.Response) -> tuple[Answer, str | None]:
        said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        target = said.get("location") if response.status in _REDIRECTS else None
        type_, charset = _content_type(said.get("content-type", ""))
        whole = b""
        if response.status == 200:
            if type_.startswith(_NEVER):
                raise InputError(str(at), f"is {type_[:60]}, neither a feed nor a page")
            limit = {"feed": self.limits.feed, "page": self.limits.page, "robots": self.limits.robots}[wanted]
            whole = body(response.iter_stream(), said.get("content-encoding", ""), limit, str(at))
        return Answer(
            url=str(at),
            status=response.status,
            body=whole,
            charset=charset,
            etag=_short(said.get("etag")),
            modified=_short(said.get("last-modified")),
            retry=_seconds(said.get("retry-after")),
        ), target

    def _permitted(self, at: URL) -> float:
        """The pause that the host asks for; InputError where its robots.txt does not allow the address."""
        origin = f"{at.scheme}://{at.netloc.decode('ascii')}"
        said = self._rules.of(origin, lambda: self._robots(f"{origin}/robots.txt"))
        if not said.allows(str(at), NAME):
            raise InputError(str(at), said.why)
        return max(self.limits.delay, min(said.pause(NAME), self.limits.longest_delay))

    def _robots(self, url: str) -> Said:
        """The rules of a robots.txt after RFC 9309: none where there is no such file, all shut where the host fails."""
        try:
            found = self.get(url, "robots")
        except InputError as error:
            return nothing(f"its robots.txt cannot be asked for ({error.reason}); it is tried again later")
        if found.status == 200:
            return rules_in(found.body)
        if found.status >= 500 or found.status == 429:
            return nothing(f"its robots.txt answers {found.status}, so nothing is asked; it is tried again later")
        return everything()


def _moved(found: Answer) -> Answer:
    return Answer(found.url, found.status, found.body, found.charset, found.etag, found.modified, found.url, found.retry)


def _content_type(header: str) -> tuple[str, str | None]:
    """The type and the charset of a Content-Type header."""
    type_, _, rest = header.lower().partition(";")
    charset = next(
        (value.strip(" \"'") for name, _, value in (p.partition("=") for p in rest.split(";")) if name.strip() == "charset"), None
    )
    return type_.strip(), charset[:40] if charset else None


def _short(value: str | None) -> str | None:
    """A validator as it was given, to be given back; one that is overlong or has odd characters is left."""
    return value if value and len(value) <= 512 and value.isprintable() and value.isascii() else None


def _seconds(value: str | None) -> float | None:
    """Retry-After in seconds, from a number or a date.

    >>> _seconds("120"), _seconds("soon")
    (120.0, None)
    """
    if not value:
        return None
    if value.strip().isdecimal() and len(value) < 12:
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _why(error: Exception, limits: Limits) -> str:
    said = str(error)
    if isinstance(error, httpcore.ConnectTimeout):
        return f"does not answer within {limits.connect:g} s; it is tried again later"
    if isinstance(error, httpcore.TimeoutException):
        return f"too slow: silent for {limits.read:g} s or not done in {limits.total:g} s; it is tried again later"
    if "CERTIFICATE" in said.upper():
        return f"its certificate is not trusted ({said[:120]}); open it in a browser to see why"
    if isinstance(error, httpcore.ConnectError):
        return f"no connection ({said[:80]}); it is tried again later"
    return f"the answer breaks off or is no HTTP ({said[:80]}); it is tried again later"
