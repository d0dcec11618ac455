"""A role phrase -> the office it means: what, and of which state. Two phrases for one office name one person in an article."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from mahdar.actors.letters import normal
from mahdar.actors.states import state_named, state_of_capital, state_of_demonym

_WORD = re.compile(r"[^\W\d_]+")
_COUNTERPART = re.compile("^نظير")
_FORMER = frozenset(map(normal, ("السابق", "السابقة", "الأسبق", "الحالي", "الحالية", "المنتخب", "الراحل")))

HEAD_OF_STATE = (normal("رئيس"),)  # his counterpart, where nothing else is said, is another head of state


class Office(Struct, frozen=True):
    """`words` say what the office is, in normal form without the article; `state` is an ISO code where one is named.

    `counterpart` is نظيره: the office of the person spoken of before, in another state.
    """

    words: tuple[str, ...]
    state: str | None
    counterpart: bool = False

    def fits(self, other: Office) -> bool:
        """Whether the two can be one office: the same words, and no other state."""
        if self.state and other.state and self.state != other.state:
            return False
        if self.counterpart or other.counterpart:
            heads = (self.words or other.words or HEAD_OF_STATE) == HEAD_OF_STATE
            return heads and self.state == other.state and self.state is not None
        return self.words == other.words

    @property
    def particular(self) -> bool:
        """Whether the phrase names one office in the world rather than any (وزير، مسؤول)."""
        return self.state is not None and bool(self.words)


@lru_cache(maxsize=20_000)
def office(text: str) -> Office:
    """The office that a role phrase means."""
    words = [word for found in _WORD.findall(text) if (word := normal(found))]
    kept: list[str] = []
    state: str | None = None
    i = 0
    while i < len(words):
        pair = " ".join(words[i : i + 2])
        here = state_named(pair) if i + 1 < len(words) else None
        step = 2 if here else 1
        here = here or state_of_demonym(words[i]) or _of_state(words[i])
        if here:
            state = state or here
        elif words[i] not in _FORMER:
            kept.append(words[i].removeprefix("ال"))
        i += step
    counterpart = bool(kept) and bool(_COUNTERPART.match(kept[0]))
    return Office(() if counterpart else tuple(kept), state, counterpart)


def _of_state(word: str) -> str | None:
    return state_named(word) or state_of_capital(word)
