"""Words -> clauses: where one statement ends and the next begins inside a stretch of speech."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.sentences import Word

_ENDS = frozenset({".", "؛", "!", "؟", "…", ";"})
_COMMAS = frozenset({"،", ","})
# A clause that one of these opens says something new; what other words open belongs to what came before.
_TURNS = frozenset({"لكن", "ولكن", "لكنه", "لكنها", "لكننا", "لكنهم", "ولكنه", "ولكننا", "بينما", "فيما", "غير", "الا", "حيث"})


def clauses(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """The clauses of the words `first:last` as (first, last), half open, punctuation between them left out."""
    cuts = [first]
    for i in range(first + 1, last):
        form, before = words[i].form, words[i - 1].form
        if (
            before in _ENDS
            or (before in _COMMAS and (form in _TURNS or _coordinated(form)))
            or form in ("ولكن", "لكن", "لكننا", "ولكننا")
            or form.startswith(("وست", "وسي", "وسن"))
        ):
            cuts.append(i)
    found = [_trimmed(words, a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True)]
    return [(a, b) for a, b in found if b - a > 2]


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
    for i in range(first, last):
        form = words[i].form
        if form in _ENDS or form in _COMMAS or form in ("»", "”", "“", '"', ")", "("):
            if i - first > 2:
                return i
        elif i > first and form in _TURNS:
            return i
    return last
