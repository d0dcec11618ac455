"""Names of one person that have nothing in common: what only knowledge joins."""

from __future__ import annotations

from functools import cache

from mahdar.actors.naming import Name, parsed
from mahdar.spans import table


def one_person(a: Name, b: Name) -> bool:
    """Whether the table has both names, whole, as one person's."""
    rows = _rows()
    return bool(rows.get(_key(a), frozenset()) & rows.get(_key(b), frozenset()))


def _key(name: Name) -> str:
    parts = (name.royal, *(unit.text.removeprefix("بن") for unit in name.units), name.regnal)
    return " ".join(part for part in parts if part)


@cache
def _rows() -> dict[str, frozenset[int]]:
    """Each name in normal form, also as foreign letters vary, to the rows it stands in."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("mahdar.actors", "aliases.tsv")):
        for form in row["names"].split("|"):
            for written in (form, form.replace("غ", "ج")):
                found.setdefault(_key(parsed(written)), set()).add(number)
    return {form: frozenset(rows) for form, rows in found.items()}
