"""Makes `src/mahdar/copies/common.tsv`: folded words that texts of news share whatever they tell.

All that is not in it counts as rare when two texts are compared, so that what is said of a pair depends on the pair and not on
what else was read. Learned from the Wojood sample (MIT, SinaLab/ArabicNER) and the OEDA event records (MIT, openeventdata).
Run as `python -m train.common [SHARED]`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mahdar.spans import folded

OUT = Path(__file__).parents[1] / "src" / "mahdar" / "copies" / "common.tsv"
#: A word that stands there so often is common.
OFTEN = 3
_WORD = re.compile(r"[^\W\d_]+")


def main(shared: Path) -> None:
    """Writes the table."""
    counts = Counter(word for text in _texts(shared / "data") for word in _WORD.findall(folded(text).lower()))
    common = sorted(word for word, count in counts.items() if count >= OFTEN and not word.isascii())
    OUT.write_text(
        "# Folded words that texts of news share whatever they tell. Made by train/common.py from the Wojood sample (MIT,\n"
        "# SinaLab/ArabicNER) and the OEDA Arabic event records (MIT, openeventdata/arabic_event_gsr).\nform\n"
        + "".join(f"{word}\n" for word in common),
        "utf-8",
    )
    print(f"{len(common)} of {len(counts)} words, {sum(counts[w] for w in common) / counts.total():.1%} of all that is written")


def _texts(data: Path) -> Iterator[str]:
    for path in sorted((data / "ner").glob("wojood-*.conll")):
        yield " ".join(line.split(" ")[0] for line in path.read_text("utf-8").splitlines() if line.strip())
    for name in ("assault", "protest"):
        for line in (data / "events-gsr" / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared")
