"""Annotated articles and labelled stretches -> what the weights of claims are fitted on."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
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

KIND = {
    "s": "assessment",
    "a": "accusation",
    "d": "demand",
    "c": "commitment",
    "w": "warning",
    "n": "denial",
    "g": "agreement",
    "x": "disagreement",
}


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


def scope(path: Path) -> Scope:
    """The text of a file as the room asks it."""
    capture = next(c for c in captures([path]) if isinstance(c, Capture))
    layers = analyse(article(capture))
    return scope_of(layers.reading, layers.quotations, layers.events)


def last_look(name: str) -> bool:
    """Whether an annotated article is kept for the last look, by its name."""
    return int(sha256(name.encode()).hexdigest(), 16) % 3 == 0


def annotated(paths: Iterable[Path], *, tuned: bool = False) -> Iterator[Annotated]:
    """The annotated articles of some files; with `tuned` those of the last look are left out."""
    for path in paths:
        name = path.name.removesuffix(".events.json")
        if tuned and last_look(name):
            continue
        asked = scope(path.with_name(name + ".txt"))
        gold = json.loads(path.read_text("utf-8"))["claims"]
        spans = [(c["kind"], (asked.word(c["span"]["start"]), asked.word(c["span"]["end"]))) for c in gold]
        found = candidates(asked)
        one = Annotated(name.partition("-")[2] or name[:3], asked, found, (), ())
        told = tuple((kind, one.words(*span)) for kind, span in spans)
        yield one._replace(gold=told, examples=tuple(_example(one, c, told) for c in found))


def read_through(table: Path, news: Path) -> Iterator[Annotated]:
    """The articles of public news of which a table holds every claim; none where the news are not at hand."""
    claims: dict[str, list[tuple[int, int, str]]] = {}
    for name, start, end, kind in _rows(table) if news.is_dir() else ():
        claims.setdefault(name, []).extend([(int(start), int(end), KIND[kind])] if kind != "-" else [])
    for name, told in claims.items():
        asked = _news(name, news)
        found = candidates(asked)
        one = Annotated(_row(name, news)["source"], asked, found, (), ())
        gold = tuple((kind, one.words(asked.word(start), asked.word(end))) for start, end, kind in told)
        yield one._replace(gold=gold, examples=tuple(_example(one, c, gold) for c in found))


def _rows(table: Path) -> list[list[str]]:
    """The rows of a table without its comments and its header."""
    return [line.split("\t") for line in table.read_text("utf-8").splitlines() if not line.startswith("#")][1:]


def _example(one: Annotated, candidate: Candidate, gold: tuple[tuple[str, frozenset[int]], ...]) -> Example:
    own = one.words(candidate.first, candidate.last)
    share, kind = max([(len(own & words) / len(own | words), kind) for kind, words in gold], default=(0.0, ""))
    return Example(features(one.scope, candidate), share, kind)


def labelled(table: Path, news: Path) -> Iterator[Example]:
    """The stretches of a table of labels that are candidates still; none where the news are not at hand."""
    scopes: dict[str, tuple[Scope, dict[tuple[int, int], Candidate]]] = {}
    for name, start, end, kind in _rows(table) if news.is_dir() else ():
        if name not in scopes:
            asked = _news(name, news)
            scopes[name] = asked, {(asked.words[c.first].start, asked.words[c.last - 1].end): c for c in candidates(asked)}
        asked, known = scopes[name]
        candidate = known.get((int(start), int(end)))
        if candidate is not None:
            yield Example(features(asked, candidate), float(kind != "-"), KIND.get(kind, ""))


@cache
def _day(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        return [row for name in archive.namelist() for row in json.loads(archive.read(name))]


def _row(name: str, news: Path) -> dict[str, str]:
    """The row of the corpus that DAY#NUMBER names."""
    day, _, number = name.partition("#")
    return _day(news / f"{day}.zip")[int(number)]


def _news(name: str, news: Path) -> Scope:
    """An article of the corpus by its name DAY#NUMBER: its headline and an empty line above its text."""
    import tempfile

    row = _row(name, news)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(f"{row['title']}\n\n{row['content']}", "utf-8", newline="")
        return scope(path)
