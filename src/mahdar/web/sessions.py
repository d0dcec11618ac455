"""Who is at the desk: sessions kept on the server, their signed cookies, their form tokens, and how often one may try."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from typing import Literal

from msgspec import Struct

Role = Literal["reader", "editor"]
COOKIE = "mahdar_session"


class Person(Struct, frozen=True):
    """Whoever asks: a name for the audit, and what it may do."""

    name: str
    role: Role


class Session(Struct, frozen=True):
    """One visit; `person` is empty until somebody signs in."""

    id: str
    person: Person | None
    seen: float


class Sessions:
    """The sessions of one server, in memory: a restart signs everybody out.

    When there are too many the oldest give way, those first in which nobody signed in.
    """

    def __init__(self, *, idle: float = 8 * 3600, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._secret = secrets.token_bytes(32)
        self._idle, self._most, self._clock = idle, most, clock
        self._held: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def open(self, person: Person | None = None) -> Session:
        """A new session with an id that nobody can guess."""
        session = Session(secrets.token_urlsafe(24), person, self._clock())
        with self._lock:
            self._held[session.id] = session
            while len(self._held) > self._most:
                # Whoever opens the door ten thousand times must not put out those who came in.
                strangers = (name for name, held in self._held.items() if held.person is None and name != session.id)
                del self._held[next(strangers, next(iter(self._held)))]
        return session

    def find(self, cookie: str) -> Session | None:
        """The session of a cookie; nothing when it is forged, unknown, or has been idle too long."""
        name, _, sign = cookie.rpartition(".")
        if not name or not hmac.compare_digest(sign.encode(), self._sign("cookie", name).encode()):
            return None
        now = self._clock()
        with self._lock:
            held = self._held.pop(name, None)
            if held is None or now - held.seen > self._idle:
                return None
            self._held[name] = Session(held.id, held.person, now)
            return self._held[name]

    def close(self, session: Session) -> None:
        """Ends a session; its cookie opens nothing any more."""
        with self._lock:
            self._held.pop(session.id, None)

    def close_all_of(self, name: str) -> None:
        """Ends every session of a person."""
        with self._lock:
            for key in [key for key, held in self._held.items() if held.person and held.person.name == name]:
                del self._held[key]

    def cookie(self, session: Session) -> str:
        """What the browser keeps: the id and its signature."""
        return f"{session.id}.{self._sign('cookie', session.id)}"

    def token(self, session: Session) -> str:
        """What the forms of this session carry, so that no other page can fill them in."""
        return self._sign("form", session.id)

    def token_fits(self, session: Session, token: str) -> bool:
        """Whether a form carries the token of this session."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token(session).encode())

    def _sign(self, what: str, name: str) -> str:
        return hmac.new(self._secret, f"{what}:{name}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


class Tries:
    """How often somebody may fail to sign in: so many times in so many seconds, by address and by name."""

    def __init__(self, *, most: int = 5, within: float = 900, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._within, self._clock = most, within, clock
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, *keys: str) -> int:
        """Seconds until the next try is allowed; 0 when it is allowed now."""
        now = self._clock()
        with self._lock:
            return max((self._left(key, now) for key in keys), default=0)

    def failed(self, *keys: str) -> None:
        """Notes a failure."""
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=self._most)).append(self._clock())
                self._failed.move_to_end(key)
            while len(self._failed) > 10_000:
                self._failed.popitem(last=False)

    def forget(self, *keys: str) -> None:
        """Forgets the failures of those who got in."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)

    def _left(self, key: str, now: float) -> int:
        times = self._failed.get(key)
        if times is None or len(times) < self._most:
            return 0
        return max(0, int(self._within - (now - times[0])) + 1)
