"""Whose turn it is: one request a host at a time, and a pause after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from time import monotonic

from mahdar.feeds.wire import Stopped

_STEP = 0.25  # seconds between two looks at whether to stop


class Turns:
    """Gives each host's turn to one thread at a time, and not before the host had its pause."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._free: dict[str, float] = {}  # when the next request may be made, by host

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """The turn of a host; the next one comes `pause` seconds after this one ends."""
        with self._guard:
            lock = self._locks.setdefault(host, Lock())
        while not lock.acquire(timeout=_STEP):
            if self._stop.is_set():
                raise Stopped
        try:
            if self._stop.wait(max(0.0, self._free.get(host, 0.0) - monotonic())):
                raise Stopped
            yield
        finally:
            self._free[host] = monotonic() + pause
            lock.release()
