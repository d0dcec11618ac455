"""Folded word -> what this room knows of it by itself, looked up once: each part of the room reads what it needs."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mahdar.events.domain import weight
from mahdar.events.lexicon import forms, word_set
from mahdar.events.scene import group, nation, nation_of

_OWN_COUNTRY = word_set("own_country")


class Note(NamedTuple):
    """What one word tells by itself.

    `weight` is how political it is, `state` the ISO code of the state that it names, `unnamed` whether it may be a party
    without a name, `group` the kind of its common noun, `nisba` the state of its adjective, `event` whether it may be a trigger.
    """

    weight: int
    state: str
    unnamed: bool
    group: str
    nisba: str
    event: bool


@lru_cache(maxsize=65536)
def note(form: str) -> Note:
    """The note on one folded word."""
    kind, iso = group(form), nation(form)
    return Note(weight(form), nation_of(form), bool(kind or iso or form in _OWN_COUNTRY), kind, iso, bool(forms(form)))
