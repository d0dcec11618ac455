"""Runs the name comparison over labelled pairs: figures by kind, and the frozen per-case run.

python bench/names/run.py                      figures over bench/names/pairs.tsv
python bench/names/run.py --freeze             rewrite bench/names/frozen.tsv
python bench/names/run.py OTHER.tsv            figures over other pairs (a, b, 1 or 0, kind)
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from mahdar.actors import compare

HERE = Path(__file__).parent
PAIRS, FROZEN = HERE / "pairs.tsv", HERE / "frozen.tsv"
HEADER = "outcome\tscore\trule\ta\tb\tkind"


def rows(path: Path) -> list[tuple[str, str, bool, str]]:
    """The labelled pairs of a file: two names, whether they are one person's, and what makes the pair hard."""
    cells = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith(("#", "a\tb\t"))]
    return [(a, b, label == "1", kind) for a, b, label, kind in cells]


def outcome(wanted: bool, found: bool) -> str:
    """TP, FP, FN or TN."""
    return ("TP" if wanted else "FP") if found else ("FN" if wanted else "TN")


def frozen(path: Path = PAIRS) -> list[str]:
    """One line a pair: what the comparison says of it today."""
    lines = []
    for a, b, wanted, kind in rows(path):
        found = compare(a, b)
        lines.append(f"{outcome(wanted, found.verdict == 'same')}\t{found.score:.3f}\t{found.rule}\t{a}\t{b}\t{kind}")
    return lines


def figures(lines: list[str]) -> list[str]:
    """Precision and recall over all, then the outcomes by kind."""
    by_kind: dict[str, Counter[str]] = {}
    for line in lines:
        cells = line.split("\t")
        by_kind.setdefault(cells[5], Counter())[cells[0]] += 1
    total = sum(by_kind.values(), Counter())
    found, wanted = total["TP"] + total["FP"], total["TP"] + total["FN"]
    head = f"{len(lines)} pairs: precision {total['TP'] / max(found, 1):.3f}, recall {total['TP'] / max(wanted, 1):.3f}"
    return [head, *(f"{kind:12}" + "".join(f"  {key} {count}" for key, count in sorted(by_kind[kind].items())) for kind in sorted(by_kind))]


def main(words: list[str]) -> None:
    """Prints the figures; `--freeze` writes the frozen run as well."""
    paths = [Path(word) for word in words if not word.startswith("--")] or [PAIRS]
    for path in paths:
        lines = frozen(path)
        print("\n".join(figures(lines)))
        if "--freeze" in words and path == PAIRS:
            FROZEN.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
