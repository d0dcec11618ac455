"""Makes `src/mahdar/names/common.tsv`: words that inflect as no name does, so that no name runs on over them.

A name takes clitics and little else; a common noun or verb is also seen with the article, pronouns, endings and
prefixes of person. A form is common when its family shows such inflection, when it was labelled outside names, or when
it is seen several times and hardly ever where names stand: after a title, a given name or مدينة.
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

from mahdar.spans import Row, folded, table

OUT = Path(__file__).parents[2] / "src/mahdar/names/common.tsv"
_NAMES = {"PERS", "GPE", "LOC", "FAC"}
_ENDINGS = ("هما", "هم", "ها", "نا", "ات", "ان", "ين", "ون", "وا", "تين", "يه", "ته", "تها", "تهم", "ه", "ا", "ي", "ت", "")
_BEFORE = ("ال", "ي", "ت", "سي", "ست", "م", "مت", "ا", "ان", "")
_WORD = re.compile(r"[^\W\d_]+")


def main(labelled: Path, *plain: Path) -> None:
    """Writes the list."""
    outside, inside = _labelled(labelled)
    counts: Counter[str] = Counter(outside)
    slots: Counter[str] = Counter()
    introducers = _introducers()
    for path in plain:
        for line in path.read_text("utf-8").splitlines():
            words = _WORD.findall(folded(json.loads(line)["text"]))
            counts.update(words)
            slots.update(word for before, word in pairwise(words) if before in introducers)
    names = _tabled()
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
