"""Words -> clauses: where one statement ends and the next begins inside a stretch of speech."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mahdar.claims.phrases import word_set
from mahdar.claims.shapes import marks_of, nation
from mahdar.sentences import Word

_ENDS = frozenset({".", "؛", "!", "؟", "…", ";", ":"})
_COMMAS = frozenset({"،", ","})
_MARKS = frozenset({"»", "”", "“", '"', ")", "("})
# Words that open a clause of their own, whether or not a comma stands before them, and those that do behind a comma.
_TURNS, _BREAKS, _OPENERS = word_set("turns"), word_set("breaks"), word_set("openers")
_ENDS_AT = word_set("ends")  # words at which the content of a deed ends
_JOINED = word_set("joined")  # أن and its kin, with و before them: وأن، وأنه
_OPEN, _OPEN_ON = word_set("open"), word_set("open_on")  # what cannot end a phrase, and what cannot where a word follows
_SOFT, _SOFT_TWO = word_set("soft"), word_set("soft_two")  # what opens an adjunct, one word or two

_VERB = 4  # letters that a verb has more than, its و counted
_CORE = 3  # words of a clause that are no adjunct
_LONGEST = 60  # words of a clause that no mark ends


def atoms(words: Sequence[Word], first: int, last: int, also: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
    """The smallest clauses of the words `first:last` as (first, last), half open, punctuation at their ends left out.

    `also` are words at which a clause begins for another reason: where somebody else's words are brought in.
    """
    cuts = [first]
    for i in range(first + 1, last):
        if i in also or _opens(words[i].form, words[i - 1].form):
            cuts.append(i)
    found = [bare(words, a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True)]
    return [(a, b) for a, b in found if b - a > 1]


@lru_cache(maxsize=65536)
def _opens(form: str, before: str) -> bool:
    if before in _COMMAS:
        return form in _TURNS or form in _JOINED or form.startswith("و")
    return before in _ENDS or form in _BREAKS or _verb(form)


def _verb(form: str) -> bool:
    """Whether a word joins a verb to what stands before: the future with و, the imperfect of a man with و."""
    return form.startswith("و") and ("will" in marks_of(form) or (form.startswith("وي") and len(form) > _VERB and not nation(form)))


def shorter(words: Sequence[Word], first: int, last: int) -> int | None:
    """Where a clause ends without its first adjunct: because of, after, who; none where it has none behind its first words."""
    for i in range(first + _CORE, last):
        if words[i].form in _SOFT or (i + 1 < last and f"{words[i].form}_{words[i + 1].form}" in _SOFT_TWO):
            return i
    return None


def bare(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """A stretch without marks at its ends and without what joins it to the words before: أن، وأن، إن."""
    first, last = trimmed(words, first, last)
    while first < last - 1 and (words[first].form in _JOINED or words[first].form in _OPENERS):
        first += 1
    return trimmed(words, first, last)


def closed(words: Sequence[Word], first: int, last: int, *, cut: bool = False) -> int:
    """Where a stretch ends if it is to be a complete phrase: `last`, or the mark before the words that lead to nothing.

    A stretch is open where its last word asks for more (a preposition, أن, a relative, a negation) and where it was
    `cut` because somebody else's words begin, with no mark between. `first` where nothing complete is left.
    """
    while first < last:
        follows = last < len(words) and words[last].sort != "mark"
        form = words[last - 1].form
        if form not in _OPEN and not (follows and (cut or form in _OPEN_ON)):
            return last
        cut = False
        last = next((i for i in range(last - 1, first, -1) if words[i].sort == "mark"), first)
        first, last = trimmed(words, first, last)
    return first


def stops_between(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a sentence ends among the words `first:last`."""
    return any(words[i].form in _ENDS for i in range(first, last))


def end_of(words: Sequence[Word], first: int, last: int) -> int:
    """Where the clause that begins at word `first` ends: at the first stop, comma or turn, and at `last` at latest."""
    last = min(last, first + _LONGEST)
    for i in range(first, last):
        form = words[i].form
        if form in _ENDS or form in _COMMAS or form in _MARKS:
            if i - first > 2:
                return i
        elif i > first and form in _ENDS_AT:
            return i
    return last


def trimmed(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """A stretch without the punctuation at its ends."""
    while first < last and words[first].sort == "mark":
        first += 1
    while last > first and words[last - 1].sort == "mark":
        last -= 1
    return first, last


def stop_of(words: Sequence[Word], first: int, last: int) -> int:
    """Where the sentence of the clause that begins at word `first` ends, and at `last` at latest."""
    return next((i for i in range(first, min(last, first + _LONGEST)) if words[i].form in _ENDS), min(last, first + _LONGEST))
