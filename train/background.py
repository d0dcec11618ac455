"""Makes `src/mahdar/stories/background.tsv`: in what share of news articles a stem stands, as far as sentences of other years tell.

The first articles of a stream, and a folder of five, cannot tell a rare word from a common one by themselves. Counted are
sentences of the OEDA event records (MIT, openeventdata/arabic_event_gsr) and of the Wojood sample (MIT, SinaLab/ArabicNER).
Run as `python -m train.background wojood-train.conll assault.jsonl protest.jsonl`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mahdar.spans import folded
from mahdar.stories.stems import stem

OUT = Path(__file__).parents[1] / "src/mahdar/stories/background.tsv"
#: A lead has the words of nine such sentences; but words come again within an article, so it counts as five drawn by chance.
SENTENCES = 5
#: Stems of fewer sentences are left out: those are rare.
LEAST = 2
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = """# In how many of a thousand articles a stem stands. Made by train/background.py from sentences of the OEDA Arabic event records
# (MIT, openeventdata/arabic_event_gsr) and the Wojood sample (MIT, SinaLab/ArabicNER).
stem\tarticles
"""


def main() -> None:
    """Writes the table."""
    counts: Counter[str] = Counter()
    read = 0
    for path in map(Path, sys.argv[1:]):
        for sentence in _sentences(path):
            read += 1
            counts.update({stem(word) for word in _WORD.findall(folded(sentence).lower())})
    shares = {one: 1 - (1 - count / read) ** SENTENCES for one, count in counts.items() if one and count >= LEAST}
    rows = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    OUT.write_text(_HEAD + "".join(f"{one}\t{1000 * share:.0f}\n" for one, share in rows), "utf-8")
    print(f"{read} sentences, {len(rows)} stems")


def _sentences(path: Path) -> Iterator[str]:
    lines = path.read_text("utf-8").splitlines()
    if path.suffix == ".jsonl":
        yield from (json.loads(line)["text"] for line in lines)
        return
    words: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            words.append(line.split()[0])
        elif words:
            yield " ".join(words)
            words = []


if __name__ == "__main__":
    main()
