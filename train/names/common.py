"""Makes `src/mahdar/names/common.tsv`: words that inflect as no name does, so that no name runs on over them.

A name takes clitics and little else; a common noun or verb is also seen with the article, pronouns, endings and
prefixes of person. A form is common when its family shows such inflection, when it was labelled outside names, or when
it is seen several times and hardly ever where names stand: after a title, a given name or مدينة. What the shipped
tagger takes for people's names there, and what hardly inflects, is none: surnames of those years are frequent too.
Learned from the Wojood sample (MIT, SinaLab/ArabicNER) and the OEDA event records (MIT, openeventdata).
Run as `python train/names/common.py wojood-train.conll assault.jsonl protest.jsonl`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from mahdar.articles import Article, Block, Source
from mahdar.sentences import read
from mahdar.spans import Anchor, Row, folded, table
from mahdar.tags import tag

OUT = Path(__file__).parents[2] / "src/mahdar/names/common.tsv"
_NAMES = {"PERS", "GPE", "LOC", "FAC"}
_ENDINGS = ("هما", "هم", "ها", "نا", "ات", "ان", "ين", "ون", "وا", "تين", "يه", "ته", "تها", "تهم", "ه", "ا", "ي", "ت", "")
_BEFORE = ("ال", "ي", "ت", "سي", "ست", "م", "مت", "ا", "ان", "")
_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"\S(?:[^\n\r]*\S)?")
# How often a form must be (part of) a person's name where it stands in the texts: more than half of them, and more yet where it inflects.
_HALF, _MOSTLY, _MANY = 0.5, 0.6, 4
_SURE = 0.7  # how sure the tagger must be


def main(labelled: Path, *plain: Path) -> None:
    """Writes the list."""
    outside, inside = _labelled(labelled)
    counts: Counter[str] = Counter(outside)
    slots: Counter[str] = Counter()
    called: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    introducers = _introducers()
    for path in plain:
        for line in path.read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            words = _WORD.findall(folded(text))
            seen.update(words)
            called.update(_people(text))
            slots.update(word for before, word in pairwise(words) if before in introducers)
    counts.update(seen)
    names = _tabled() | {form for form in called if not outside[form] and _is_called(form, called, seen)}
    forms = {form for form in counts if len(form) > 2 and form.isalpha() and not _is_name(form, names) and inside[form] <= outside[form]}
    often = {form for form in forms if counts[form] >= (2 if form.startswith("ال") else 3) and slots[form] * 12 < counts[form]}
    common = {form for form in forms if outside[form] or form in often or _inflects(form, forms)}
    OUT.write_text(
        "# Words that inflect as no name does; folded. Made by train/names/common.py from the Wojood sample (MIT, SinaLab/ArabicNER)\n"
        "# and the OEDA Arabic event records (MIT, openeventdata/arabic_event_gsr).\nform\n"
        + "".join(f"{form}\n" for form in sorted(common)),
        "utf-8",
    )


def _labelled(path: Path) -> tuple[Counter[str], Counter[str]]:
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        word, _, label = line.rpartition(" ")
        (inside if label[2:] in _NAMES else outside)[folded(word)] += 1
    return outside, inside


def _people(text: str) -> list[str]:
    """The words of people's names in a text, by the shipped tagger."""
    blocks = tuple(Block(Anchor("text", m.start(), m.end()), "body", "line") for m in _LINE.finditer(text))
    reading = read(Article("text", Source("text", "0" * 64), text, "ar", blocks))
    people = (entity for entity in tag(reading).entities if entity.kind == "person" and entity.probability >= _SURE)
    return [word.form for one in people for word in reading.words[one.first : one.last] if word.sort == "word"]


def _is_called(form: str, called: Counter[str], seen: Counter[str]) -> bool:
    """Whether a form is more a name than a word: it hardly stands elsewhere, and does not inflect or is a name many times."""
    if seen[form] < 2 or called[form] <= _HALF * seen[form]:
        return False
    stem = form.removeprefix("ال")
    others = {before + stem + ending for before in ("ال", "وال", "بال", *_BEFORE) for ending in _ENDINGS} - {form, stem}
    inflects = any(seen[other] > 2 * called[other] for other in others)
    return not inflects or (called[form] >= _MANY and called[form] >= _MOSTLY * seen[form])


def _introducers() -> set[str]:
    """Words after which names stand: given names, titles with the article, demonyms with it, heads of places."""
    given = {folded(row["form"]) for row in table("mahdar.names", "given.tsv") if not row["caution"]} - {"علي"}
    titles = {folded(word) for row in table("mahdar.names", "roles.tsv") for word in ("ال" + row["form"],)}
    demonyms = {"ال" + folded(form) for row in table("mahdar.names", "states.tsv") for form in row["demonyms"].split("|") if form}
    return (
        given
        | titles
        | demonyms
        | {"مدينه", "بلده", "قريه", "محافظه", "منطقه", "ولايه", "اقليم", "حركه", "جماعه", "تنظيم", "ال", "ابو", "بن", "عبد"}
    )


def _tabled() -> set[str]:
    """The forms that the tables of names hold as whole names, those that are also common words left out."""
    rows: list[tuple[Row, str]] = [
        (row, "form") for name in ("given.tsv", "places.tsv") for row in table("mahdar.names", name) if row.get("kind") != "caution"
    ]
    rows += [(row, column) for row in table("mahdar.names", "states.tsv") for column in ("names", "capitals")]
    rows += [(row, "names") for row in table("mahdar.names", "bodies.tsv") if row["kind"] not in {"marked", "homograph"}]
    return {folded(form) for row, column in rows for form in row[column].split("|")}


def _is_name(form: str, names: set[str]) -> bool:
    """Whether the tables hold the form as a name, also behind و or ف."""
    return form in names or (form[0] in "وف" and form[1:] in names)


def _inflects(form: str, forms: set[str]) -> bool:
    """Whether at least two other forms of the same stem, clitics aside, are seen."""
    stems: dict[str, set[str]] = defaultdict(set)
    for before in _BEFORE:
        for ending in _ENDINGS:
            if form.startswith(before) and form.endswith(ending):
                stem = form[len(before) : len(form) - len(ending)]
                if len(stem) > 2:
                    stems[stem] |= {b + stem + e for b in _BEFORE for e in _ENDINGS}
    return any(len((relatives & forms) - {form}) > 2 for relatives in stems.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:]))
