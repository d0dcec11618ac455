"""Makes `src/mahdar/names/common.tsv`: words seen outside names, so that no name runs on over them.

Learned from the Wojood sample (MIT, SinaLab/ArabicNER). Run as `python train/names/common.py PATH/wojood-train.conll`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from mahdar.spans import folded

OUT = Path(__file__).parents[2] / "src/mahdar/names/common.tsv"
_NAMES = {"PERS", "GPE", "LOC", "FAC", "ORG", "NORP", "OCC", "WEBSITE", "PRODUCT", "LANGUAGE"}


def main(path: Path) -> None:
    """Writes the words that stand outside names and never inside one."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        word, _, label = line.rpartition(" ")
        form = folded(word)
        if len(form) > 2 and form.isalpha():
            (inside if label[2:] in _NAMES else outside)[form] += 1
    forms = sorted(form for form in outside if not inside[form])
    OUT.write_text(
        "# Words seen outside names. Made by train/names/common.py from the Wojood sample (MIT, SinaLab/ArabicNER); folded.\nform\n"
        + "".join(f"{form}\n" for form in forms),
        "utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
