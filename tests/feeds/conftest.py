"""A web of its own on the loopback interface: real sockets, answers made by the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic

import pytest

from mahdar.feeds import Fetcher, Limits

Handler = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; `reply` answers it."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        site = self.server
        with site.lock:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, monotonic()))
            site.open += 1
            site.most_open = max(site.most_open, site.open)
        try:
            site.routes.get(self.path, missing)(self)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with site.lock:
                site.open -= 1

    def reply(self, body: bytes | str = b"", status: int = 200, type_: str = "text/html; charset=utf-8", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


def missing(request: Request) -> None:
    request.reply(b"none", 404)


class Site(ThreadingHTTPServer):
    """A web server whose pages are functions by path; `asked` is what came in."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.routes: dict[str, Handler] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.lock, self.open, self.most_open, self.over = Lock(), 0, 0, Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def paths(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def serve(self, path: str, body: bytes | str = b"", status: int = 200, type_: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.routes[path] = lambda request: request.reply(body, status, type_, **headers)

    def handle_error(self, *args: object) -> None:
        """A client that went away is no error of the test."""


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(limits=QUICK, allow_private=True)


QUICK = Limits(connect=1, read=0.6, total=1.5, redirects=3, feed=200_000, page=300_000, delay=0)
