"""Which rules may find something at a word, told by its form: at most words none does, and the rest are looked at closely."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from mahdar.names.extent import FIRST
from mahdar.names.lexicon import lexicon
from mahdar.names.nature import nature
from mahdar.names.peel import cores

_SURE = FIRST - {"unknown"}


class Openings(Struct, frozen=True, gc=False):
    """What may start at a word: `person` a name by its own weight, `unknown` one that something before it supports."""

    title: bool
    event: bool
    body: bool
    place: bool
    person: bool
    unknown: bool

    @property
    def any(self) -> bool:
        """Whether anything may."""
        return self != _NOTHING


_NOTHING = Openings(title=False, event=False, body=False, place=False, person=False, unknown=False)


@lru_cache(maxsize=65536)
def openings(form: str) -> Openings:
    """What may start at a folded word, however its clitics are read; more than the rules find there, never less.

    >>> openings("اجتماعاتهم").any, openings("وللكويت").place
    (False, True)
    """
    tables = lexicon()
    read = cores(form)
    kinds = {nature(core) for core in read}
    return Openings(
        title=form in tables.honorifics or form[1:] in tables.honorifics or any(core in tables.roles for core in read),
        event=any(core.removeprefix("ال") in tables.eventheads for core in read),
        body=any(core in tables.bodies or core in tables.marked or core in tables.heads for core in read),
        place=any(core in tables.places or core in tables.placeheads for core in read),
        person=not kinds.isdisjoint(_SURE) or not tables.told_apart.isdisjoint(read),
        unknown="unknown" in kinds,
    )
