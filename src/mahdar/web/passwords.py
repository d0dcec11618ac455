"""Passwords and tokens: what is kept of them, and whether one fits."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from threading import BoundedSemaphore

from mahdar.store import Desk
from mahdar.web.sessions import Person, Role, digest_of

# 32 MiB and about 80 ms on this class of machine; OWASP's parameters for scrypt.
COST, BLOCK, LANES = 2**15, 8, 1
MEMORY = 64 * 1024 * 1024
SHORTEST, LONGEST = 10, 1024
# At most so many at once: a crowd of tries must not fill the memory.
_few = BoundedSemaphore(2)
#: Compared with where the name is unknown, so that the time of an answer does not tell names.
_NOBODY = "scrypt$32768$8$1$AAAAAAAAAAAAAAAAAAAAAA==$" + b64encode(bytes(32)).decode()


def hashed(password: str) -> str:
    """What is kept of a password: the parameters, the salt and the scrypt hash."""
    salt = secrets.token_bytes(16)
    return f"scrypt${COST}${BLOCK}${LANES}${b64encode(salt).decode()}${b64encode(_scrypt(password, salt, COST, BLOCK, LANES)).decode()}"


def fits(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept."""
    try:
        name, cost, block, lanes, salt, wanted = kept.split("$")
        if name != "scrypt":
            return False
        made = _scrypt(password, b64decode(salt), int(cost), int(block), int(lanes))
        return hmac.compare_digest(made, b64decode(wanted))
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    with _few:
        return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=cost, r=block, p=lanes, maxmem=MEMORY, dklen=32)


def new_token(kind: str = "mahdar") -> str:
    """A token that nobody can guess; it is shown once and kept as its digest."""
    return f"{kind}_{secrets.token_urlsafe(32)}"


class StoreDoors:
    """Who may come in, as the database has it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def anyone(self) -> bool:
        """Whether users are named at all."""
        return bool(self._desk.users())

    def by_password(self, name: str, password: str) -> Person | None:
        """The user of a name and a password."""
        user = self._desk.user(name)
        right = fits(password[:LONGEST], user.secret if user else _NOBODY)
        return self.again(name) if user and right else None

    def by_token(self, token: str) -> Person | None:
        """The user of a token that has not ended and opens everything."""
        return self._by(token, "all")

    def by_key(self, key: str) -> Person | None:
        """The user of a key that opens feeds, as somebody who may read."""
        person = self._by(key, "feeds")
        return Person(person.name, "reader") if person else None

    def _by(self, secret: str, scope: str) -> Person | None:
        kept = self._desk.token(digest_of(secret))
        if kept is None or kept.scope != scope or (kept.ends and kept.ends < datetime.now(UTC).isoformat(timespec="seconds")):
            return None
        return self.again(kept.user)

    def again(self, name: str) -> Person | None:
        """The user of a name as it stands now."""
        user = self._desk.user(name)
        if user is None:
            return None
        role: Role = "editor" if user.role == "editor" else "reader"
        return Person(user.name, role)
