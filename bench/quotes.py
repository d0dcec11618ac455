"""Quotations against hand annotation: ours beside every pair of marks, and how sure the sure ones are.

    bench/quotes.py            figures for the Geneva articles and for both parts of the development set
    bench/quotes.py FOLDER...  the same, and for other folders of annotated articles
    bench/quotes.py --fit [FOLDER...]
                               writes src/mahdar/quotes/confidence.tsv from the part that may be looked at and the folders

The annotated articles lie outside the repository, in ../shared. A third of the development set, chosen by the hash of
the name, is kept for the last look: nothing is fitted on it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.names import mentions
from mahdar.quotes import Quotation, quotations
from mahdar.sentences import Reading, read

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TABLE = ROOT / "src/mahdar/quotes/confidence.tsv"
COVERAGE = (0.5, 0.8, 1.0)


class Found(NamedTuple):
    """One attribution as the score script reads it."""

    start: int
    end: int
    name: str
    confidence: float
    rule: str
    how: str


def last_look(stem: str) -> bool:
    """Whether the article belongs to the third that is only scored."""
    return int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 3 == 0


def ours(reading: Reading) -> list[Found]:
    """What we read."""
    return [_found(q, reading.text) for q in quotations(reading, mentions(reading))]


def _found(q: Quotation, text: str) -> Found:
    level = "nested" if q.parent else "main"
    name = q.name.of(text) if q.name else ""
    return Found(q.content.start, q.content.end, name, q.confidence, f"{q.rule}/{level}", q.how)


def marked(reading: Reading) -> list[Found]:
    """The naive way: every pair of marks that holds three words or more is a quotation of nobody in particular."""
    long = [m.inner for m in reading.marked if len(m.inner.of(reading.text).split()) >= 3]
    return [Found(a.start, a.end, "", 1.0, "", "") for a in long]


def score_script() -> ModuleType:
    """The scoring functions that every room is measured with."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score/score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("no ../shared/score/score.py beside the repository")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(folder: Path, keep: Callable[[str], bool]) -> Iterator[tuple[str, Reading, dict[str, list[dict[str, object]]]]]:
    """The annotated articles of a folder, read, each with its annotation."""
    for capture in captures([folder]):
        stem = capture.file.removesuffix(".txt") if isinstance(capture, Capture) else ""
        gold = folder / f"{stem}.gold.json"
        if isinstance(capture, Capture) and keep(stem) and gold.exists():
            yield stem, read(article(capture)), json.loads(gold.read_text("utf-8"))


def measure(
    folder: Path, keep: Callable[[str], bool], reader: Callable[[Reading], list[Found]]
) -> tuple[dict[str, float], list[tuple[Found, bool]]]:
    """The figures of one reader over one part, and for each attribution found whether content and speaker are right."""
    score = score_script()
    hits: Counter[str] = Counter()
    judged: list[tuple[Found, bool]] = []
    for _, reading, gold in articles(folder, keep):
        found, wanted = reader(reading), gold["quotations"]
        spans = [score.words(reading.text, f.start, f.end) for f in found]
        golden = [score.words(reading.text, g["content"]["start"], g["content"]["end"]) for g in wanted]
        pairs = {j: i for i, j in score.assign([[score.jaccard(g, f) for f in spans] for g in golden])}
        hits.update(found=len(found), gold=len(wanted), marks=len(gold["not_quotations"]))
        for j, one in enumerate(found):
            overlap = score.jaccard(golden[pairs[j]], spans[j]) if j in pairs else 0.0
            right = j in pairs and score.same_name(wanted[pairs[j]]["resolved"], one.name)
            kind = "elided" if j in pairs and ("elided" in wanted[pairs[j]]["flags"] or not wanted[pairs[j]]["speaker"]) else "overt"
            hits.update({"0.3": overlap >= 0.3, "0.8": overlap >= 0.8, "exact": overlap >= 1.0})
            hits.update({kind: overlap >= 0.3, f"{kind} right": overlap >= 0.3 and right})
            judged.append((one, overlap >= 0.8 and right))
        hits["taken"] += sum(
            any(f.start <= m["start"] and m["end"] <= f.end and f.end - f.start < m["end"] - m["start"] + 6 for f in found)
            for m in gold["not_quotations"]
        )
    figures = {name: 2 * hits[name] / max(1, hits["found"] + hits["gold"]) for name in ("0.3", "0.8", "exact")}
    for kind in ("overt", "elided"):
        figures[f"speaker {kind}"] = hits[f"{kind} right"] / max(1, hits[kind])
    figures["speaker all"] = (hits["overt right"] + hits["elided right"]) / max(1, hits["overt"] + hits["elided"])
    return {**figures, "marks taken": float(hits["taken"]), "of marks": float(hits["marks"])}, judged


def at_coverage(judged: list[tuple[Found, bool]], share: float) -> float:
    """The precision of the surest `share` of all attributions, content and speaker together."""
    ranked = sorted(judged, key=lambda j: -j[0].confidence)
    kept = ranked[: max(1, round(share * len(ranked)))]
    return sum(right for _, right in kept) / max(1, len(kept))


def fit(judged: list[tuple[Found, bool]], outlets: int) -> None:
    """Writes the counts behind the confidence, made on articles of so many outlets."""
    seen: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    for one, right in judged:
        for key in (("all", "all"), ("content", one.rule), ("speaker", one.how)):
            seen[key] += 1
            good[key] += right
    lines = [
        "# How often content (overlap 0.8) and speaker were both right, by the rule and level that found the content and by",
        f"# the way that found the speaker. Counted by `bench/quotes.py --fit` over annotated articles of {outlets} outlets, none of",
        "# which is scored as test.",
        "side\tname\tright\tseen",
        *(f"{side}\t{name}\t{good[side, name]}\t{seen[side, name]}" for side, name in sorted(seen)),
    ]
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


def main(argv: list[str]) -> int:
    """Prints the figures; exit status 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--fit", action="store_true", help="write the table of confidence")
    parser.add_argument("folders", nargs="*", type=Path, help="more folders of annotated articles")
    options = parser.parse_args(argv)
    dev = SHARED / "gold/dev"
    if options.fit:
        judged = measure(dev, lambda s: not last_look(s), ours)[1]
        stems = {p.name for p in dev.glob("*.gold.json") if not last_look(p.name.removesuffix(".gold.json"))}
        for folder in options.folders:
            judged += measure(folder, lambda _: True, ours)[1]
            stems |= {p.name for p in folder.glob("*.gold.json")}
        fit(judged, len({s.split("-")[-1] for s in stems}))
        return 0
    parts: list[tuple[str, Path, Callable[[str], bool]]] = [
        ("geneva", SHARED / "geneva", lambda s: s != "record"),
        ("dev, looked at", dev, lambda s: not last_look(s)),
        ("dev, last look", dev, last_look),
        *((folder.name, folder, lambda _: True) for folder in options.folders),
    ]
    everything: list[tuple[Found, bool]] = []
    for name, folder, keep in parts:
        for label, reader in (("ours", ours), ("marks", marked)):
            figures, judged = measure(folder, keep, reader)
            print(f"{name:15} {label:6}", "  ".join(f"{k} {v:.3f}" if v < 2 else f"{k} {v:.0f}" for k, v in figures.items()))
            if label == "ours":
                print(f"{'':22} precision at coverage", "  ".join(f"{c:.0%}: {at_coverage(judged, c):.3f}" for c in COVERAGE))
                everything += judged if folder == dev else []
    print("dev, all        precision at coverage", "  ".join(f"{c:.0%}: {at_coverage(everything, c):.3f}" for c in COVERAGE))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
