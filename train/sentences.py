"""Sentences of news of other years, from which tables of common words are counted.

Those of the Wojood sample (MIT, SinaLab/ArabicNER), then those of the OEDA Arabic event records (MIT, openeventdata/arabic_event_gsr).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from mahdar.spans import folded

_WORD = re.compile(r"[^\W\d_]+")


def sentences(shared: Path, wojood: str = "*") -> Iterator[str]:
    """The sentences in `shared`/data; of the Wojood sample those of the parts so named."""
    for path in sorted((shared / "data" / "ner").glob(f"wojood-{wojood}.conll")):
        for _, lines in groupby(path.read_text("utf-8").splitlines(), lambda line: bool(line.strip())):
            if sentence := " ".join(line.split()[0] for line in lines if line.strip()):
                yield sentence
    for name in ("assault", "protest"):
        for line in (shared / "data" / "events-gsr" / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


def words(sentence: str) -> list[str]:
    """The folded words of a sentence, numbers left out."""
    return _WORD.findall(folded(sentence).lower())
