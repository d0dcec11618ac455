"""How a content starts: the construction that a cue opens."""

from __future__ import annotations

from msgspec import Struct

from mahdar.quotes.lexicon import CueForm

SHORT = 3  # words up to which a pair of marks may be a name


class Complement(Struct, frozen=True):
    """How a content starts.

    `kind` is clause, marks, nominal, question or bare; `at` is the first word of what is reported, `cut` the letters of
    a glued preposition before it; the words up to `slot` may hold the subject. `cue_last` is the last word of a cue of
    several words (تابع قائلا), `pair` the pair of marks that opens the content, `swallowed` a word that is part of this
    cue and no cue of its own.
    """

    kind: str
    form: CueForm
    at: int
    slot: int
    cue_last: int
    cut: int = 0
    pair: int = -1
    colon: bool = False
    index: int = 0
    cue_first: int = -1
    swallowed: int = -1
