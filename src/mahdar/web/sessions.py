"""Who is at the desk: sessions, what browsers keep of them, their form tokens, and how often one may try."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from typing import Literal

from msgspec import Struct

from mahdar.store import Visits

Role = Literal["reader", "editor"]
COOKIE = "mahdar_session"
#: Seconds: a session ends when nobody used it so long, or when it is so old; its use is written down no more often than that;
#: and a database that was busy is left alone so long.
IDLE, LONGEST, FRESH, AGAIN = 8 * 3600, 7 * 24 * 3600, 300, 5
_COOKIE = re.compile(r"[A-Za-z0-9_-]{43}")


class Person(Struct, frozen=True):
    """Whoever asks: a name for the audit, and what it may do."""

    name: str
    role: Role


class Session(Struct, frozen=True):
    """One visit; `user` is empty until somebody signs in."""

    id: str
    user: str
    seen: float


class Sessions:
    """The sessions of one server: of strangers in memory, of those who signed in where they are kept, so that a restart ends none.

    What browsers hold is kept as its digest alone. When there are too many strangers the oldest give way. Where the database
    is busy a session stays in memory until it can be written.
    """

    def __init__(
        self, kept: Visits | None = None, *, idle: float = IDLE, most: int = 10_000, clock: Callable[[], float] = time.time
    ) -> None:
        self._kept, self._idle, self._most, self._clock = kept, idle, most, clock
        self._held: OrderedDict[str, Session] = OrderedDict()
        self._ended: dict[str, None] = {}
        self._refused = float("-inf")
        self._lock = Lock()

    def open(self, user: str = "") -> Session:
        """A new session with an id that nobody can guess."""
        session = Session(secrets.token_urlsafe(32), user, self._clock())
        if not (user and self._write(session)):
            self._hold(session)
        return session

    def find(self, cookie: str) -> Session | None:
        """The session of a cookie; nothing when it is forged, unknown, has ended, or has been idle too long."""
        if not _COOKIE.fullmatch(cookie):
            return None
        now = self._clock()
        with self._lock:
            held = self._held.pop(cookie, None)
            if held is not None and now - held.seen <= self._idle:
                held = self._held[cookie] = Session(held.id, held.user, now)
            else:
                held = None
        if held and held.user and self._willing() and self._write(held):
            with self._lock:
                self._held.pop(cookie, None)
        return held or self._find_kept(cookie, now)

    def close(self, session: Session) -> None:
        """Ends a session; its cookie opens nothing any more."""
        with self._lock:
            self._held.pop(session.id, None)
            if self._kept and session.user:
                self._ended[digest_of(session.id)] = None
        self._end()

    def cookie(self, session: Session) -> str:
        """What the browser keeps."""
        return session.id

    def token(self, session: Session) -> str:
        """What the forms of this session carry, so that no other page can fill them in."""
        return hmac.new(session.id.encode(), b"form", hashlib.sha256).hexdigest()

    def token_fits(self, session: Session, token: str) -> bool:
        """Whether a form carries the token of this session."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token(session).encode())

    def _hold(self, session: Session) -> None:
        with self._lock:
            self._held[session.id] = session
            while len(self._held) > self._most:
                # Whoever opens the door ten thousand times must not put out those who came in.
                strangers = (name for name, held in self._held.items() if not held.user and name != session.id)
                del self._held[next(strangers, next(iter(self._held)))]

    def _find_kept(self, cookie: str, now: float) -> Session | None:
        digest = digest_of(cookie)
        if self._kept is None or digest in self._ended:
            return None
        found = self._kept.find(digest)
        if found is None or now - found.seen > self._idle or now - found.opened > LONGEST:
            return None
        if now - found.seen > FRESH and self._willing():
            self._noted(self._kept.see(digest, now))
        return Session(cookie, found.user, now)

    def _write(self, session: Session) -> bool:
        if self._kept is None:
            return False
        now = self._clock()
        self._end()
        written = self._kept.open(digest_of(session.id), session.user, session.seen)
        if written:
            self._kept.close_old(seen=now - self._idle, opened=now - LONGEST)
        return self._noted(written)

    def _end(self) -> None:
        """Writes the ends of sessions; those that cannot be written now are ended all the same, and written with the next."""
        for digest in list(self._ended):
            if self._kept is None or not self._noted(self._kept.close(digest)):
                return
            with self._lock:
                self._ended.pop(digest, None)

    def _willing(self) -> bool:
        """Whether it is worth asking the database to write: not just after it refused."""
        return time.monotonic() - self._refused > AGAIN

    def _noted(self, written: bool) -> bool:
        if not written:
            self._refused = time.monotonic()
        return written


def digest_of(secret: str) -> str:
    """What is kept of something that only its owner may know."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


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
