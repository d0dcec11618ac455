"""Words -> triggers: which words of a sentence name an event, each with the row of the lexicon that says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mahdar.events.lexicon import Form, Sense, forms, word_set
from mahdar.events.scene import PREPOSITIONS, Scene, holds

_VERB_REACH, _NOUN_REACH = 6, 4
# A word after one of these is a noun, whatever verb is written alike.
_NOUN_BEFORE = PREPOSITIONS | {"كل", "اي", "عمليه", "عمليات", "سلسله", "جريمه", "حمله", "اعمال", "محاوله"}


_GRANTED = word_set("granted")


class Trigger(NamedTuple):
    """The word `at` of the article names an event in the sense of `form`."""

    at: int
    form: Form
    past: bool = False  # a preposition of time (خلال، عقب) takes it for granted

    @property
    def definite(self) -> bool:
        """Whether it is a noun with the article."""
        return self.form.kind == "noun" and ("ال" in self.form.lead or self.form.lead.endswith("لل"))


def triggers(scene: Scene) -> Iterator[Trigger]:
    """The triggers of a sentence in text order, at most one a word."""
    for i in range(scene.first, scene.last):
        word = scene.words[i]
        if word.sort != "word":
            continue
        for form in forms(word.form):
            if _fits(scene, i, form):
                yield Trigger(i, form, scene.form(i - 1) in _GRANTED)
                break


def _fits(scene: Scene, i: int, form: Form) -> bool:
    party = scene.inside(i)
    if party is not None and not party.weak and (party.first < i or form.kind != "noun"):
        return False
    if form.kind != "noun" and scene.form(i - 1) in _NOUN_BEFORE:
        return False
    return allowed(scene, i, form.sense)


def allowed(scene: Scene, i: int, sense: Sense) -> bool:
    """Whether the words around word `i` meet the conditions of a row."""
    reach = _NOUN_REACH if sense.noun else _VERB_REACH
    if sense.needs and not any(holds(scene, i, c, reach + (0 if sense.noun else 4)) for c in sense.needs):
        return False
    return not any(holds(scene, i, c, reach) for c in sense.unless)
