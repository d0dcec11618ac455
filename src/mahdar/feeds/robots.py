"""robots.txt after RFC 9309, read by protego and kept for a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Lock
from time import monotonic

from msgspec import Struct
from protego import Protego

_KEPT = 24 * 3600.0  # seconds, the most that the standard allows
_KEPT_SHUT = 600.0  # seconds, where the file could not be read
_MOST = 5_000  # hosts
_AGENT = re.compile(rb"^\s*user-agent\s*:", re.IGNORECASE | re.MULTILINE)
_MOST_RULES = 400_000  # agents times rules: each rule is filed under each agent of its group
_DISALLOWED = "its robots.txt does not allow this address, so it is not asked; ask the outlet for leave or another feed"


class Said(Struct, frozen=True):
    """What a host's robots.txt says: `rules` where there is one, otherwise all is open, or all is shut for the reason `why`."""

    rules: Protego | None
    open: bool
    why: str = _DISALLOWED

    def allows(self, url: str, agent: str) -> bool:
        """Whether we may ask for an address."""
        return bool(self.rules.can_fetch(url, agent)) if self.rules else self.open

    def pause(self, agent: str) -> float:
        """The seconds between two requests that the host asks for, or 0."""
        return float(self.rules.crawl_delay(agent) or 0.0) if self.rules else 0.0


def everything() -> Said:
    """Nothing is forbidden."""
    return Said(None, True)


def nothing(why: str) -> Said:
    """All is shut for now, for the reason `why`."""
    return Said(None, False, why)


def rules_in(data: bytes) -> Said:
    """The rules in the bytes of a robots.txt; a file that cannot be understood forbids nothing."""
    agents = len(_AGENT.findall(data))
    if agents * (data.count(b"\n") - agents) > _MOST_RULES:
        return nothing("its robots.txt has more rules than can be read, so nothing is asked; ask the outlet for leave")
    try:
        return Said(Protego.parse(data.decode("utf-8-sig", "replace")), True)
    except (ValueError, RecursionError, TypeError, AttributeError, IndexError):
        return everything()


class Rules:
    """The robots.txt of each host, asked for once a day."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._kept: dict[str, tuple[Said, float]] = {}

    def of(self, origin: str, ask: Callable[[], Said]) -> Said:
        """What an origin says, from what is kept or from `ask`."""
        with self._guard:
            if len(self._kept) > _MOST:
                self._kept.clear()
            lock = self._locks.setdefault(origin, Lock())
        with lock:
            kept = self._kept.get(origin)
            if kept is None or kept[1] < monotonic():
                said = ask()
                kept = (said, monotonic() + (_KEPT_SHUT if not said.open else _KEPT))
                self._kept[origin] = kept
            return kept[0]
