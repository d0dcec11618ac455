"""Reading -> Tags.

A sentence is one run of the model, alone: its labels do not depend on what else is read, and a sentence seen before (copies,
wire text, boilerplate) is remembered by its words.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from mahdar.sentences import Reading, Word
from mahdar.spans import Anchor, folded
from mahdar.tags.decode import Floats, likely, path, spans
from mahdar.tags.labels import EntityKind, Shape
from mahdar.tags.model import Model, shipped
from mahdar.tags.pieces import plain
from mahdar.tags.tags import Entity, Tag, Tags

Span = tuple[int, int, EntityKind, float]
# What is remembered of a sentence: the shape of each word with its probability, and the spans.
Read = tuple[tuple[tuple[Shape, float], ...], tuple[Span, ...]]
Lengths = tuple[tuple[int, str], ...]
_REMEMBERED = 2_000  # sentences: copies of a text come close together, and more costs memory
_LAYER_KINDS: dict[str, frozenset[str]] = {
    "names": frozenset(("person", "organisation", "place", "other")),
    "more": frozenset(("role", "event")),
}


class Tagger:
    """Tags readings with one model, and remembers sentences. Safe to share between threads."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._seen: OrderedDict[tuple[str, ...], Read] = OrderedDict()
        self._lock = Lock()

    def tags(self, reading: Reading) -> Tags:
        """The tags of one article."""
        words: list[Tag] = []
        entities: list[Entity] = []
        for sentence in reading.sentences:
            first = sentence.first
            here = reading.words[first : sentence.last]
            shapes, found = self._read(tuple(plain(reading.text[word.start : word.end]) for word in here))
            words.extend(_tag(reading.text, word, shape, p) for word, (shape, p) in zip(here, shapes, strict=True))
            for a, b, kind, probability in found:
                anchor = Anchor(reading.article, here[a].start, here[b - 1].end)
                entities.append(Entity(anchor, kind, first + a, first + b, probability))
        return Tags(reading.article, tuple(words), tuple(entities))

    def _read(self, words: tuple[str, ...]) -> Read:
        with self._lock:
            known = self._seen.get(words)
            if known is not None:
                self._seen.move_to_end(words)
                return known
        fresh = decoded(self._model, words)
        with self._lock:
            self._seen[words] = fresh
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return fresh


def decoded(model: Model, words: tuple[str, ...]) -> Read:
    """One sentence of plain words: the shape of each with its probability, and the spans in order."""
    logits = model.run(list(words))
    found = [
        *_spans(logits["names"], model.names, model.names_barred, _LAYER_KINDS["names"]),
        *_spans(logits["more"], model.more, model.more_barred, _LAYER_KINDS["more"]),
    ]
    found.sort(key=lambda span: (span[0], -span[1], span[2]))
    allowed = logits["shapes"] + model.fits.penalties(list(map(folded, words)))
    best = allowed.argmax(axis=1)
    sure = likely(allowed, best).tolist()
    shapes = model.shapes
    return tuple([(shapes[label], round(p, 4)) for label, p in zip(best.tolist(), sure, strict=True)]), tuple(found)


def _spans(logits: Floats, labels: tuple[str, ...], forbidden: NDArray[np.bool_], kinds: frozenset[str]) -> list[Span]:
    best = path(logits, forbidden)
    if not any(best):
        return []
    named = np.flatnonzero(best)  # no others are asked for
    sure = [1.0] * len(best)
    for at, probability in zip(named.tolist(), likely(logits[named], np.array(best)[named]).tolist(), strict=True):
        sure[at] = probability
    found = spans([labels[label] for label in best])
    return [(a, b, kind, round(min(sure[a:b]), 4)) for a, b, kind in found if kind in kinds]  # type: ignore[misc]


def _tag(text: str, word: Word, shape: Shape, probability: float) -> Tag:
    """The shape of a word with the lengths of its clitics in the text, where harakat and tatweel belong to their letter."""
    if word.end - word.start == len(word.form):
        return Tag(shape.stem, *_lengths(shape), probability)
    ends = _ends(text[word.start : word.end])
    cuts = [len(form) for form, _ in shape.before]
    total = len(ends)
    at, starts = 0, [0]
    for length in cuts:
        at += length
        starts.append(ends[at - 1])
    behind: list[int] = []
    at = total - len(shape.suffixes)
    for form, _ in shape.after:
        begin, at = at, at + len(form)
        behind.append(ends[at - 1] - ends[begin - 1])
    before = tuple((b - a, upos) for a, b, (_, upos) in zip(starts, starts[1:], shape.before, strict=False))
    return Tag(shape.stem, before, tuple((length, upos) for length, (_, upos) in zip(behind, shape.after, strict=True)), probability)


@cache  # by the shapes of the model, about a hundred
def _lengths(shape: Shape) -> tuple[Lengths, Lengths]:
    return tuple((len(form), upos) for form, upos in shape.before), tuple((len(form), upos) for form, upos in shape.after)


def _ends(surface: str) -> list[int]:
    """For each letter of the plain word, where it ends in the surface, its marks taken along."""
    ends: list[int] = []
    for i, character in enumerate(surface, 1):
        letters = len(plain(character))
        if letters:
            ends.extend([i] * letters)
        elif ends:
            last = ends[-1]
            ends = [i if end == last else end for end in ends]
    if ends:
        ends[-1] = len(surface)
    return ends


_shipped: list[Tagger] = []
_loading = Lock()


def tag(reading: Reading) -> Tags:
    """The tags of an article by the shipped model, which is loaded at the first call. Raises ModelError if it cannot be."""
    with _loading:
        if not _shipped:
            _shipped.append(Tagger(shipped()))
    return _shipped[0].tags(reading)
