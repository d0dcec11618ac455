"""Words without their clitics: و ف, then ب ل ك, and لل as ل and the article, or as ل before a name in ل."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct


class Peel(Struct, frozen=True, gc=False):
    """One way to read a word: `cut` folded letters are clitics, `core` is the rest.

    Where لل is ل and the article, the slice starts after both, for no word starts at the second ل, and `core` has the
    article back: للكويت -> cut 2, core الكويت. للبنان -> cut 1, core لبنان.
    """

    cut: int
    core: str


def core_of(form: str, cut: int) -> str:
    """A folded word without `cut` letters of clitics, its article back where that went with them.

    >>> core_of("للكويت", 2), core_of("للبنان", 1)
    ('الكويت', 'لبنان')
    """
    return "ال" + form[cut:] if form[:cut].endswith("لل") else form[cut:]


@lru_cache(maxsize=65536)
def peels(form: str) -> tuple[Peel, ...]:
    """The readings of a folded word, the one with fewest clitics first.

    >>> [(p.cut, p.core) for p in peels("وللكويت")]
    [(0, 'وللكويت'), (1, 'للكويت'), (3, 'الكويت'), (2, 'لكويت')]
    """
    found = [Peel(0, form)]
    for cut in (0, 1) if len(form) > 3 and form[0] in "وف" else (0,):
        rest = form[cut:]
        if cut:
            found.append(Peel(cut, rest))
        if len(rest) > 3 and rest.startswith("لل"):
            found += [Peel(cut + 2, core_of(form, cut + 2)), Peel(cut + 1, rest[1:])]
        elif len(rest) > 3 and rest[0] in "بلك":
            found.append(Peel(cut + 1, rest[1:]))
    return tuple(found)


@lru_cache(maxsize=65536)
def cores(form: str) -> tuple[str, ...]:
    """The core of each reading of a folded word."""
    return tuple(peel.core for peel in peels(form))
