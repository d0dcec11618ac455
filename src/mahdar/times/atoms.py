"""Words -> atoms: each word with its readings in the lexicon, each number with what it can be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from mahdar.sentences import Reading, Sentence, Word
from mahdar.times.lexicon import Entry, Lexicon, lexicon

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_YEARS = re.compile(r"(\d{4})[-/](\d{4}|\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_NONE: tuple[Entry, ...] = ()


class Atom(Struct, frozen=True, gc=False):
    """One word, or several that mean one thing (كانون الثاني): `first:last` are indices into the words read.

    `form` is the folded form; `entries` its readings, none for a word that says nothing of time.
    """

    first: int
    last: int
    form: str
    entries: tuple[Entry, ...] = _NONE

    def reading(self, *codes: str) -> Entry | None:
        """The first reading of one of these classes."""
        for entry in self.entries:
            if entry.code in codes:
                return entry
        return None


def atoms(reading: Reading, sentence: Sentence) -> list[Atom]:
    """The atoms of one sentence, in order."""
    words, known = reading.words, lexicon()
    found: list[Atom] = []
    i = sentence.first
    while i < sentence.last:
        word = words[i]
        last = i + 1
        entries: tuple[Entry, ...] = _NONE
        if word.sort == "number":
            entries = _number(word.form)
        else:
            phrase = _phrase(known, words, i, sentence.last) if word.form in known.phrases else None
            if phrase:
                last, entries = phrase
            else:
                entries = known.words.get(word.form, _NONE)
        found.append(Atom(i, last, word.form, entries))
        i = last
    return found


def _phrase(known: Lexicon, words: Sequence[Word], i: int, end: int) -> tuple[int, tuple[Entry, ...]] | None:
    for forms, entry in known.phrases[words[i].form]:
        stop = i + len(forms)
        if stop <= end and words[i + 1].form == forms[1] and all(words[i + k].form == form for k, form in enumerate(forms)):
            return stop, (entry,)
    return None


def _number(form: str) -> tuple[Entry, ...]:
    """What a token of digits can be: a plain number, a clock time, a date, a pair of years or of days."""
    plain = frozenset[str]()
    if form.isdigit():
        return (Entry("num", form, plain),) if len(form) <= 4 else _NONE
    if match := _CLOCK.fullmatch(form):
        return (Entry("clock", f"{int(match[1]):02}:{match[2]}", plain),)
    if match := _YEAR_FIRST.fullmatch(form):
        return (Entry("date", f"{match[1]}-{match[2]}-{match[3]}", plain),)
    if match := _YEAR_LAST.fullmatch(form):
        return (Entry("date", f"{match[3]}-{match[2]}-{match[1]}", plain),)
    if match := _YEARS.fullmatch(form):
        return (Entry("years", f"{match[1]}/{match[1][: 4 - len(match[2])]}{match[2]}", plain),)
    if match := _NUMBERS.fullmatch(form):
        return (Entry("numbers", f"{match[1]}/{match[2]}", plain),)
    return _NONE
