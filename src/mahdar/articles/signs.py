"""The words by which a line shows what it is, as alternatives of a pattern over folded text."""

from __future__ import annotations

import re
from functools import cache

from mahdar.spans import folded, table


@cache
def signs(kind: str) -> str:
    """The forms of one kind in `signs.tsv`, folded, longest first, joined by `|`."""
    forms = {folded(row["form"]).lower() for row in table("mahdar.articles", "signs.tsv") if row["kind"] == kind}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
