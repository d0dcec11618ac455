"""One sentence prepared for the rules of this room: its words, what stands near each, and who is named where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mahdar.events.lexicon import ROOM, Condition, bare
from mahdar.names import Mention
from mahdar.sentences import Reading, Word
from mahdar.spans import Anchor, folded, table

PREPOSITIONS = frozenset(
    folded(
        "في من إلى على عن مع بين ضد خلال بعد قبل لدى عند حول تجاه نحو أمام وراء حتى منذ عبر وسط إثر عقب بحق لصالح رغم تحت فوق"
        " حيال إزاء بشأن بحضور"
    ).split()
)
_GLUED = "بلك"
_RANK = {"person": 0, "organisation": 1, "role": 2, "place": 3}


class Party(NamedTuple):
    """Someone who may act: the words `first:last` of the article, the anchor that names them, and what governs them.

    `governed` is the preposition before them, glued or free; `joined` tells that they follow another party by و;
    `weak` marks common nouns and national adjectives, which yield to names.
    """

    first: int
    last: int
    anchor: Anchor
    kind: str
    governed: str
    joined: bool
    weak: bool


class Scene(NamedTuple):
    """The words `first:last` of the article and the parties among them, in order."""

    words: Sequence[Word]
    first: int
    last: int
    parties: tuple[Party, ...]

    def form(self, i: int) -> str:
        """The folded word at `i`; empty outside the sentence."""
        return self.words[i].form if self.first <= i < self.last else ""

    def party_at(self, i: int) -> Party | None:
        """The party whose words begin at `i`."""
        return next((p for p in self.parties if p.first == i), None)

    def inside(self, i: int) -> Party | None:
        """The party whose words take in `i`."""
        return next((p for p in self.parties if p.first <= i < p.last), None)

    def after(self, i: int, reach: int = 14) -> list[Party]:
        """The parties that begin after word `i`, at most `reach` words away."""
        return [p for p in self.parties if i < p.first <= i + reach]

    def before(self, i: int, reach: int = 40) -> list[Party]:
        """The parties that end before word `i`, nearest first."""
        return [p for p in reversed(self.parties) if i - reach <= p.first and p.last <= i]


@lru_cache(maxsize=65536)
def keys(form: str) -> frozenset[str]:
    """What a condition may know a folded word by: itself without conjunction, preposition, article."""
    found = {form, bare(form)}
    for lead in ("و", "ف", "ب", "ل", "لل", "ك", "وال", "بال", "وب", "ول", "ولل", "فال", "كال", "وبال"):
        if form.startswith(lead) and len(form) - len(lead) > 2:
            found.add(form[len(lead) :])
            if lead.endswith("لل"):
                found.add("ل" + form[len(lead) :])
    if len(form) > 3 and form[0] in "بل":
        found.add(form[0])
    return frozenset(found)


def holds(scene: Scene, i: int, condition: Condition, reach: int) -> bool:
    """Whether all the words of a condition stand within reach of word `i`."""
    span = range(max(scene.first, i - 3), i) if condition.before else range(i + 1, min(scene.last, i + 1 + reach))
    return all(any(keys(scene.words[k].form) & part for k in span) for part in condition.words)


@cache
def groups() -> frozenset[str]:
    """Common nouns that name parties."""
    return frozenset(w for row in table(ROOM, "groups.tsv") for w in folded(row["words"]).split())


@lru_cache(maxsize=16384)
def nation(form: str) -> str:
    """The ISO code of the state whose adjective (nisba) this folded word is; empty for any other word."""
    stems = _nisbas()
    rest = form
    for lead in ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل"):
        if form.startswith(lead) and len(form) - len(lead) > 3:
            rest = form[len(lead) :]
            break
    for candidate in (form, rest):
        for ending in ("", "ه", "ا", "ان", "ين", "ون", "ات", "تان", "تين"):
            stem = candidate[: len(candidate) - len(ending)] if candidate.endswith(ending) else ""
            if stem in stems:
                return stems[stem]
    return ""


@cache
def _nisbas() -> dict[str, str]:
    return {folded(n): row["iso"] for row in table(ROOM, "states.tsv") for n in row["nisba"].split()}


@cache
def states() -> dict[str, str]:
    """Folded names of states and of the capitals that stand for them -> ISO code."""
    return {folded(n.replace("&", " ")): row["iso"] for row in table(ROOM, "states.tsv") for n in row["names"].split()}


def scenes(reading: Reading, mentions: Sequence[Mention]) -> list[Scene]:
    """One scene a sentence, in text order."""
    words = reading.words
    starts = [w.start for w in words]
    named = _named(reading, mentions, starts)
    begins = [p[0] for p in named]
    made: list[Scene] = []
    for sentence in reading.sentences:
        inside = named[bisect_left(begins, sentence.first) : bisect_left(begins, sentence.last)]
        taken = {i for first, last, _, _ in inside for i in range(first, last)}
        weak = _weak(reading, sentence.first, sentence.last, taken)
        raw = sorted([(f, last, a, k, False) for f, last, a, k in inside] + weak, key=lambda p: p[:2])
        parties: list[Party] = []
        for first, last, anchor, kind, is_weak in raw:
            governed, joined = _governed(reading, first, anchor, sentence.first)
            if joined and parties and first - parties[-1].last <= 1 and not governed:
                governed = parties[-1].governed
            parties.append(Party(first, last, anchor, kind, governed, joined, is_weak))
        made.append(Scene(words, sentence.first, sentence.last, tuple(parties)))
    return made


def _named(reading: Reading, mentions: Sequence[Mention], starts: list[int]) -> list[tuple[int, int, Anchor, str]]:
    """(first word, last word, anchor, kind) of the outermost phrases that name someone; names win over roles."""
    found: list[tuple[int, int, Anchor, str]] = []
    reach = -1
    for m in sorted((m for m in mentions if m.kind in _RANK), key=lambda m: (m.phrase.start, -m.phrase.end, _RANK[m.kind])):
        first = max(0, bisect_right(starts, m.phrase.start) - 1)
        last = bisect_left(starts, m.phrase.end)
        if first < reach:
            # Nested in the one before: a person's name inside a role phrase takes its place.
            if found and _RANK[m.kind] < _RANK[found[-1][3]] and last <= found[-1][1]:
                found[-1] = (found[-1][0], found[-1][1], m.anchor, m.kind)
            continue
        if last > first:
            found.append((first, last, m.anchor, m.kind))
            reach = last
    return found


def _weak(reading: Reading, first: int, last: int, taken: set[int]) -> list[tuple[int, int, Anchor, str, bool]]:
    """Common nouns and national adjectives of a sentence that no mention has taken."""
    found: list[tuple[int, int, Anchor, str, bool]] = []
    i = first
    while i < last:
        word = reading.words[i]
        if i in taken or word.sort != "word":
            i += 1
        elif keys(word.form) & groups():
            end = i + 1
            while end < last and end not in taken and (nation(reading.words[end].form) or reading.words[end].form in _ADJECTIVES):
                end += 1
            found.append((i, end, reading.anchor(i, end), "group", True))
            i = end
        elif nation(word.form):
            found.append((i, i + 1, reading.anchor(i, i + 1), "nation", True))
            i += 1
        else:
            i += 1
    return found


_ADJECTIVES = frozenset(folded("الحربية الأمن الأمنية المسلحة مجهولون مجهولين مسلحين مسلحون ملثمون إسلاميين إسلاميون الخاصة الخاص").split())


def _governed(reading: Reading, first: int, anchor: Anchor, floor: int) -> tuple[str, bool]:
    """The preposition that governs the phrase at word `first`, and whether و joins it to what stands before."""
    form = reading.words[first].form
    clitic = form[: max(0, anchor.start - reading.words[first].start)] if anchor.start > reading.words[first].start else ""
    if not clitic and len(form) > 4:
        clitic = next((lead for lead in ("وال", "بال", "لل") if form.startswith(lead)), "")
    joined = clitic.startswith("و")
    letter = next((c for c in clitic if c in _GLUED), "")
    if letter:
        return letter, joined
    before = reading.words[first - 1].form if first > floor else ""
    if before.startswith("و") and before[1:] in PREPOSITIONS:
        before = before[1:]
    if before in PREPOSITIONS:
        return before, joined
    return "", joined or before == "و"


def nation_of(name: str) -> str:
    """The ISO code of the state that a folded name or national adjective means; empty for anything else."""
    return states().get(name) or (nation(name) if " " not in name else "")
