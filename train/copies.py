"""Labelled pairs -> the weights of `copies/weights.tsv`: `python -m train.copies [SHARED] [--write]`.

SHARED (default ../shared) holds `gold/copies/pairs.tsv` and the articles in `data/saudinewsnet`. Before the weights the figures
of cross-validation are printed: fitted on half of the pairs, measured on the other half, both ways, for thirty ways of halving.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mahdar.copies import COPIES, Print, fingerprint
from mahdar.copies.candidates import links, met
from mahdar.copies.judge import COPY, features
from mahdar.copies.overlap import meetings, overlaps
from mahdar.copies.place import mark
from mahdar.copies.postings import in_order, postings
from mahdar.copies.side import sides

#: The penalty on the square of a weight; the bias has next to none.
PENALTY, FREE = 0.2, 1e-3
HALVINGS = 30
TABLE = Path(__file__).parents[1] / "src" / "mahdar" / "copies" / "weights.tsv"

Rows = NDArray[np.float64]
Flags = NDArray[np.bool_]


def main() -> None:
    """Prints the figures of cross-validation and the weights, and writes the weights where that is asked."""
    parser = argparse.ArgumentParser(prog="python -m train.copies")
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    names, rows, labels, enough = _pairs(wanted.shared)
    copies = np.array([label in COPIES for label in labels])
    forms = np.array([label == "template" for label in labels])
    for threshold in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        f, taken = crossed(rows, copies, forms, threshold, enough)
        mark = " (ships)" if threshold == COPY else ""
        print(f"from {threshold}{mark}: F {f:.3f}, {taken:.1f} of {forms.sum()} forms taken for copies in the halves not fitted on")
    weights = fit(rows, copies)
    found = chances(rows, weights) * enough
    f, taken = figures(found, copies, forms, COPY)
    print(f"fitted on all {len(rows)} pairs, on themselves: F {f:.3f}, {taken} forms taken for copies")
    for name, weight in zip(names, weights.tolist(), strict=True):
        print(f"{name}\t{weight:.2f}")
    if wanted.write:
        _write(dict(zip(names, weights.tolist(), strict=True)))


def _pairs(shared: Path) -> tuple[list[str], Rows, list[str], Flags]:
    """The names of the features, a row of them for each labelled pair, the labels, and which pairs are proposed and share enough.

    Updates count neither way.
    """
    lines = subprocess.run([sys.executable, shared / "data" / "saudinewsnet" / "jsonl.py"], check=True, capture_output=True).stdout
    prints = {one.id: one for one in map(_print, map(json.loads, lines.splitlines()))}
    plain = _plain([*prints.values()])
    given = [line.split("\t")[:3] for line in (shared / "gold" / "copies" / "pairs.tsv").read_text("utf-8").splitlines()]
    pairs = [(prints[a], prints[b], label) for a, b, label in given if label != "update"]
    lists = [plain.get(frozenset((mark(a.id), mark(b.id)))) for a, b, _ in pairs]
    ready = [sides([a, b]) for a, b, _ in pairs]
    met = [*meetings([(one, other, share or 0.0) for (one, other), share in zip(ready, lists, strict=True)])]
    seen = [*overlaps(met)]
    enough = np.array([share is not None and one.enough() for one, share in zip(met, lists, strict=True)])
    names = [*features(seen[0])]
    return names, np.array([[*features(one).values()] for one in seen]), [label for _, _, label in pairs], enough


def _plain(prints: Sequence[Print]) -> dict[frozenset[int], float]:
    """For each pair of texts that meet often enough the share of the lists in which they do so as no formula."""
    held = postings(prints)
    held = held.at(in_order(held))
    found = met(held, *links(held))
    columns = (found.one, found.other, found.plain / found.count)
    return {frozenset(pair): share for *pair, share in zip(*(column[found.enough()].tolist() for column in columns), strict=True)}


def _print(row: dict[str, str]) -> Print:
    day = date.fromisoformat(row["published"][:10]).toordinal()
    return fingerprint(row["id"], row["text"], title=row["title"], outlet=row["outlet"], day=day)


def fit(rows: Rows, copies: Flags) -> NDArray[np.float64]:
    """The weights of a logistic function, by Newton's steps; the last column is the bias."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], PENALTY)
    penalty[-1] = FREE
    for _ in range(100):
        chance = chances(rows, weights)
        slope = rows.T @ (chance - copies) + penalty * weights
        step = np.linalg.solve((rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty), slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def chances(rows: Rows, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance of each row."""
    found: NDArray[np.float64] = 1 / (1 + np.exp(-rows @ weights))
    return found


def figures(found: NDArray[np.float64], copies: Flags, forms: Flags, threshold: float) -> tuple[float, int]:
    """F of copies, and how many forms are taken for copies."""
    said = found >= threshold
    return 2 * int((said & copies).sum()) / max(1, int(said.sum() + copies.sum())), int((said & forms).sum())


def crossed(rows: Rows, copies: Flags, forms: Flags, threshold: float, enough: Flags) -> tuple[float, float]:
    """The mean of both figures over the halvings, each half judged by weights of the other."""
    found = [figures(_by_halves(rows, copies, seed) * enough, copies, forms, threshold) for seed in range(HALVINGS)]
    return float(np.mean([f for f, _ in found])), float(np.mean([taken for _, taken in found]))


def _by_halves(rows: Rows, copies: Flags, seed: int) -> NDArray[np.float64]:
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)  # noqa: S311 - the same halves each time
    middle = len(order) // 2
    found = np.zeros(len(rows))
    for fitted, judged in _both(order[:middle], order[middle:]):
        found[judged] = chances(rows[judged], fit(rows[fitted], copies[fitted]))
    return found


def _both(one: Sequence[int], other: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    return [([*one], [*other]), ([*other], [*one])]


def _write(weights: dict[str, float]) -> None:
    """Puts the weights into the table, whose notes stay."""
    lines = TABLE.read_text("utf-8").splitlines()
    for at, line in enumerate(lines):
        name, *rest = line.split("\t")
        if name in weights:
            lines[at] = "\t".join((name, f"{weights[name]:.2f}", *rest[1:]))
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
