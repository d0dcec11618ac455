"""Words without their clitics: و ف, then ب ل ك, and لل as ل and the article."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct


class Peel(Struct, frozen=True):
    """One way to read a word: `cut` folded letters are clitics, `core` is the rest.

    For لل the slice starts at the second ل and `core` has its article back: للكويت -> cut 1, core الكويت.
    """

    cut: int
    core: str


@lru_cache(maxsize=65536)
def peels(form: str) -> tuple[Peel, ...]:
    """The readings of a folded word, the one with fewest clitics first.

    >>> [(p.cut, p.core) for p in peels("وللكويت")]
    [(0, 'وللكويت'), (1, 'للكويت'), (2, 'الكويت')]
    """
    found = [Peel(0, form)]
    for cut in (0, 1) if len(form) > 3 and form[0] in "وف" else (0,):
        rest = form[cut:]
        if cut:
            found.append(Peel(cut, rest))
        if len(rest) > 3 and rest.startswith("لل"):
            found.append(Peel(cut + 1, "ال" + rest[2:]))
        elif len(rest) > 3 and rest[0] in "بلك":
            found.append(Peel(cut + 1, rest[1:]))
    return tuple(found)
