"""Stories against hand labels, beside simpler ways: `python -m bench.stories [SHARED]`.

SHARED (default ../shared) holds `gold/stories-dev`. Storylines are split by a hash of their name: thresholds were picked on
two thirds; the third called last look was seen too while the method was chosen. Every line gives both. The plain passes are
given the threshold that does best on all of it, ours is what ships.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mahdar.spans import folded
from mahdar.stories import Sketch, group, hours, sketch
from mahdar.stories.stems import stem

Labels = Sequence[str]
WORD = re.compile(r"\d+|[^\W\d_]+")


class News(NamedTuple):
    """A labelled article."""

    id: str
    title: str
    text: str
    published: str
    event: str
    storyline: str

    @property
    def last_look(self) -> bool:
        """Whether its storyline was left out of tuning."""
        return int(hashlib.sha256(self.storyline.encode()).hexdigest(), 16) % 3 == 0


class Score(NamedTuple):
    """Pairwise and BCubed F, and how many groups were found of how many."""

    pairwise: float
    bcubed: float
    found: int
    gold: int

    def __str__(self) -> str:
        return f"pairwise {self.pairwise:.3f} BCubed {self.bcubed:.3f} {self.found:3}/{self.gold:<3}"


def main() -> None:
    """Prints a line for each way of grouping at each level."""
    parser = argparse.ArgumentParser(prog="python -m bench.stories")
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    wanted = parser.parse_args()
    news = read(wanted.shared / "gold" / "stories-dev")
    placed = {p.id: p for p in group([_sketch(n) for n in news])}
    rows = _tfidf(news)
    cosines = rows @ rows.T
    times = np.array([hours(n.published) for n in news])
    for level, ours in (("event", [placed[n.id].event for n in news]), ("storyline", [placed[n.id].storyline for n in news])):
        gold = [n.event if level == "event" else n.storyline for n in news]
        _line(f"{level}: mahdar stories", news, ours, gold)
        for name, sigma in (("plain pass", 0.0), ("plain pass, decay 72 h", 72.0)):
            threshold, labels = _best(lambda t, s=sigma: single_pass(cosines, times, t, s), gold)
            _line(f"{level}: {name}, threshold {threshold:.2f}", news, labels, gold)
        _line(f"{level}: one story an article", news, [n.id for n in news], gold)


def read(folder: Path) -> list[News]:
    """The labelled articles."""
    rows = [line.split("\t") for line in (folder / "labels.tsv").read_text("utf-8").splitlines()]
    labels = {row[0]: (row[1], row[2]) for row in rows}
    docs = [json.loads(line) for line in (folder / "docs.jsonl").read_text("utf-8").splitlines()]
    return [News(d["id"], d["title"], d["text"], d["published"], *labels[d["id"]]) for d in docs]


def _line(name: str, news: Sequence[News], labels: Labels, gold: Labels) -> None:
    parts = []
    for part, keep in (("all", lambda n: True), ("tuned on", lambda n: not n.last_look), ("last look", lambda n: n.last_look)):
        kept = [i for i, n in enumerate(news) if keep(n)]
        parts.append(f"{part}: {score([labels[i] for i in kept], [gold[i] for i in kept])}")
    print(f"{name:42} {' | '.join(parts)}", flush=True)


def score(found: Labels, gold: Labels) -> Score:
    """Pairwise and BCubed F of a grouping."""
    both, mine, theirs = Counter(zip(found, gold, strict=True)), Counter(found), Counter(gold)

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    same, all_mine, all_theirs = pairs(Counter(both)), pairs(Counter(mine)), pairs(Counter(theirs))
    precision = sum(n * n / mine[f] for (f, _), n in both.items()) / len(found)
    recall = sum(n * n / theirs[g] for (_, g), n in both.items()) / len(found)
    pairwise = 2 * same / (all_mine + all_theirs) if same else 0.0
    return Score(pairwise, 2 * precision * recall / (precision + recall), len(mine), len(theirs))


def _tfidf(news: Sequence[News]) -> NDArray[np.float32]:
    """A row of unit length for each article: stems of the whole text, log counts, inverse document frequency."""
    counts = [Counter(filter(None, map(stem, WORD.findall(folded(f"{n.title} {n.text}"))))) for n in news]
    holding = Counter(word for one in counts for word in one)
    place = {word: i for i, word in enumerate(holding)}
    rows = np.zeros((len(news), len(place)), dtype=np.float32)
    for row, one in zip(rows, counts, strict=True):
        for word, n in one.items():
            row[place[word]] = (1 + np.log(n)) * np.log(1 + len(news) / holding[word])
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(length, 1e-9)


def single_pass(cosines: NDArray[np.float32], times: NDArray[np.float64], threshold: float, sigma: float) -> list[str]:
    """Each article in order of time goes to the story whose centroid is nearest, or opens one; `sigma` in hours, 0 for no decay."""
    count = len(cosines)
    sums = np.zeros((count, count), dtype=np.float32)  # the sum of a story's cosines with every article
    lengths, newest = np.zeros(count), np.zeros(count)
    labels = [""] * count
    stories = 0
    for i in np.argsort(times, kind="stable").tolist():
        near = sums[:stories, i] / np.sqrt(lengths[:stories])
        if sigma:
            near = near * np.exp(-((times[i] - newest[:stories]) ** 2) / (2 * sigma**2))
        at = int(near.argmax()) if stories and near.max() >= threshold else stories
        stories += at == stories
        lengths[at] += 2 * sums[at, i] + 1
        sums[at] += cosines[i]
        newest[at] = times[i]
        labels[i] = str(at)
    return labels


def _best(run: Callable[[float], list[str]], gold: Labels) -> tuple[float, list[str]]:
    """The threshold that gives the best sum of both F scores, and its grouping."""
    tried = [(t, run(t)) for t in np.arange(0.04, 0.7, 0.02).tolist()]
    return max(tried, key=lambda one: sum(score(one[1], gold)[:2]))


def _sketch(one: News) -> Sketch:
    return sketch(one.id, one.title, one.text, hours=hours(one.published))


if __name__ == "__main__":
    main()
