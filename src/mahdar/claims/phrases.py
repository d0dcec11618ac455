"""Tables of phrases -> what a stretch of words says: its signs, its issue, whether a document speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mahdar.sentences import Word
from mahdar.spans import folded, table

ROOM = "mahdar.claims"
_LEADS = ("", "و", "ف", "ب", "ل", "لل", "ال", "وال", "بال", "وب", "ول", "فال", "ك")
# What an imperfect begins with, and how long a stem must be for any ending to be meant by it.
_PERSONS = ("ي", "ت", "ن", "ا", "سي", "ست", "سن")
_LONG_STEM = 4
_REMEMBERED = 65536  # words whose phrases are kept at hand


class Phrase(NamedTuple):
    """The words of a phrase, each with whether any ending will do, and what the phrase tells."""

    words: tuple[tuple[str, bool], ...]
    tells: str
    rank: int


class Found(NamedTuple):
    """What a phrase told, and where: words `first:last` of the article."""

    tells: str
    rank: int
    first: int
    last: int


@cache
def word_set(name: str) -> frozenset[str]:
    """The folded words of one row of `words.tsv`."""
    return next(frozenset(folded(row["words"]).split()) for row in table(ROOM, "words.tsv") if row["set"] == name)


@lru_cache(maxsize=65536)
def _variants(form: str) -> tuple[str, ...]:
    return tuple(form[len(lead) :] for lead in _LEADS if form.startswith(lead) and len(form) - len(lead) > 1)


SIGNS, CUES, ISSUES, STATED, BLAME = "signs.tsv", "cues.tsv", "issues.tsv", "stated.tsv", "blame.tsv"
_TELLS = {SIGNS: "sign", CUES: "class", ISSUES: "issue", STATED: "kind", BLAME: "kind"}


def _spelled(text: str) -> Iterator[str]:
    """A phrase as its row has it, or once for each person that its tilde stands for."""
    if not text.startswith("~"):
        yield text
        return
    stem, space, rest = text[1:].partition(" ")
    if len(stem) >= _LONG_STEM and not stem.endswith("*"):
        stem += "*"
    for person in _PERSONS:
        yield person + stem + space + rest


class _Firsts(NamedTuple):
    """The phrases of a table with their places in it: by their whole first word, and by the stem that starts it (`word*`)."""

    whole: dict[str, list[tuple[int, Phrase]]]
    stems: dict[str, list[tuple[int, Phrase]]]


@cache
def _phrases(file: str) -> _Firsts:
    found = _Firsts({}, {})
    place = 0
    for rank, row in enumerate(table(ROOM, file)):
        for text in (one for cell in row["words"].split(";") for one in _spelled(cell.strip())):
            words = tuple((folded(w.rstrip("*")), w.endswith("*")) for w in text.split())
            if words:
                first, open_end = words[0]
                phrase = place, Phrase(words, row[_TELLS[file]], rank)
                found.whole.setdefault(first, []).append(phrase)
                if open_end:
                    found.stems.setdefault(first, []).append(phrase)
                place += 1
    return found


class _Starting(dict[str, tuple[Phrase, ...]]):
    """The phrases of a table whose first word a folded word is, in the order of its readings; for most words none.

    Worked out when a word is first asked for, and forgotten when there are too many: no function is called for most words.
    """

    def __init__(self, file: str) -> None:
        super().__init__()
        self._known = _phrases(file)

    def __missing__(self, form: str) -> tuple[Phrase, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        known = self._known
        found: dict[str, dict[int, Phrase]] = {}
        for reading in _variants(form):
            here = found.setdefault(reading[:2], {})
            here.update(known.whole.get(reading, ()))
            for size in range(2, len(reading)):
                here.update(known.stems.get(reading[:size], ()))
        self[form] = told = tuple(phrase for here in found.values() for _, phrase in sorted(here.items()))
        return told


@cache
def _starting(file: str) -> _Starting:
    return _Starting(file)


@cache
def _documents() -> frozenset[str]:
    return frozenset(folded(row["noun"]) for row in table(ROOM, "documents.tsv"))


def is_document(form: str) -> bool:
    """Whether the first folded word of a speaker names a document (بيان مشترك)."""
    return any(v in _documents() for v in _variants(form))


@lru_cache(maxsize=65536)
def _matches(form: str, word: tuple[str, bool]) -> bool:
    wanted, open_end = word
    return any(v == wanted or (open_end and v.startswith(wanted)) for v in _variants(form))


def _goes_on(words: Sequence[Word], i: int, phrase: Phrase) -> bool:
    """Whether the words behind word `i` and the next are the rest of a phrase."""
    return all(_matches(words[i + n].form, phrase.words[n]) for n in range(2, len(phrase.words)))


def find(words: Sequence[Word], first: int, last: int, file: str) -> list[Found]:
    """Every phrase of a table that stands among the words `first:last`, in text order."""
    found: list[Found] = []
    starting = _starting(file)
    able = [(i, phrases) for i, word in enumerate(words[first:last], first) if (phrases := starting[word.form])]
    for i, phrases in able:
        for phrase in phrases:
            end = i + len(phrase.words)
            if end == i + 1 or (end <= last and _matches(words[i + 1].form, phrase.words[1]) and _goes_on(words, i, phrase)):
                found.append(Found(phrase.tells, phrase.rank, i, end))
    return found


def issue(words: Sequence[Word], first: int, last: int) -> str:
    """The issue most of the words `first:last` speak of, longer phrases counting more; the earlier row wins a tie."""
    scores: dict[str, tuple[int, int]] = {}
    for hit in find(words, first, last, ISSUES):
        score, _ = scores.get(hit.tells, (0, 0))
        general = hit.tells in word_set("general_issues")
        scores[hit.tells] = (score + (1 if general else 2) * (hit.last - hit.first), -hit.rank)
    return max(scores, key=lambda k: scores[k], default="")
