"""The same sentence written or peopled otherwise: what keeps a small corpus of 2006 from learning its names by heart."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from train.corpora import Example, unhamzated

_GLUED = ("و", "ل", "ب", "ف", "ك", "س")


@dataclass(frozen=True)
class Chances:
    """How often each change is made: a sentence without hamza; a person renamed; shortened to the last name; a clitic in front."""

    bare: float = 0.2
    renamed: float = 0.3
    shortened: float = 0.15
    glued: float = 0.06


class Augmenter:
    """Draws variants of examples; the same seed draws the same ones."""

    def __init__(self, examples: list[Example], seed: int, chances: Chances | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self._chances = chances or Chances()
        self._people = sorted({p for e in examples for p in _people(e)})

    def vary(self, example: Example) -> Example:
        """One variant."""
        if example.names is not None:
            example = self._rename(example)
        return unhamzated(example) if self._random.random() < self._chances.bare else example

    def _rename(self, example: Example) -> Example:
        names, more = list(example.names or ()), list(example.more or ())
        words = list(example.words)
        for first, last, kind in reversed(_stretches(example)):
            new = words[first:last]
            if kind == "person" and not new[0].startswith(_GLUED):
                draw = self._random.random()
                if draw < self._chances.renamed:
                    new = list(self._people[self._random.randrange(len(self._people))])
                elif draw < self._chances.renamed + self._chances.shortened and len(new) in (2, 3):
                    new = new[-1:]
            if kind in ("person", "place") and self._random.random() < self._chances.glued:
                new = [self._glue(new[0]), *new[1:]]
            if len(new) != last - first and more and len({label[1:] for label in more[first:last]}) > 1:
                continue
            names[first:last] = [names[first], *[_inner(names[first])] * (len(new) - 1)]
            if more:
                inside = more[first] if more[first][0] != "B" else "I" + more[first][1:]
                more[first:last] = [more[first], *[inside] * (len(new) - 1)]
            words[first:last] = new
        return replace(example, words=tuple(words), names=tuple(names), more=tuple(more) if example.more else None)

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
