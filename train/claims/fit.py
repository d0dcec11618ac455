"""Fits the weights by which claims are told: `python train/claims/fit.py [--gold FOLDER...] [-o weights.tsv]`.

Learns from articles annotated with claims (NAME.txt beside NAME.events.json). Two models over the features of
`mahdar.claims.features`: is this stretch a claim, and if so of which kind. Both start from what one would expect of their features
(`expected.tsv`) and move away from that only as far as the examples make them. The figures printed are of outlets held out (every
outlet is judged by weights fitted without it) and of `--scored` articles, from which nothing is learned: news under a licence for
research may be scored, and never be learned from.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from examples import Annotated, Example, annotated
from scipy.optimize import linear_sum_assignment, minimize
from scipy.sparse import csr_matrix

from mahdar.claims.decide import FLOOR, KINDS, Weights, chosen, verdict

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
TRUST = 1.75  # how far the expected weights are believed
CLAIM_PENALTY, KIND_PENALTY = 5.0, 15.0
WORDS = 0.4  # the penalties of single words times this: there is nothing that one would expect of them
SHARPER = 1.2  # the kinds' weights times this: heavy penalties leave them unsure
RARE = 8  # a feature seen in fewer examples is left out
SAME, NEAR = 0.5, 0.3  # shares of words by which a candidate is an annotated claim, and by which it shows its kind

COLUMNS = ("claim", *KINDS)
Table = dict[str, tuple[float, ...]]


def expected() -> dict[str, list[float]]:
    """The weights of `expected.tsv`, by feature, in the order of the columns."""
    rows = [line.split("\t") for line in (HERE / "expected.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, list[float]] = {}
    for feature, kind, weight in rows[1:]:
        found.setdefault(feature, [0.0] * len(COLUMNS))[COLUMNS.index(kind)] = float(weight)
    return found


def softmax(x: csr_matrix, y: np.ndarray, start: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Weights (features by classes) of a softmax regression, each held near `start`."""

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(start.shape)
        z = x @ w
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        rows = np.arange(len(y))
        value = -np.log(p[rows, y] + 1e-12).sum() + 0.5 * (held * (w - start) ** 2).sum()
        p[rows, y] -= 1
        return value, (x.T @ p + held * (w - start)).ravel()

    return minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(start.shape)


def fit(examples: Sequence[Example]) -> Table:
    """The weights that examples give: for each feature one for `claim`, then one for each kind."""
    hoped = expected()
    seen = Counter(f for e in examples for f in e.features)
    names = [*sorted(({f for f, n in seen.items() if n >= RARE} | set(hoped)) - {"all"}), "all"]
    at = {f: i for i, f in enumerate(names)}
    cells = [(i, at[f]) for i, e in enumerate(examples) for f in e.features if f in at]
    x = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(examples), len(names)))
    claim = np.array([e.overlap >= SAME for e in examples], dtype=int)
    start = np.array([[TRUST * w for w in hoped.get(f, [0.0] * len(COLUMNS))] for f in names])
    held = np.array([[WORDS if f.startswith(("word=", "head=")) else 0.1 if f == "all" else 1.0] for f in names])
    two = softmax(x, claim, start[:, :1] * [-0.5, 0.5], held * 2 * CLAIM_PENALTY)
    shown = [i for i, e in enumerate(examples) if e.overlap >= NEAR]
    told = np.array([KINDS.index(examples[i].kind) for i in shown])  # type: ignore[arg-type]
    kinds = softmax(x[shown], told, start[:, 1:], held * KIND_PENALTY) * SHARPER
    return {f: (float(two[i, 1] - two[i, 0]), *map(float, kinds[i])) for f, i in at.items()}


def hits(article: Annotated, weights: Table) -> Counter[str]:
    """Counts of one article: annotated, found, at half of their words with and without the kind, touched."""
    asked = Weights(weights)
    told = chosen([verdict(c, e.features, asked) for c, e in zip(article.candidates, article.examples, strict=True)], FLOOR)
    found = [(v.kind, article.words(v.candidate.first, v.candidate.last)) for v in told]
    n = Counter(gold=len(article.gold), found=len(found))
    if article.gold and found:
        share = np.array([[len(a & b) / len(a | b) for _, b in found] for _, a in article.gold])
        same = share * np.array([[k == q for q, _ in found] for k, _ in article.gold])
        for name, matrix in (("kind", same), ("any", share)):
            best = matrix[linear_sum_assignment(-matrix)]
            n[name], n[name + " touched"] = int((best >= SAME).sum()), int((best > 0).sum())
    return n


def f1(n: Counter[str], name: str) -> float:
    """F1 of the hits of a name."""
    return 2 * n[name] / max(1, n["gold"] + n["found"])


def report(title: str, counts: Iterable[Counter[str]]) -> None:
    """Prints the figures of some articles."""
    n: Counter[str] = sum(counts, Counter())
    line = ", ".join(f"{name} {f1(n, name):.3f}" for name in ("kind", "kind touched", "any"))
    print(f"{title}: F1 {line} ({n['gold']} annotated, {n['found']} found)")


def held_out(gold: Sequence[Annotated]) -> None:
    """Prints figures of every outlet by weights fitted without it."""
    counts: list[Counter[str]] = []
    for outlet in sorted({a.outlet for a in gold}):
        weights = fit([e for a in gold if a.outlet != outlet for e in a.examples])
        counts += [hits(a, weights) for a in gold if a.outlet == outlet]
    report("outlets held out", counts)


def write(weights: Table, path: Path) -> None:
    """Writes the table, one line a feature."""
    lines = [
        "# What each feature of a candidate adds to the chance that it is a claim and to that of each kind. Made by train/claims/fit.py."
    ]
    lines.append("\t".join(("feature", *COLUMNS)))
    for feature, row in sorted(weights.items()):
        cells = [f"{w:.2f}".removesuffix("0").removesuffix(".0") for w in row]
        if any(float(c) for c in cells):
            lines.append("\t".join((feature, *("" if float(c) == 0 else c for c in cells))))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Fits, reports and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="*", type=Path, default=[SHARED / "geneva", SHARED / "gold" / "dev"])
    parser.add_argument("--scored", nargs="*", type=Path, default=[], help="annotated files that are only scored")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    articles = list(annotated([p for g in options.gold for p in sorted(g.glob("*.events.json"))], tuned=True))
    held_out(articles)
    weights = fit([e for a in articles for e in a.examples])
    report("fitted", (hits(a, weights) for a in articles))
    if options.scored:
        report("only scored", (hits(a, weights) for a in annotated(options.scored)))
    if options.output:
        write(weights, options.output)


if __name__ == "__main__":
    main()
