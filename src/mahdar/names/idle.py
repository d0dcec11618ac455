"""Words at which no rule finds anything, told by their form: most of a text, so that the rest may be looked at closely."""

from __future__ import annotations

from functools import lru_cache

from mahdar.names.extent import FIRST
from mahdar.names.lexicon import lexicon
from mahdar.names.nature import nature
from mahdar.names.peel import peels


@lru_cache(maxsize=65536)
def starts_nothing(form: str) -> bool:
    """Whether no name, title or event starts with a folded word, however its clitics are read.

    >>> starts_nothing("يجتمعون"), starts_nothing("وللكويت")
    (True, False)
    """
    tables = lexicon()
    indexes = (tables.places, tables.bodies, tables.marked, tables.roles, tables.heads)
    sets = (tables.placeheads, tables.honorifics, tables.hours, tables.maksura)
    for peel in (*peels(form), *([peels(form[1:])[0]] if len(form) > 1 else [])):
        core = peel.core
        if any(core in index for index in indexes) or any(core in words for words in sets) or core == "علي":
            return False
        if core.removeprefix("ال") in tables.eventheads or nature(core) in FIRST:
            return False
    return True
