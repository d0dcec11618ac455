"""Times against hand annotation: `python -m bench.times [SHARED] [--errors]`.

SHARED (default ../shared) holds `geneva/` and `gold/dev/` (NAME.txt, NAME.meta.json, NAME.gold.json) and
`gold/times-challenge.tsv`. A gold expression is found when something read overlaps it; its value counts when it is the
same string. Expressions that start in lines annotated as boilerplate are left out on both sides. The last look is the
third of `gold/dev` that a hash of the name picks: its errors are never printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mahdar.articles import Article, Block, Published, Source, article
from mahdar.captures import Capture, captures
from mahdar.pipeline import analyse_all
from mahdar.sentences import read
from mahdar.spans import Anchor
from mahdar.times import moments

CHALLENGE_DAY = "2021-06-18"
WORD = re.compile(r"\w+")


class Expression(NamedTuple):
    """One expression: code points of the text, type and value."""

    start: int
    end: int
    type: str
    value: str


class Document(NamedTuple):
    """An annotated article; `junk` are the code points of its boilerplate."""

    name: str
    text: str
    published: str
    wanted: tuple[Expression, ...]
    junk: frozenset[int]


class Score(NamedTuple):
    """Counts over documents; `value` counts expressions found with the right value."""

    wanted: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def f(self, hits: int) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * hits / (self.wanted + self.found) if self.wanted + self.found else 0.0

    def __str__(self) -> str:
        kinds = {"strict": self.strict, "relaxed": self.relaxed, "value": self.value}
        shown = "  ".join(f"{name} F {self.f(hits):.3f}" for name, hits in kinds.items())
        return f"{shown}  (value right {self.value} of {self.wanted}, read {self.found})"


def documents(folder: Path) -> list[Document]:
    """The annotated articles of a folder, in the order of their names."""
    out = []
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        if not path.with_name(f"{name}.txt").exists():
            continue
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_name(f"{name}.txt").read_bytes().decode("utf-8")
        junk = frozenset(c for b in gold["boilerplate"] for c in range(b["start"], b["end"]))
        wanted = tuple(Expression(t["start"], t["end"], t["type"], t["value"]) for t in gold["times"] if t["start"] not in junk)
        out.append(Document(name, text, json.loads(path.with_name(f"{name}.meta.json").read_text("utf-8"))["published"], wanted, junk))
    return out


def last_look(name: str) -> bool:
    """Whether a file of `gold/dev` belongs to the third that is kept for the last look."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def score(pairs: Iterable[tuple[Document, Iterable[Expression]]], *, errors: bool = False) -> Score:
    """The score of what was read in each document; with `errors` it prints what differs."""
    total = Score()
    for document, read_ones in pairs:
        found = [e for e in read_ones if e.start not in document.junk]
        matched = matching(document.wanted, found)
        words = [tuple(m.start() for m in WORD.finditer(document.text, a.start, a.end)) for a, _ in matched]
        others = [tuple(m.start() for m in WORD.finditer(document.text, b.start, b.end)) for _, b in matched]
        total = Score(
            total.wanted + len(document.wanted),
            total.found + len(found),
            total.strict + sum(a == b for a, b in zip(words, others, strict=True)),
            total.relaxed + len(matched),
            total.value + sum(a.value == b.value for a, b in matched),
        )
        if errors:
            show(document, found, matched)
    return total


def matching(wanted: Iterable[Expression], found: Iterable[Expression]) -> list[tuple[Expression, Expression]]:
    """Pairs that overlap, the largest overlap first, each expression in one pair at most."""
    pairs = [(min(a.end, b.end) - max(a.start, b.start), a, b) for a in wanted for b in found]
    taken_a: set[Expression] = set()
    taken_b: set[Expression] = set()
    out = []
    for overlap, a, b in sorted(pairs, key=lambda p: (-p[0], p[1].start, p[2].start)):
        if overlap > 0 and a not in taken_a and b not in taken_b:
            taken_a.add(a)
            taken_b.add(b)
            out.append((a, b))
    return out


def show(document: Document, found: Iterable[Expression], matched: Iterable[tuple[Expression, Expression]]) -> None:
    """Prints what was missed, what was read falsely, and what has another value."""
    pairs = list(matched)
    slices = document.text
    for a, b in pairs:
        if a.value != b.value:
            print(f"  {document.name} VALUE {slices[a.start : a.end]!r} wanted {a.value}, read {b.value}")
    for a in set(document.wanted) - {a for a, _ in pairs}:
        print(f"  {document.name} MISSED {slices[a.start : a.end]!r} {a.value}")
    for b in set(found) - {b for _, b in pairs}:
        print(f"  {document.name} FALSE {slices[b.start : b.end]!r} {b.value}")


def ours(folder: Path, *, ignore_meta: bool = False) -> dict[str, list[Expression]]:
    """What the whole pipeline reads in a folder, by name of article."""
    found = [article(c) for c in captures([folder], ignore_meta=ignore_meta) if isinstance(c, Capture)]
    layers, _ = analyse_all(found)
    return {
        Path(one.article.source.file).stem: [Expression(m.anchor.start, m.anchor.end, m.type, m.value) for m in one.moments]
        for one in layers
    }


def in_line(text: str, published: str) -> list[Expression]:
    """What is read in a line of text by itself."""
    one = Article("bench", Source("bench", "0"), text, "ar", (Block(Anchor("bench", 0, len(text)), "body", "line"),))
    return [
        Expression(m.anchor.start, m.anchor.end, m.type, m.value) for m in moments(read(one), Published(published, published, "metadata"))
    ]


def challenge(path: Path) -> list[tuple[str, str, str]]:
    """The lines of the challenge: text, value (NONE where nothing is to be read), words."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]


def right(text: str, value: str, words: str, found: list[Expression]) -> bool:
    """Whether a line of the challenge is read as wanted: these words with this value and nothing else."""
    got = [(e.value, text[e.start : e.end]) for e in found]
    return got == ([] if value == "NONE" else [(value, words)])


def speed(texts: Iterable[str]) -> float:
    """Milliseconds that the room needs for 250 words, reading of the words left out."""
    readings = []
    for text in texts:
        blocks = tuple(Block(Anchor("bench", m.start(), m.end()), "body", "line") for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text))
        readings.append(read(Article("bench", Source("bench", "0"), text, "ar", blocks)))
    day = Published(CHALLENGE_DAY, CHALLENGE_DAY, "metadata")
    for one in readings:
        moments(one, day)
    started = time.perf_counter()
    for one in readings:
        moments(one, day)
    return (time.perf_counter() - started) * 1000 / max(1, sum(len(one.words) for one in readings)) * 250


def main() -> None:
    """Prints every figure, a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    geneva, dev = documents(asked.shared / "geneva"), documents(asked.shared / "gold/dev")
    for label, ignored in (("geneva", False), ("geneva, dates ignored", True)):
        got = ours(asked.shared / "geneva", ignore_meta=ignored)
        print(f"{label:24}", score(((d, got[d.name]) for d in geneva), errors=asked.errors))
    got = ours(asked.shared / "gold/dev")
    tune = [d for d in dev if not last_look(d.name)]
    print(f"{'dev, tuned on':24}", score(((d, got[d.name]) for d in tune), errors=asked.errors))
    print(f"{'dev, last look':24}", score((d, got[d.name]) for d in dev if last_look(d.name)))
    lines = challenge(asked.shared / "gold/times-challenge.tsv")
    hits = sum(right(*line, in_line(line[0], CHALLENGE_DAY)) for line in lines)
    print(f"{'challenge':24} {hits} of {len(lines)}")
    print(f"{'speed':24} {speed(d.text for d in dev):.2f} ms for 250 words")


if __name__ == "__main__":
    main()
