"""Words -> clauses: where one statement ends and the next begins inside a stretch of speech."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.claims.phrases import word_set
from mahdar.sentences import Word

_ENDS = frozenset({".", "؛", "!", "؟", "…", ";"})
_COMMAS = frozenset({"،", ","})
# A clause that one of these opens says something new; what other words open belongs to what came before.
_TURNS = word_set("turns")

# Those that begin a clause even without a comma, and the letters of an added future (وستتعاونان).
_BREAKS = word_set("breaks")
_FUTURES = ("وست", "وسي", "وسن")
_OPENERS = word_set("openers")

_LONGEST = 60  # words of a clause that no mark ends


def clauses(words: Sequence[Word], first: int, last: int, also: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
    """The clauses of the words `first:last` as (first, last), half open, punctuation between them left out.

    `also` are words at which a clause begins for another reason: where somebody else's words are brought in.
    """
    cuts = [first]
    for i in range(first + 1, last):
        form, before = words[i].form, words[i - 1].form
        turned = before in _COMMAS and (form in _TURNS or _coordinated(form))
        if turned or before in _ENDS or form in _BREAKS or form.startswith(_FUTURES) or i in also:
            cuts.append(i)
    found = [_trimmed(words, a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True)]
    return [(a, b) for a, b in found if b - a > (1 if len(found) == 1 else 2)]


def stops_between(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a sentence ends among the words `first:last`."""
    return any(words[i].form in _ENDS for i in range(first, last))


def start_of(words: Sequence[Word], at: int, first: int) -> int:
    """Where the clause that holds word `at` begins: behind a stop, comma, mark or complementiser, and at `first` at the earliest."""
    first = max(first, at - _LONGEST)
    for i in range(at - 1, first - 1, -1):
        if words[i].form in _ENDS or words[i].form in _COMMAS or words[i].form in _OPENERS:
            return i + 1
    return first


def _coordinated(form: str) -> bool:
    """Whether a word behind a comma opens a coordinated clause: وان، وانها، وهذا، وهو."""
    return form in ("وان", "وانه", "وانها", "وانهم", "واننا", "وانا")


def _trimmed(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    while first < last and words[first].sort == "mark":
        first += 1
    while last > first and words[last - 1].sort == "mark":
        last -= 1
    return first, last


def end_of(words: Sequence[Word], first: int, last: int) -> int:
    """Where the clause that begins at word `first` ends: at the first stop, comma or turn, and at `last` at latest."""
    last = min(last, first + _LONGEST)
    for i in range(first, last):
        form = words[i].form
        if form in _ENDS or form in _COMMAS or form in ("»", "”", "“", '"', ")", "("):
            if i - first > 2:
                return i
        elif i > first and form in _TURNS:
            return i
    return last
