"""Makes `src/mahdar/copies/common.tsv`: folded words that texts of news share whatever they tell.

All that is not in it counts as rare when two texts are compared, so that what is said of a pair depends on the pair and not on
what else was read. Learned from the Wojood sample (MIT, SinaLab/ArabicNER) and the OEDA event records (MIT, openeventdata).
Run as `python -m train.common [SHARED]`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from train.sentences import sentences, words

OUT = Path(__file__).parents[1] / "src" / "mahdar" / "copies" / "common.tsv"
#: A word that stands there so often is common.
OFTEN = 3


def main(shared: Path) -> None:
    """Writes the table."""
    counts = Counter(word for sentence in sentences(shared) for word in words(sentence))
    common = sorted(word for word, count in counts.items() if count >= OFTEN and not word.isascii())
    OUT.write_text(
        "# Folded words that texts of news share whatever they tell. Made by train/common.py from the Wojood sample (MIT,\n"
        "# SinaLab/ArabicNER) and the OEDA Arabic event records (MIT, openeventdata/arabic_event_gsr).\nform\n"
        + "".join(f"{word}\n" for word in common),
        "utf-8",
    )
    print(f"{len(common)} of {len(counts)} words, {sum(counts[w] for w in common) / counts.total():.1%} of all that is written")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared")
