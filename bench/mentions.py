"""Names against labelled tokens: exact spans of people, places and organisations, precision, recall and F1.

`python bench/mentions.py FILE.conll... [--errors N]`. A file holds a word and its BIO label a line, sentences parted by
blank lines; words are joined by spaces, `--lines` sentences make one article, and a mention counts for the words
that it touches. Label sets of Wojood, ANERcorp and AQMAR are mapped to three kinds; all other labels are left out.
"""

from __future__ import annotations

import argparse
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mahdar.articles import Article, Block, Source
from mahdar.names import mentions
from mahdar.sentences import read
from mahdar.spans import Anchor
from mahdar.tags import tag

KINDS = {
    **dict.fromkeys(["PERS", "PER"], "person"),
    **dict.fromkeys(["GPE", "LOC", "FAC"], "place"),
    "ORG": "organisation",
    "person": "person",
    "organisation": "organisation",
    "place": "place",
}
SHOWN = ("person", "place", "organisation")
Labelled = list[tuple[str, str]]
Spans = dict[tuple[int, int], str]


def sentences(path: Path) -> Iterator[Labelled]:
    """The sentences of a file as words with labels."""
    found: Labelled = []
    for line in path.read_text("utf-8").splitlines():
        word, *labels = line.split() or [""]
        if word and not word.startswith("$#$"):
            found.append((word, outermost(labels, found[-1][1] if found else "O")))
        elif found:
            yield found
            found = []
    if found:
        yield found


def outermost(labels: list[str], before: str) -> str:
    """The label of the outermost entity where a word has several: the one that goes on from the word before."""
    running = "I-" + before[2:]
    if before != "O" and running in labels:
        return running
    return next((label for label in labels if label[0] == "B"), labels[-1] if labels else "O")


def gold(words: Labelled) -> Spans:
    """The labelled spans, as first and last word."""
    spans: Spans = {}
    start = 0
    for i, (_, label) in enumerate(words):
        kind = KINDS.get(label[2:].rstrip("0123456789"), "")
        before = KINDS.get(words[i - 1][1][2:].rstrip("0123456789"), "") if i else ""
        if kind and (label[0] == "B" or kind != before):
            start = i
        after = words[i + 1][1] if i + 1 < len(words) else "O"
        if kind and not (after.startswith("I") and KINDS.get(after[2:], "") == kind):
            spans[start, i] = kind
    return spans


def found(group: list[Labelled], *, tagged: bool) -> list[Spans]:
    """What is found in sentences read together, for each as first and last word."""
    text, starts, owner = "", [], []
    for s, words in enumerate(group):
        for w, (word, _) in enumerate(words):
            starts.append(len(text))
            owner.append((s, w))
            text += word + (" " if w + 1 < len(words) else "\n")
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Block(Anchor("bench", at, at + len(line) - 1), "body", "line"))
        at += len(line)
    reading = read(Article("bench", Source("bench", "0" * 64), text, "ar", tuple(lines)))
    spans: list[Spans] = [{} for _ in group]
    for one in mentions(reading, tag(reading) if tagged else None):
        if one.kind in SHOWN:
            first = owner[bisect_right(starts, one.anchor.start) - 1]
            last = owner[bisect_right(starts, one.anchor.end - 1) - 1]
            if first[0] == last[0]:
                spans[first[0]][first[1], last[1]] = one.kind
    return spans


def main() -> None:
    """Prints the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--held", type=Path, help="the data folder: the parts of ANERcorp and AQMAR that the tagger has not seen")
    parser.add_argument("--tags", action="store_true", help="with the shipped tagger as evidence")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--kind", default="")
    parser.add_argument("--lines", type=int, default=15)
    parser.add_argument("--first", type=int, default=0, help="only so many sentences of a file")
    parser.add_argument(
        "--skip", type=int, default=0, help="leave out so many sentences of a file (the rules were tuned on 2,000 of ANERcorp)"
    )
    options = parser.parse_args()
    sets = {path.name: list(sentences(path))[options.skip :][: options.first or None] for path in options.paths if path.is_file()}
    for path in options.paths:
        if path.is_dir():
            sets[path.name] = [sentence for file in sorted(path.glob("*.txt")) for sentence in sentences(file)]
    if options.held:
        sets |= held(options.held)
    for name, every in sets.items():
        measure(name, every, options)


def held(data: Path) -> dict[str, list[Labelled]]:
    """The sentences that `train/corpora.py` keeps from the tagger."""
    from train.corpora import everything

    found: dict[str, list[Labelled]] = {"anercorp, held out": [], "aqmar, held out": []}
    for example in everything(data):
        name = f"{example.corpus}, held out"
        if example.held and name in found and example.names is not None:
            found[name].append([(word, next(iter(labels))) for word, labels in zip(example.words, example.names, strict=True)])
    return found


def measure(name: str, every: list[Labelled], options: argparse.Namespace) -> None:
    """Prints the figures of one set, and some of its errors."""
    hits: Counter[str] = Counter()
    made: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    wrong: list[str] = []
    began, tokens = time.process_time(), 0
    for k in range(0, len(every), options.lines):
        group = every[k : k + options.lines]
        for words, got in zip(group, found(group, tagged=options.tags), strict=True):
            want = gold(words)
            tokens += len(words)
            hits.update(kind for span, kind in got.items() if want.get(span) == kind)
            made.update(got.values())
            wanted.update(want.values())
            wrong += errors(words, want, got, options.kind)
    took = time.process_time() - began
    print(f"{name}: {tokens:,} words, {took / max(tokens, 1) * 250e3:.1f} ms per 250 words, reading included")
    for kind in (*SHOWN, "all"):
        print(f"  {kind:13}", figures(*(sum(c.values()) if kind == "all" else c[kind] for c in (hits, made, wanted))))
    print("\n".join(wrong[: options.errors]))


def figures(hit: int, made: int, wanted: int) -> str:
    """Precision, recall and F1 in per cent."""
    precision, recall = hit / max(made, 1), hit / max(wanted, 1)
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:6.1%}  R {recall:6.1%}  F1 {both:6.1%}  ({hit} of {made} made, {wanted} wanted)"


def errors(words: Labelled, want: Spans, got: Spans, kind: str) -> list[str]:
    """What was missed and what was made up in a sentence, a line each."""

    def line(mark: str, span: tuple[int, int], of: str) -> str:
        first, last = span
        text = [word for word, _ in words]
        around = text[max(0, first - 4) : first], text[first : last + 1], text[last + 1 : last + 4]
        return "{} {} {} [[{}]] {}".format(mark, of[:5], *map(" ".join, around))

    missed = [line("-", span, of) for span, of in want.items() if got.get(span) != of and kind in of]
    extra = [line("+", span, of) for span, of in got.items() if want.get(span) != of and kind in of]
    return missed + extra


if __name__ == "__main__":
    main()
