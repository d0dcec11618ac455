"""Makes `src/mahdar/stories/background.tsv`: in what share of news articles a stem stands, as far as sentences of other years tell.

The first articles of a stream, and a folder of five, cannot tell a rare word from a common one by themselves. Counted are
sentences of the OEDA event records (MIT, openeventdata/arabic_event_gsr) and of the Wojood sample (MIT, SinaLab/ArabicNER).
Run as `python -m train.background [SHARED]`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from train.sentences import sentences, words

from mahdar.stories.stems import stem

OUT = Path(__file__).parents[1] / "src/mahdar/stories/background.tsv"
#: A lead has the words of nine such sentences; but words come again within an article, so it counts as five drawn by chance.
SENTENCES = 5
#: Stems of fewer sentences are left out: those are rare.
LEAST = 2
_HEAD = """# In how many of a thousand articles a stem stands. Made by train/background.py from sentences of the OEDA Arabic event records
# (MIT, openeventdata/arabic_event_gsr) and the Wojood sample (MIT, SinaLab/ArabicNER).
stem\tarticles
"""


def main(shared: Path) -> None:
    """Writes the table."""
    counts: Counter[str] = Counter()
    read = 0
    for sentence in sentences(shared, "train"):
        read += 1
        counts.update({stem(word) for word in words(sentence)})
    shares = {one: 1 - (1 - count / read) ** SENTENCES for one, count in counts.items() if one and count >= LEAST}
    rows = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    OUT.write_text(_HEAD + "".join(f"{one}\t{1000 * share:.0f}\n" for one, share in rows), "utf-8")
    print(f"{read} sentences, {len(rows)} stems")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared")
