"""Where the tagger is believed, and where a weak find of the rules needs it."""

from __future__ import annotations

from mahdar.names.line import Line
from mahdar.names.nature import Nature
from mahdar.names.peel import core_of
from mahdar.names.seen import Seen

SURE = 0.8  # from here on the tagger's extent of a person goes before the rules'
LEAST = 0.7
LONE = 0.8  # a word that stands alone says less; the article's other mentions of it speak for it (consistency.py)
# How certain the tagger must be of a lone word that looks like a common one; tuned by eye, held-out F1 moves little.
COMMON_WORD: dict[Nature, float] = {
    "word": 0.93,
    "article-word": 0.9,
    "closed": 1.1,
    "nation": 1.1,
    "none": 1.1,
    "ordinal": 1.1,
    "link": 1.1,
}


def doubtful(line: Line, seen: Seen) -> bool:
    """Whether what the tagger took for a name is not certain enough for how common its words are."""
    core = core_of(line.form(seen.first), seen.cut)
    alone = seen.last - seen.first == 1
    common = COMMON_WORD.get(line.nature(seen.first, core), LONE if alone and seen.kind == "person" else LEAST)
    if not alone:
        return seen.probability < (common if seen.kind == "person" and common < 1 else LEAST)
    if line.look(seen.first, line.tables.roles) or (seen.kind != "person" and line.head(seen.first)):
        return True
    if seen.kind == "person" and (line.raw(seen.first).endswith("ً") or (line.nature(seen.first, core) == "word" and core.endswith("ا"))):
        return True  # an adverb or an object: فارضا
    return seen.probability < common


def consents(line: Line, i: int, kind: str) -> bool:
    """Whether the tagger saw a name of that kind start at word `i`, or did not look at all."""
    return not line.tagged or line.saw(i, kind, 0.0) is not None
