"""Annotated articles -> what the weights of claims are fitted on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.claims.candidates import Candidate, candidates
from mahdar.claims.features import features
from mahdar.claims.read import scope_of
from mahdar.claims.scope import Scope
from mahdar.pipeline import analyse


class Example(NamedTuple):
    """The features of a candidate, the share of words it has in common with a claim, and the kind of that claim."""

    features: tuple[str, ...]
    overlap: float
    kind: str


class Annotated(NamedTuple):
    """An annotated article: its candidates as examples, its claims as (kind, words)."""

    outlet: str
    scope: Scope
    candidates: tuple[Candidate, ...]
    examples: tuple[Example, ...]
    gold: tuple[tuple[str, frozenset[int]], ...]

    def words(self, first: int, last: int) -> frozenset[int]:
        """The words of a stretch, punctuation left out."""
        return frozenset(i for i in range(first, last) if self.scope.words[i].sort != "mark")


def scope(path: Path) -> Scope | None:
    """The text of a file as the room asks it; nothing where it is not on politics."""
    capture = next(c for c in captures([path]) if isinstance(c, Capture))
    layers = analyse(article(capture))
    return scope_of(layers.reading, layers.quotations, layers.events)


def last_look(name: str) -> bool:
    """Whether an annotated article is kept for the last look, by its name; those of Geneva are all tuned on, for their facts are a bar."""
    return "-" in name and int(sha256(name.encode()).hexdigest(), 16) % 3 == 0


def annotated(paths: Iterable[Path], *, tuned: bool = False) -> Iterator[Annotated]:
    """The annotated articles of some files; with `tuned` those of the last look are left out."""
    for path in paths:
        name = path.name.removesuffix(".events.json")
        if tuned and last_look(name):
            continue
        asked = scope(path.with_name(name + ".txt"))
        if asked is None:
            continue
        gold = json.loads(path.read_text("utf-8"))["claims"]
        spans = [(c["kind"], (asked.word(c["span"]["start"]), asked.word(c["span"]["end"]))) for c in gold]
        found = candidates(asked)
        one = Annotated(name.partition("-")[2] or name[:3], asked, found, (), ())
        told = tuple((kind, one.words(*span)) for kind, span in spans)
        yield one._replace(gold=told, examples=tuple(_example(one, c, told) for c in found))


def _example(one: Annotated, candidate: Candidate, gold: tuple[tuple[str, frozenset[int]], ...]) -> Example:
    own = one.words(candidate.first, candidate.last)
    share, kind = max([(len(own & words) / len(own | words), kind) for kind, words in gold], default=(0.0, ""))
    return Example(features(one.scope, candidate), share, kind)
