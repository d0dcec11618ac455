"""Is a learned decision to join an event better than one threshold? `python -m train.stories [SHARED]` says, by cross-validation.

The storylines of `gold/stories-dev` are halved at random, several times; each half is grouped by average linkage with what the other
half taught: the threshold of the mix of cosines, or the weights of a logistic function over pairs of articles and its threshold.
Beside them stands the policy as it ships. Nothing is written: the policy is kept, because no function of pairs did better.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bench.stories import News, read, score
from numpy.typing import NDArray
from train.copies import fit

from mahdar.stories import Sketch, hours, policy, sketch
from mahdar.stories.packed import Frequencies, packed
from mahdar.stories.sketch import fading

Table = NDArray[np.float64]
HALVINGS = 20
#: Words of the body that count as its beginning, and articles that may hold a stem that is called rare.
BEGINNING, RARE = 50, 6
#: Pairs less alike than this are not learned from.
FAR = 0.08
LEARNED = {"title, lead": ("title", "lead"), "and rare stems, beginning": ("title", "lead", "rare", "beginning"), "and time": ()}


def main() -> None:
    """Prints a line for each way to decide: the means over all halves."""
    parser = argparse.ArgumentParser(prog="python -m train.stories")
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    news = read(parser.parse_args().shared / "gold" / "stories-dev")
    alike = likeness(news)
    by = policy()
    mix = (by.title_share * alike["title"] + (1 - by.title_share) * alike["lead"]) * alike.pop("weekday")
    told: dict[str, list[tuple[float, float, float]]] = {}
    for fitted, judged in halves(news):
        gold = [news[i].event for i in judged]
        _tell(told, f"mix of two cosines, {by.event} (ships)", grouped(mix, judged, by.event), gold)
        _tell(told, "mix of two cosines, threshold of the other half", grouped(mix, judged, threshold(mix, fitted, news)), gold)
        for name, used in LEARNED.items():
            chance = learned(news, alike, mix, fitted, used or tuple(alike))
            _tell(told, f"logistic function: {name}", grouped(chance, judged, threshold(chance, fitted, news)), gold)
    for name, figures in told.items():
        pairwise, bcubed, count = np.mean(figures, axis=0)
        print(f"{name:50} pairwise {pairwise:.3f} BCubed {bcubed:.3f}, events found for one of gold {count:.2f}")


def halves(news: Sequence[News]) -> list[tuple[list[int], list[int]]]:
    """The articles to learn from and to judge, by halves of the storylines."""
    lines = sorted({one.storyline for one in news})
    found = []
    for seed in range(HALVINGS):
        random.Random(seed).shuffle(lines)  # noqa: S311 - the same halves each time
        half = set(lines[::2])
        one, other = ([i for i, n in enumerate(news) if (n.storyline in half) is wanted] for wanted in (True, False))
        found += [(one, other), (other, one)]
    return found


def likeness(news: Sequence[News]) -> dict[str, Table]:
    """Tables of how alike two articles are: cosines of titles, leads, beginnings and rare stems, days between, and what weekdays leave."""
    whole = [sketch(n.id, n.title, n.text) for n in news]
    begun = [sketch(n.id, n.title, " ".join(n.text.split()[:BEGINNING])) for n in news]
    seen = Frequencies(policy().prior)
    packed(whole, seen)
    times = np.array([hours(n.published) for n in news])
    named = np.array([one.day for one in whole])
    apart = (named[:, None] != named) & (named[:, None] * named > 0)
    return {
        "title": _cosines(whole, seen, title=True),
        "lead": _cosines(whole, seen),
        "rare": _cosines(whole, seen, rare=RARE),
        "beginning": _cosines(begun, seen),
        "weekday": np.where(apart, policy().other_day, 1.0),
        "days": np.minimum(np.abs(times[:, None] - times[None]), 72) / 24,
    }


def _cosines(sketches: Sequence[Sketch], seen: Frequencies, *, title: bool = False, rare: int = 1 << 30) -> Table:
    rows = np.zeros((len(sketches), len(seen.buckets)))
    for row, one in zip(rows, sketches, strict=True):
        body = 0 if title else len(one.lead) - len(one.title)
        ids, place = np.unique(seen.met(one.title if title else one.lead), return_inverse=True)
        counts = np.bincount(place, np.concatenate((np.ones(len(one.title)), fading()[:body])), minlength=len(ids))
        row[ids] = counts / (counts + policy().saturation) * seen.rarity(ids) * (seen.holding[ids] <= rare)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows @ rows.T


def learned(news: Sequence[News], alike: dict[str, Table], mix: Table, fitted: list[int], used: Sequence[str]) -> Table:
    """The chance of each pair to tell one event, by what these articles teach."""
    a, b = (np.array(fitted)[at] for at in np.triu_indices(len(fitted), 1))
    a, b = a[mix[a, b] > FAR], b[mix[a, b] > FAR]
    same = np.array([news[i].event == news[j].event for i, j in zip(a.tolist(), b.tolist(), strict=True)])
    weights = fit(np.stack([*(alike[name][a, b] for name in used), np.ones(len(a))], 1), same)
    total = sum((weight * alike[name] for name, weight in zip(used, weights.tolist(), strict=False)), np.full(mix.shape, weights[-1]))
    return 1 / (1 + np.exp(-total))


def threshold(alike: Table, fitted: list[int], news: Sequence[News]) -> float:
    """The threshold that groups these articles best."""
    gold = [news[i].event for i in fitted]
    return max(np.arange(0.06, 0.7, 0.02).tolist(), key=lambda t: sum(score(grouped(alike, fitted, t), gold)[:2]))


def grouped(alike: Table, articles: list[int], least: float) -> list[str]:
    """Labels by average linkage: groups merge, the most alike first, until none are alike by `least`."""
    sums = alike[np.ix_(articles, articles)].copy()
    sizes, labels = np.ones(len(articles)), np.arange(len(articles))
    np.fill_diagonal(sums, -1)
    means = sums.copy()
    while True:
        a, b = sorted(map(int, divmod(int(means.argmax()), len(articles))))
        if means[a, b] < least or a == b:
            return [str(label) for label in labels.tolist()]
        labels[labels == b] = a
        sums[a] += sums[b]
        sums[:, a] = sums[a]
        sizes[a] += sizes[b]
        sizes[b] = np.inf
        means[a] = means[:, a] = np.where(np.isinf(sizes), -1, sums[a] / (sizes[a] * sizes))
        means[b] = means[:, b] = means[a, a] = -1


def _tell(told: dict[str, list[tuple[float, float, float]]], name: str, labels: list[str], gold: list[str]) -> None:
    found = score(labels, gold)
    told.setdefault(name, []).append((found.pairwise, found.bcubed, found.found / found.gold))


if __name__ == "__main__":
    main()
