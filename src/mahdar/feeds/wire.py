"""The socket under a request: it goes to checked addresses only, and keeps to a deadline whatever the other side does."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from threading import Event, Thread
from time import monotonic
from typing import Any

import httpcore
from msgspec import Struct

from mahdar.errors import InputError
from mahdar.feeds.addresses import Resolve, answers, checked

_STEP = 0.25  # seconds between two looks at the clock


class Stopped(Exception):  # noqa: N818 - it is no error: somebody asked to stop
    """The watch was asked to stop while this request was under way."""


class Reach(Struct, frozen=True):
    """What a connection may reach, and until when: `until` is a reading of the monotonic clock."""

    resolver: Resolve
    allow_private: bool
    until: float
    connect: float
    stop: Event

    def rest(self) -> float:
        """Seconds left; raises when there are none, or when a stop was asked for."""
        if self.stop.is_set():
            raise Stopped
        left = self.until - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this address is over")
        return left


class Wire(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, never to a name, so that a second answer of the resolver changes nothing.

    The name stays in the request and in the TLS handshake, which httpcore makes from the address that was asked for.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._beneath = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address of the host that answers; InputError where one of them is not public."""
        found = checked(host, self._answers(host, port), allow_private=self._reach.allow_private)
        failed: Exception = httpcore.ConnectError("no address answered")
        for address in found[:4]:
            try:
                wait = min(self._reach.connect, self._reach.rest())
                return _Stream(self._beneath.connect_tcp(address, port, wait, local_address, socket_options), self._reach)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> httpcore.NetworkStream:
        """Nothing: no address of the web leads to a socket of this machine."""
        raise InputError(path[:100], "a socket of this machine is never asked")

    def _answers(self, host: str, port: int) -> list[str]:
        """What the resolver says, which waits beside us: it knows no deadline of its own."""
        said: list[str] = []
        asking = Thread(target=lambda: said.extend(answers(host, port, resolver=self._reach.resolver)), daemon=True)
        asking.start()
        while asking.is_alive():
            asking.join(min(_STEP, self._reach.rest()))
        return said

    def sleep(self, seconds: float) -> None:
        """Waits, or stops."""
        if self._reach.stop.wait(min(seconds, self._reach.rest())):
            raise Stopped


class _Stream(httpcore.NetworkStream):
    """A stream that looks at the clock between reads, so that a drip of single bytes is no way to hold it."""

    def __init__(self, beneath: httpcore.NetworkStream, reach: Reach) -> None:
        self._beneath, self._reach = beneath, reach

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        until = monotonic() + (timeout if timeout is not None else self._reach.rest())
        while True:
            wait = min(_STEP, self._reach.rest())
            try:
                return self._beneath.read(max_bytes, wait)
            except httpcore.ReadTimeout:
                if monotonic() >= until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._beneath.write(buffer, min(timeout or self._reach.connect, self._reach.rest()))

    def close(self) -> None:
        self._beneath.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wait = min(self._reach.connect, self._reach.rest())
        return _Stream(self._beneath.start_tls(ssl_context, server_hostname, wait), self._reach)

    def get_extra_info(self, info: str) -> Any:
        return self._beneath.get_extra_info(info)
