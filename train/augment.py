"""The same sentence written or peopled otherwise: what keeps a small corpus of 2006 from learning its names by heart."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from train import invented
from train.corpora import Example

# Words that Egyptian desks, and so much of ANERcorp, write with a dotted ya at the end, everyone else without dots.
_UNDOTTED = {
    word[:-1] + "ي": word
    for word in (
        *("على", "وعلى", "إلى", "الى", "حتى", "لدى", "مدى", "سوى", "أخرى", "الأخرى", "كبرى", "الكبرى"),
        *("أدنى", "أقصى", "مستوى", "معنى", "مبنى", "مصطفى", "موسى", "عيسى", "يحيى", "ليلى"),
    )
}
_GLUED = ("و", "ل", "ب", "ف", "ك", "س")


@dataclass(frozen=True)
class Chances:
    """How often each change is made.

    A sentence keyed otherwise: without hamza, with or without the dots of a final ya, with an Arabic comma. A person renamed, and
    then with an invented name; shortened to the last name. A place moved. A clitic put in front.
    """

    bare: float = 0.15
    undotted: float = 0.5
    dotted: float = 0.1
    comma: float = 0.5
    renamed: float = 0.35
    invented: float = 0.6
    moved: float = 0.15
    shortened: float = 0.15
    glued: float = 0.06


class Augmenter:
    """Draws variants of examples; the same seed draws the same ones."""

    def __init__(self, examples: list[Example], seed: int, chances: Chances | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self._chances = chances or Chances()
        self._people = sorted({p for e in examples for p in _people(e)})
        self._invented = invented.people(20_000, self._random)
        self._places = invented.places()

    def vary(self, example: Example) -> Example:
        """One variant."""
        if example.names is not None:
            example = self._rename(example)
        return self._keyed(example)

    def _keyed(self, example: Example) -> Example:
        """The sentence as another desk would key it."""
        words, chance = list(example.words), self._chances
        if self._random.random() < chance.undotted:
            words = [_UNDOTTED.get(word, word) for word in words]
        elif self._random.random() < chance.dotted:
            words = [word[:-1] + "ي" if word.endswith("ى") else word for word in words]
        if self._random.random() < chance.comma:
            words = ["،" if word == "," else word for word in words]
        if self._random.random() < chance.bare:
            words = [re.sub("[أإآ]", "ا", word) for word in words]
        return replace(example, words=tuple(words))

    def _rename(self, example: Example) -> Example:
        names, more, cuts = list(example.names or ()), list(example.more or ()), list(example.cuts or ())
        words = list(example.words)
        for first, last, kind in reversed(_stretches(example)):
            new = self._other(words[first:last], kind)
            bare = kind in ("person", "place") and not words[first].startswith(_GLUED)
            if bare and self._random.random() < self._chances.glued:
                new = [self._glue(new[0]), *new[1:]]
            if len(new) != last - first and more and len({label[1:] for label in more[first:last]}) > 1:
                continue
            names[first:last] = [names[first], *[_inner(names[first])] * (len(new) - 1)]
            if more:
                inside = more[first] if more[first][0] != "B" else "I" + more[first][1:]
                more[first:last] = [more[first], *[inside] * (len(new) - 1)]
            if cuts and new != words[first:last]:
                cuts[first:last] = [None] * len(new)
            words[first:last] = new
        kept = {"more": tuple(more) if example.more else None, "cuts": tuple(cuts) if example.cuts else None}
        return replace(example, words=tuple(words), names=tuple(names), **kept)

    def _other(self, words: list[str], kind: str) -> list[str]:
        """The same name, or another in its place."""
        if words[0].startswith(_GLUED):
            return words
        draw = self._random.random()
        if kind == "place":
            return list(self._random.choice(self._places)) if draw < self._chances.moved else words
        if kind != "person":
            return words
        short = len(words) == 1
        if draw < self._chances.renamed:
            pool = self._invented if self._random.random() < self._chances.invented else self._people
            new = list(self._random.choice(pool))
            return new[-1:] if short else new
        if draw < self._chances.renamed + self._chances.shortened and len(words) in (2, 3):
            return words[-1:]
        return words

    def _glue(self, word: str) -> str:
        clitic = self._random.choice(("و", "و", "ل", "ب"))
        return "ل" + word[1:] if clitic == "ل" and word.startswith("ال") else clitic + word


def _stretches(example: Example) -> list[tuple[int, int, str]]:
    """The names of an example whose kind is certain."""
    found: list[tuple[int, int, str]] = []
    for i, allowed in enumerate(example.names or ()):
        label = min(allowed) if len(allowed) == 1 else "O"
        if label[0] == "B":
            found.append((i, i + 1, label[2:]))
        elif label[0] == "I" and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
    return found


def _inner(allowed: frozenset[str]) -> frozenset[str]:
    return frozenset("I" + label[1:] if label[0] == "B" else label for label in allowed)


def _people(example: Example) -> list[tuple[str, ...]]:
    """The people of an example who are written with two to four words and no clitic in front, as far as letters tell."""
    spans = [example.words[a:b] for a, b, kind in _stretches(example) if kind == "person"]
    return [s for s in spans if 2 <= len(s) <= 4 and not s[0].startswith(_GLUED) and all(w.isalpha() for w in s)]
