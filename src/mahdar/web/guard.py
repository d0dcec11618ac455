"""The gate before every page: hosts, origins, sizes, times, and the headers that every answer carries."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What a browser may do with a page: nothing that is not ours, nothing inline, no frame around it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Forms of our own pages must say where they come from, and with no-referrer browsers send `Origin: null`; nobody else is told.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Limits(Struct, frozen=True):
    """How much a visitor may ask of the server: bytes of a body, of headers and of an address, seconds of an answer."""

    body: int = 256 * 1024
    head: int = 32 * 1024
    address: int = 8 * 1024
    seconds: float = 30.0


class Refused(Exception):  # noqa: N818 - a word of the explorer
    """A request that goes no further: its status, and the key of the words that say why."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status, self.key = status, key


def host_known(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header is an address in figures, this machine, or a name that was allowed.

    A page elsewhere can make a name of its own point here (DNS rebinding); it cannot do so with figures.

    >>> host_known("127.0.0.1:8000", frozenset()), host_known("evil.example", frozenset())
    (True, False)
    """
    if not _HOST.fullmatch(host):
        return False
    name = (host.rpartition("]")[0][1:] if host.startswith("[") else host.partition(":")[0]).lower().rstrip(".")
    if name == "localhost" or name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(headers: Mapping[str, str], scheme: str) -> bool:
    """Whether what a browser says of the sender names this server; clients that are no browser say nothing."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is None:
        return True
    try:
        said = urlsplit(origin)
    except ValueError:
        return False
    return said.netloc == headers.get("host", "") and said.scheme in {scheme, "https"}


class Guard:
    """ASGI middleware: refuses what the limits and the hosts do not allow, and adds the headers to every answer.

    `names` are the host names that are allowed besides figures and this machine; `refusal` makes the page of a refusal.
    """

    def __init__(self, app: ASGIApp, *, names: frozenset[str], limits: Limits, refusal: Callable[[Scope, Refused], ASGIApp]) -> None:
        self._app, self._names, self._limits, self._refusal = app, names, limits, refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in HEADERS if h[0] not in own)]
            await send(message)

        fault = self._fault(scope)
        app = self._refusal(scope, fault) if fault else self._app
        try:
            await asyncio.wait_for(app(scope, self._counted(receive), answer), self._limits.seconds)
        except TimeoutError:
            if not started:
                await _plain(answer, 503, "The answer took too long. Narrow the question. / طال الجواب. ضيّق السؤال.")

    def _fault(self, scope: Scope) -> Refused | None:
        """Why a request is refused before anything is done for it; nothing when it may pass."""
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        query = scope.get("query_string", b"")
        if not host_known(headers.get("host", ""), self._names):
            return Refused(421, "host")
        if len(scope.get("raw_path") or b"") + len(query) > self._limits.address:
            return Refused(414, "address")
        if sum(len(k) + len(v) for k, v in scope["headers"]) > self._limits.head:
            return Refused(431, "head")
        if _CONTROL.search(scope["path"]) or re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", unquote(query.decode("latin-1"))):
            return Refused(400, "control")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._limits.body:
            return Refused(413, "body")
        if scope["method"] not in _SAFE and not same_origin(headers, scope["scheme"]):
            return Refused(403, "origin")
        return None

    def _counted(self, receive: Receive) -> Receive:
        """The body as it arrives, cut off where it grows beyond the limit whatever its header said."""
        total = 0

        async def counted() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > self._limits.body:
                raise Refused(413, "body")
            return message

        return counted


async def _plain(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
