"""Makes `src/mahdar/names/states.tsv`: states with Arabic names, demonyms, capitals, ISO code, Wikidata id.

Arabic names come from Unicode CLDR through babel, Wikidata ids from rigour's territories (MIT), the rest from
`states.tsv` beside this file. Run as `python train/names/states.py` with `babel` and `rigour` installed.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale
from rigour.territories import get_territories

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src/mahdar/names/states.tsv"
# Areas that CLDR lists and no article names as a state; parts of states keep their names but no more.
LEFT_OUT = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "EA", "BV", "CP", "IO", "UM", "TF", "HM", "AQ", "BQ", "GS", "AC", "DG", "TA"}


def main() -> None:
    """Writes the table."""
    with (HERE / "states.tsv").open(encoding="utf-8") as lines:
        own = {row["iso"]: row for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")}
    ids = {t.code.upper(): t.qid for t in get_territories() if len(t.code) == 2}
    rows = []
    for iso, name in sorted(Locale("ar").territories.items()):
        if len(iso) != 2 or not iso.isalpha() or iso in LEFT_OUT:
            continue
        mine = own.get(iso, {})
        plain = name.split(" (")[0]
        names = [n for n in [plain, *(mine.get("names") or "").split("|")] if n]
        rows.append([iso, ids.get(iso) or "", "|".join(dict.fromkeys(names)), mine.get("demonyms") or "", mine.get("capitals") or ""])
    with OUT.open("w", encoding="utf-8") as out:
        out.write("# States and territories. Made by train/names/states.py: names from Unicode CLDR, ids from rigour, the rest by hand.\n")
        out.write("iso\twikidata\tnames\tdemonyms\tcapitals\n")
        out.writelines("\t".join(row).rstrip("\t") + "\n" for row in rows)


if __name__ == "__main__":
    main()
