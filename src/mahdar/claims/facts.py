"""The words of an article -> what each says by itself, worked out once: signs, kinds of leading verbs, whose clause it may be.

A candidate asks for ranges of words many times over; here every word is looked at once and ranges are slices or differences.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from mahdar.claims.phrases import Found, word_set
from mahdar.claims.shapes import marks_of, nation, stem
from mahdar.sentences import Sentence, Word
from mahdar.sentences.reading import Sort

_NOT, _RELATIVES, _OWN = word_set("negations"), word_set("relatives"), word_set("own")
_AGENTS, _THINGS = word_set("agents"), word_set("things")
_FIGHTS, _TOLLS, _ASIDES = word_set("fights"), word_set("tolls"), word_set("asides")
_CONTRASTS, _UNNAMED, _GOES_ON = word_set("contrasts"), word_set("unnamed"), word_set("goes_on")
_UPON, _COMMAS = frozenset({"علي", "وعلي", "فعلي"}), frozenset({"،", ","})
# What leads a clause, by its sign; the earlier in the clause the more it leads.
_LEADING = frozenset({"wont", "didnt", "must", "need", "copula", "bring", "harm", "aim", "plan", "pledge", "continue", "ready", "agreed"})
_WRONGS = frozenset({"crime", "meddle", "attack", "fail"})
_PREFIXES = ("وال", "بال", "فال", "لل", "ال", "و", "ف", "ب", "ل")
_SURELY = frozenset({"not", "will"})
_NOTES = ("state", "comma", "number", "toll", "fight", "aside", "upon", "going")
_LONG = 3  # letters that a word of weight has more than


class Plain(NamedTuple):
    """What one form says wherever it stands."""

    given: tuple[str, ...]  # the features that a candidate has for holding it
    head: str  # the feature for beginning with it, empty for marks and particles
    marks: tuple[str, ...]
    state: str
    leads: str  # not, will, does: whether it leads a clause by its form
    whose: str  # own, agent, thing: whose clause it may make
    notes: tuple[str, ...]  # what little is asked for by place: state, comma, number, toll, fight, aside, upon, going
    relative: bool
    key: str  # by which it is found again, without conjunction and article
    long: bool  # whether it is looked for among the words told before


@lru_cache(maxsize=65536)
def plain(form: str, sort: Sort) -> Plain:
    """What a folded form says by itself."""
    marks, state, bare = marks_of(form), nation(form), _bare(form)
    stemmed = stem(form) if sort == "word" and len(form) > 2 else ""
    given = [*marks]
    given += ["number"] if sort == "number" else []
    given += ["unnamed"] if form in _UNNAMED else []
    given += ["contrast"] if form in _CONTRASTS else []
    given += [f"word={stemmed}"] if stemmed else []
    does = form.startswith("ي") and len(form) > _LONG and not state
    leads = "not" if form in _NOT else "will" if "will" in marks else "does" if does else ""
    whose = "own" if form in _OWN or "ours" in marks else "agent" if bare in _AGENTS else "thing" if bare in _THINGS else ""
    head = f"head={stemmed}" if stemmed else ""
    key = form.removeprefix("و").removeprefix("ال")
    notes = _notes(form, bare, sort, state)
    return Plain(tuple(given), head, marks, state, leads, whose, notes, form in _RELATIVES, key, len(form) > _LONG)


def _notes(form: str, bare: str, sort: Sort, state: str) -> tuple[str, ...]:
    told = (
        ("state", bool(state)),
        ("comma", form in _COMMAS),
        ("number", sort == "number"),
        ("toll", bare in _TOLLS),
        ("fight", bare in _FIGHTS),
        ("aside", form in _ASIDES),
        ("upon", form in _UPON),
        ("going", form.lstrip("وفس") in _GOES_ON),
    )
    return tuple(name for name, true in told if true)


def _bare(form: str) -> str:
    lead = next((p for p in _PREFIXES if form.startswith(p) and len(form) - len(p) > 2), "")
    return form[len(lead) :]


class Facts:
    """The words of one article, asked by index and by range."""

    def __init__(self, words: Sequence[Word], signs: Sequence[Found]) -> None:
        told: list[tuple[str, ...]] = [()] * len(words)
        self.wrongs: list[int] = []
        for sign in signs:
            told[sign.first] = (*told[sign.first], sign.tells)
            if sign.tells in _WRONGS and (not self.wrongs or self.wrongs[-1] != sign.first):
                self.wrongs.append(sign.first)
        self.told, self.plain = told, [plain(w.form, w.sort) for w in words]
        self.given = [p.given for p in self.plain]
        self.forms = [w.form for w in words]
        self.noted: dict[str, list[int]] = {name: [] for name in _NOTES}  # where the words of each note stand
        for i, one in enumerate(self.plain):
            for note in one.notes:
                self.noted[note].append(i)

    def among(self, note: str, first: int, last: int) -> list[int]:
        """Which of the words `first:last` have a note of `Plain.notes`."""
        return among(self.noted[note], first, last)

    def signs(self, first: int, last: int) -> list[str]:
        """The signs whose words begin among the words `first:last`, in text order."""
        return list(chain.from_iterable(self.told[first:last]))

    def leading(self, first: int, last: int) -> tuple[int, str]:
        """(word, class) of what leads the clause `first:last`: a negation, a future, a verb of `signs.tsv`; else nothing does."""
        for i in range(first, last):
            leads = self.plain[i].leads
            if leads not in _SURELY and self.told[i]:
                leads = next((s for s in self.told[i] if s in _LEADING), leads)
            if leads and not (i > first and self.plain[i - 1].relative):
                return i, leads
        return last, "none"

    def first_seen(self, sentences: Sequence[Sentence]) -> list[bool]:
        """For each word whether it is long and no sentence before its own has it."""
        seen: set[str] = set()
        new = [False] * len(self.plain)
        for sentence in sentences:
            here = self.plain[sentence.first : sentence.last]
            new[sentence.first : sentence.last] = [p.long and p.key not in seen for p in here]
            seen.update([p.key for p in here])
        return new


def among(indices: list[int], first: int, last: int) -> list[int]:
    """Those of some sorted indices that lie in `first:last`."""
    if not indices or indices[-1] < first:
        return []
    return indices[bisect_left(indices, first) : bisect_left(indices, last)]
